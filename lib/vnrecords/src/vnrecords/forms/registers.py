"""Sổ đăng ký văn bản đi, đến; sổ theo dõi giải quyết (NĐ 30/2020 PL IV I, VI, VIII).

Documents registered in the system are printed in this form, signed for and bound
(Điều 15, 16.2b, 22.3b).
"""

import datetime
from dataclasses import dataclass

from reportlab.platypus import PageBreak, Spacer, Table, TableStyle

from ..pages import fonts
from ..pages.drawing import CENTER, build, paragraph, style
from ..pages.geometry import LANDSCAPE, MM
from ..pages.heading import rule_under
from .table import Column, cell_text, form_table


@dataclass(frozen=True)
class RegisterHead:
    """What cover and first page say about the register."""

    issuer: str
    year: int
    parent: str = ""
    volume: str = ""
    """Quyển số."""
    first_number: str = ""
    last_number: str = ""
    first_date: datetime.date | None = None
    last_date: datetime.date | None = None
    cover: bool = False
    """Whether a page of its own goes before (bìa)."""


@dataclass(frozen=True)
class IncomingRow:
    """One line of sổ đăng ký văn bản đến (PL IV mục VI.2), in the order of the form."""

    arrived: datetime.date | str = ""
    number: str = ""
    author: str = ""
    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    """Tên loại và trích yếu."""
    receiver: str = ""
    forwarded: datetime.date | str = ""
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class OutgoingRow:
    """One line of sổ đăng ký văn bản đi (PL IV mục I.2), in the order of the form."""

    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    signer: str = ""
    recipients: str = ""
    keeper: str = ""
    """Đơn vị, người nhận bản lưu."""
    copies: int | str = ""
    forwarded: datetime.date | str = ""
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class TrackingRow:
    """One line of sổ theo dõi giải quyết văn bản đến (PL IV mục VIII.2)."""

    number: str = ""
    document: str = ""
    """Tên loại, số, ký hiệu, ngày, tháng và cơ quan ban hành."""
    receiver: str = ""
    due: datetime.datetime | datetime.date | str = ""
    progress: str = ""
    reply: str = ""
    note: str = ""


INCOMING = (
    Column("arrived", "Ngày đến", 22, CENTER),
    Column("number", "Số đến", 14, CENTER),
    Column("author", "Tác giả", 31),
    Column("notation", "Số, ký hiệu văn bản", 32),
    Column("dated", "Ngày tháng văn bản", 22, CENTER),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 51),
    Column("receiver", "Đơn vị hoặc người nhận", 26),
    Column("forwarded", "Ngày chuyển", 22, CENTER),
    Column("receipt", "Ký nhận", 16),
    Column("note", "Ghi chú", 16),
)
OUTGOING = (
    Column("notation", "Số, ký hiệu văn bản", 32),
    Column("dated", "Ngày tháng văn bản", 22, CENTER),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 52),
    Column("signer", "Người ký", 25),
    Column("recipients", "Nơi nhận văn bản", 33),
    Column("keeper", "Đơn vị, người nhận bản lưu", 22),
    Column("copies", "Số lượng bản", 13, CENTER),
    Column("forwarded", "Ngày chuyển", 22, CENTER),
    Column("receipt", "Ký nhận", 16),
    Column("note", "Ghi chú", 15),
)
TRACKING = (
    Column("number", "Số đến", 16, CENTER),
    Column(
        "document",
        "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản",
        78,
    ),
    Column("receiver", "Đơn vị hoặc người nhận", 38),
    Column("due", "Thời hạn giải quyết", 30, CENTER),
    Column("progress", "Tiến độ giải quyết", 34),
    Column("reply", "Số, ký hiệu văn bản trả lời", 34),
    Column("note", "Ghi chú", 22),
)


def incoming_register(head, rows):
    """Return the PDF of sổ đăng ký văn bản đến: 10 columns, A4 across (S24)."""
    return _register("Sổ đăng ký văn bản đến", INCOMING, head, rows)


def outgoing_register(head, rows):
    """Return the PDF of sổ đăng ký văn bản đi: 10 columns, A4 across (S36)."""
    return _register("Sổ đăng ký văn bản đi", OUTGOING, head, rows)


def tracking_register(head, rows):
    """Return the PDF of sổ theo dõi giải quyết văn bản đến: 7 columns."""
    return _register("Sổ theo dõi giải quyết văn bản đến", TRACKING, head, rows)


def _register(title, columns, head, rows):
    story = _cover(title, head) if head.cover else []
    story += [_agency(head), *_title(title, head), form_table(columns, rows)]
    return build(
        story, LANDSCAPE, title=f"{title} năm {head.year}", author=head.issuer
    ).pdf


def _agency(head):
    """Return the name of the agency in the left third of the page."""
    width = LANDSCAPE.text_width * MM
    cell = _agency_lines(head, 12, width * 0.4)
    padding = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    layout = [(name, (0, 0), (-1, -1), 0) for name in padding]
    layout.append(("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR))
    widths = [width * 0.4, width * 0.6]
    return Table([[cell, ""]], widths, style=TableStyle(layout), hAlign="LEFT")


def _agency_lines(head, size, width):
    issuer = head.issuer.upper()
    lines = [paragraph(head.parent.upper(), style(size, align=CENTER))]
    return [
        *(lines if head.parent else []),
        paragraph(issuer, style(size, fonts.BOLD, CENTER)),
        rule_under(issuer, fonts.BOLD, size, width),
    ]


def _title(title, head):
    bold = style(14, fonts.BOLD, CENTER)
    lines = [paragraph(title.upper(), bold), paragraph(f"Năm {head.year}", bold)]
    plain = style(13, align=CENTER)
    lines += [paragraph(text, plain) for text in _range(head)]
    return [*lines, Spacer(0, 8)]


def _cover(title, head):
    width = LANDSCAPE.text_width * MM
    big, plain = style(24, fonts.BOLD, CENTER), style(14, align=CENTER, spacing=1.5)
    story = [*_agency_lines(head, 14, width), Spacer(0, 45 * MM)]
    story += [paragraph(title.upper(), big), Spacer(0, 6 * MM)]
    lines = [f"Năm: {head.year}", *_range(head)]
    if head.volume:
        lines.append(f"Quyển số: {head.volume}")
    return [*story, *(paragraph(line, plain) for line in lines), PageBreak()]


def _range(head):
    lines = []
    if head.first_date and head.last_date:
        first, last = cell_text(head.first_date), cell_text(head.last_date)
        lines.append(f"Từ ngày {first} đến ngày {last}")
    if head.first_number and head.last_number:
        lines.append(f"Từ số {head.first_number} đến số {head.last_number}")
    return lines
