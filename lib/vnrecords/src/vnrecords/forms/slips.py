"""Phiếu trình, and phiếu giải quyết văn bản đến (NĐ 30/2020 PL IV mục VII).

No norm fixes the form of a phiếu trình; it tells the leader everything needed to
decide (regulation Điều 8 khoản 2): the matter, its grounds, the opinions, the draft.
"""

import datetime
from dataclasses import dataclass

from reportlab.platypus import Spacer

from ..pages import body, fonts
from ..pages.drawing import JUSTIFY, build, paragraph, style
from ..pages.geometry import FIRST_LINE_MM, MM, PARAGRAPH_GAP_PT, PORTRAIT
from ..pages.heading import Heading, heading_table
from ..pages.signature import Signature, Signers, foot
from .table import Column, cell_text, form_table

_SIZE_PT = 13


@dataclass(frozen=True)
class Opinion:
    """One stage of the slip: who said what, and when (local time)."""

    stage: str = ""
    person: str = ""
    verdict: str = ""
    """Đồng ý, yêu cầu chỉnh sửa, không đồng ý; with the comment."""
    at: datetime.datetime | datetime.date | str = ""


@dataclass(frozen=True)
class SubmissionSlip:
    """Phiếu trình; empty parts are left out and the rest is numbered without gaps."""

    heading: Heading
    addressee: str
    subject: str
    matter: str = ""
    grounds: tuple = ()
    summary: str = ""
    unit_opinions: tuple = ()
    """Opinions of the units concerned, one text each."""
    proposal: str = ""
    drafts: tuple = ()
    work_file: str = ""
    incoming: tuple = ()
    """The incoming documents that this answers."""
    due: datetime.datetime | datetime.date | str = ""
    opinions: tuple = ()
    """`Opinion` of every stage so far."""
    proposer: Signature | None = None


@dataclass(frozen=True)
class HandlingSlip:
    """Phiếu giải quyết văn bản đến: three groups of lines."""

    heading: Heading
    document: str
    """Tên loại; số, ký hiệu; ngày; cơ quan ban hành; trích yếu."""
    leader: tuple = ()
    """Chủ trì, phối hợp, thời hạn, ngày cho ý kiến."""
    unit_head: tuple = ()
    assignee: tuple = ()

    @property
    def groups(self):
        """The three groups of the form: title and lines of each."""
        return (
            ("1. Ý kiến của lãnh đạo cơ quan, tổ chức", self.leader),
            ("2. Ý kiến của lãnh đạo đơn vị", self.unit_head),
            ("3. Ý kiến đề xuất của người giải quyết", self.assignee),
        )


OPINIONS = (
    Column("stage", "Bước", 33),
    Column("person", "Người cho ý kiến", 37),
    Column("verdict", "Ý kiến", 65),
    Column("at", "Thời gian", 30),
)


def submission_slip(slip, mark=""):
    """Return the PDF of a phiếu trình (S32)."""
    anchors, width = [], PORTRAIT.text_width
    story = [heading_table(slip.heading, width, anchors)]
    story += body.title_block("Phiếu trình", slip.subject, width)
    story += body.addressees([slip.addressee])
    parts = [(title, lines) for title, lines in _parts(slip) if any(lines)]
    for place, (title, lines) in enumerate(parts, 1):
        story += _part(f"{place}. {title}", lines)
    if slip.opinions:
        story += [Spacer(0, 8), form_table(OPINIONS, slip.opinions, numbered=False)]
    if slip.proposer:
        story.append(foot(Signers(slip.proposer), width, anchors))
    title = f"Phiếu trình: {slip.subject}"
    return build(story, mark=mark, title=title, author=slip.heading.issuer).pdf


def _parts(slip):
    return (
        ("Vấn đề trình", [slip.matter]),
        ("Căn cứ", slip.grounds),
        ("Tóm tắt nội dung", [slip.summary]),
        ("Ý kiến của các đơn vị liên quan", slip.unit_opinions),
        ("Đề xuất", [slip.proposal]),
        ("Dự thảo và tài liệu kèm theo", slip.drafts),
        ("Hồ sơ công việc", [slip.work_file]),
        ("Văn bản đến liên quan", slip.incoming),
        ("Thời hạn giải quyết", [cell_text(slip.due)]),
    )


def handling_slip(slip, mark=""):
    """Return the PDF of a phiếu giải quyết văn bản đến."""
    width = PORTRAIT.text_width
    story = [heading_table(slip.heading, width, [])]
    story += body.title_block("Phiếu giải quyết văn bản đến", slip.document, width)
    for title, lines in slip.groups:
        story += _part(title, lines or [""])
    title = "Phiếu giải quyết văn bản đến"
    return build(story, mark=mark, title=title, author=slip.heading.issuer).pdf


def _part(title, lines):
    bold = style(_SIZE_PT, fonts.BOLD, spaceBefore=PARAGRAPH_GAP_PT, keepWithNext=1)
    plain = style(
        _SIZE_PT,
        align=JUSTIFY,
        firstLineIndent=FIRST_LINE_MM[0] * MM,
        spaceBefore=PARAGRAPH_GAP_PT / 2,
    )
    texts = [line for line in lines if line]
    dash = "- " if len(texts) > 1 else ""
    room = [] if texts else [Spacer(0, 18 * MM)]
    return [
        paragraph(title, bold),
        *(paragraph(f"{dash}{text}", plain) for text in texts),
        *room,
    ]
