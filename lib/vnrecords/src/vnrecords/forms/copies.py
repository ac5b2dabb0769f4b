"""The form below a certified copy on paper (NĐ 30/2020 PL I phần II.II, mẫu 3.1)."""

import datetime
from dataclasses import dataclass

from reportlab.platypus import Spacer, Table, TableStyle

from .. import numbering
from ..pages import fonts
from ..pages.drawing import CENTER, Rule, build, paragraph, style
from ..pages.geometry import MM, PORTRAIT
from ..pages.heading import rule_under
from ..pages.signature import Signature, Signers, foot

FORM_MM = 92
"""Room that the form takes at the foot of a page, with up to six recipients."""

COPY_WORDS = {"SY": "SAO Y", "SL": "SAO LỤC", "TrS": "TRÍCH SAO"}
"""Hình thức sao by its abbreviation (PL III mục I)."""


@dataclass(frozen=True)
class CopyForm:
    """What stands below the copied text."""

    kind: str
    """``SY``, ``SL`` or ``TrS``."""
    agency: str
    notation: str
    """``05/SY-UBND``."""
    place: str
    date: datetime.date
    signature: Signature
    recipients: tuple = ()


def copy_notation(number, kind, agency):
    """Compose number and notation of a copy; all kinds share one run.

    >>> copy_notation(5, "SY", "UBND")
    '05/SY-UBND'
    """
    return f"{numbering.format_number(number)}/{numbering.notation(kind, agency)}"


def copy_form(form):
    """Return a PDF page, A4, that has the form at the top of its text area.

    A rule as wide as the text goes before it (mục II.2a); the words of the kind are
    bold capitals of 14 points (II.2b).
    """
    width = PORTRAIT.text_width * MM
    anchors = []
    signers = Signers(form.signature, recipients=(*form.recipients, "Lưu: VT"))
    story = [
        Rule(width, above=0, below=6),
        _head(form, width),
        foot(signers, PORTRAIT.text_width, anchors),
    ]
    title = f"{COPY_WORDS[form.kind]} {form.notation}"
    return build(story, PORTRAIT, title=title, author=form.agency).pdf


def _head(form, width):
    agency = form.agency.upper()
    left = [
        paragraph(agency, style(12, fonts.BOLD, CENTER)),
        rule_under(agency, fonts.BOLD, 12, width * 0.45),
        paragraph(f"Số: {form.notation}", style(13, align=CENTER)),
    ]
    day = numbering.date_line(form.place, form.date)
    right = [
        paragraph(COPY_WORDS[form.kind], style(14, fonts.BOLD, CENTER)),
        Spacer(0, 8),
        paragraph(day, style(13, fonts.ITALIC, CENTER)),
    ]
    layout = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    widths = [width * 0.45, width * 0.55]
    return Table([[left, right]], widths, style=TableStyle(layout), hAlign="LEFT")
