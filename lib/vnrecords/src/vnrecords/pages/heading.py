"""The head of a document: ô 1 to 5 of the scheme (NĐ 30/2020 PL I mục II.1-5)."""

import datetime
import re
from dataclasses import dataclass

from reportlab.platypus import Spacer, Table, TableStyle

from .. import numbering
from ..codes import Urgency
from ..text import clean
from . import fonts
from .drawing import CENTER, Gap, Line, Rule, paragraph, style
from .geometry import MM
from .stamps import Stamp

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

NUMBER_GAP_MM = 15
DAY_GAP_MM = 8
MONTH_GAP_MM = 8
YEAR_GAP_MM = 13
_LEAST_LEFT_MM = 62
_COMMITTEE = re.compile(r"^((?:ỦY|UỶ) BAN NHÂN DÂN) +")
_RULE_PART = 0.4
"""Of the text above it; the decree allows a third to a half."""


@dataclass(frozen=True)
class Heading:
    """Ô 1 to 5b. What is left empty is drawn as room to be filled in later."""

    issuer: str
    parent: str = ""
    """Cơ quan chủ quản, empty if there is none."""
    symbol: str = ""
    """The notation without its number; without it no number line is drawn."""
    number: str = ""
    place: str = ""
    """Địa danh; without it no date line is drawn."""
    date: datetime.date | None = None
    year: int | None = None
    """The year to print while the day is still open."""
    letter_subject: str = ""
    """Trích yếu of a công văn, without “V/v”."""
    urgency: Urgency = Urgency.NORMAL
    circulation: str = ""
    """``LƯU HÀNH NỘI BỘ`` or ``XEM XONG TRẢ LẠI`` (ô 11)."""

    def date_line(self):
        """Place and date in words; dots to be filled in where no date is set.

        >>> Heading("UBND xã", place="Tân Phong").date_line()
        'Tân Phong, ngày … tháng … năm …'
        """
        if not self.place:
            return ""
        if self.date:
            return numbering.date_line(self.place, self.date)
        return f"{clean(self.place).strip()}, ngày … tháng … năm {self.year or '…'}"


def heading_table(heading, text_width_mm, anchors):
    """Return the two columns of the head as one table, ``text_width_mm`` wide."""
    date_line = _date_line(heading, anchors)
    widths = _widths(date_line, text_width_mm * MM)
    rows = [[_agency(heading, widths[0]), _nation()]]
    number_line = _number_line(heading, anchors)
    if number_line or date_line:
        rows.append([number_line or "", date_line or ""])
    below = _below(heading)
    if below:
        rows.append([below, ""])
    layout = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return Table(rows, colWidths=widths, style=TableStyle(layout), hAlign="LEFT")


def _widths(date_line, total):
    needed = fonts.width(NATION, fonts.BOLD, 12) + 2 * MM
    if date_line:
        needed = max(needed, sum(map(date_line._length, date_line.pieces)) + 2 * MM)
    right = min(needed, total - _LEAST_LEFT_MM * MM)
    return [total - right, right]


def _agency(heading, column_width):
    cell = []
    if heading.parent:
        cell.append(paragraph(heading.parent.upper(), style(12, align=CENTER)))
    name = _broken(heading.issuer.upper(), column_width)
    issuer = paragraph(name, style(12, fonts.BOLD, CENTER))
    issuer.wrap(column_width, 1000)
    return [
        *cell,
        issuer,
        rule_under(name, fonts.BOLD, 12, column_width),
    ]


def _broken(name, column_width):
    """Break a name that is too long for the column after “ỦY BAN NHÂN DÂN”."""
    if fonts.width(clean(name), fonts.BOLD, 12) <= column_width:
        return name
    return _COMMITTEE.sub(r"\1\n", clean(name), count=1)


def rule_under(text, font, size, column_width):
    """Return the rule below a text: 0.4 of the width of its longest line."""
    lines = (fonts.width(clean(line), font, size) for line in text.split("\n"))
    return Rule(min(max(lines), column_width) * _RULE_PART)


def _nation():
    motto_width = fonts.width(MOTTO, fonts.BOLD, 13)
    return [
        paragraph(NATION, style(12, fonts.BOLD, CENTER)),
        paragraph(MOTTO, style(13, fonts.BOLD, CENTER)),
        Rule(motto_width),
    ]


def _number_line(heading, anchors):
    if not heading.symbol:
        return None
    if heading.number:
        return Line([f"Số: {heading.number}/{heading.symbol}"], 13)
    gap = Gap("number", NUMBER_GAP_MM)
    return Line(["Số: ", gap, f"/{heading.symbol}"], 13, anchors=anchors)


def _date_line(heading, anchors):
    if not heading.place:
        return None
    if heading.date:
        words = numbering.date_line(heading.place, heading.date)
        return Line([words], 13, fonts.ITALIC)
    year = f"năm {heading.year}" if heading.year else "năm "
    pieces = [
        f"{clean(heading.place).strip()}, ngày",
        Gap("day", DAY_GAP_MM),
        "tháng",
        Gap("month", MONTH_GAP_MM),
        year,
    ]
    if not heading.year:
        pieces.append(Gap("year", YEAR_GAP_MM))
    return Line(pieces, 13, fonts.ITALIC, anchors)


def _below(heading):
    """Ô 5b, 10b and 11: below the number, in the left column."""
    cell = []
    if heading.letter_subject:
        cell.append(paragraph(f"V/v {heading.letter_subject}", style(12, align=CENTER)))
    if heading.urgency.is_urgent:
        cell += [Spacer(0, 6), Stamp.of_urgency(heading.urgency)]
    if heading.circulation:
        cell += [Spacer(0, 6), Stamp.of_circulation(heading.circulation)]
    return cell
