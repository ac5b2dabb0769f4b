"""Sổ đăng ký văn bản đi, đến; sổ theo dõi giải quyết (NĐ 30/2020 PL IV I, VI, VIII).

Documents registered in the system are printed in this form, signed for and bound
(Điều 15, 16.2b, 22.3b).
"""

from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Spacer,
    Table,
    TableStyle,
)

from ..pages import fonts
from ..pages.drawing import CENTER, build, paragraph, style
from ..pages.geometry import LANDSCAPE, MM
from ..pages.heading import rule_under
from .grid import Grid, grid_rows
from .replies import REPLIES
from .sheet import book_sheet
from .table import Column, cell_text
from .word import book_word

INCOMING = (
    Column("arrived", "Ngày đến", 21, CENTER),
    Column("number", "Số đến", 14, CENTER),
    Column("author", "Tác giả", 30),
    Column("notation", "Số, ký hiệu văn bản", 29),
    Column("dated", "Ngày tháng văn bản", 21, CENTER),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 50),
    Column("receiver", "Đơn vị hoặc người nhận", 26),
    Column("forwarded", "Ngày chuyển", 21, CENTER),
    Column("receipt", "Ký nhận", 15),
    Column("note", "Ghi chú", 25),
)
OUTGOING = (
    Column("notation", "Số, ký hiệu văn bản", 30),
    Column("dated", "Ngày tháng văn bản", 21, CENTER),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 46),
    Column("signer", "Người ký", 25),
    Column("recipients", "Nơi nhận văn bản", 30),
    Column("keeper", "Đơn vị, người nhận bản lưu", 20),
    Column("copies", "Số lượng bản", 13, CENTER),
    Column("forwarded", "Ngày chuyển", 21, CENTER),
    Column("receipt", "Ký nhận", 24),
    Column("note", "Ghi chú", 22),
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


DELIVERIES = (
    Column("sent", "Ngày chuyển", 26, CENTER),
    Column("notation", "Số, ký hiệu văn bản", 45),
    Column("receiver", "Nơi nhận văn bản", 75),
    Column("envelopes", "Số lượng bì", 20, CENTER),
    Column("receipt", "Ký nhận và dấu bưu điện", 48),
    Column("note", "Ghi chú", 38),
)
HANDED = tuple(
    Column("receipt", "Ký nhận", column.width) if column.field == "receipt" else column
    for column in DELIVERIES
)
COPIES = (
    Column("notation", "Số, ký hiệu bản sao", 30),
    Column("dated", "Ngày tháng sao", 22, CENTER),
    Column("original", "Văn bản được sao", 80),
    Column("pages", "Số trang", 16, CENTER),
    Column("signer", "Người ký bản sao", 30),
    Column("receiver", "Nơi nhận bản sao", 40),
    Column("copies", "Số lượng bản", 14, CENTER),
    Column("note", "Ghi chú", 20),
)
FINDINGS = (
    Column("book", "Dãy số", 62),
    Column("finding", "Kết quả kiểm tra", 85),
    Column("first", "Từ số", 20, CENTER),
    Column("last", "Đến số", 20, CENTER),
    Column("count", "Số lượng", 20, CENTER),
    Column("note", "Giải trình", 45),
)
LIST = (
    Column("place", "STT", 12, CENTER),
    Column("direction", "Loại", 18, CENTER),
    Column("notation", "Số, ký hiệu văn bản", 32),
    Column("dated", "Ngày tháng văn bản", 22, CENTER),
    Column("party", "Cơ quan ban hành hoặc nơi nhận", 45),
    Column("abstract", "Tên loại và trích yếu nội dung văn bản", 65),
    Column("state", "Trạng thái", 28),
    Column("due", "Thời hạn giải quyết", 30, CENTER),
)
BOOKS = {
    "incoming": ("Sổ đăng ký văn bản đến", INCOMING),
    "outgoing": ("Sổ đăng ký văn bản đi", OUTGOING),
    "internal": ("Sổ đăng ký văn bản nội bộ", OUTGOING),
    "tracking": ("Sổ theo dõi giải quyết văn bản đến", TRACKING),
    "posted": ("Sổ gửi văn bản đi bưu điện", DELIVERIES),
    "handed": ("Sổ chuyển giao văn bản đi", HANDED),
    "copies": ("Sổ đăng ký bản sao văn bản", COPIES),
    "list": ("Danh sách văn bản", LIST),
    "findings": ("Báo cáo kiểm tra số khuyết, số trùng", FINDINGS),
    **REPLIES,
}


def incoming_register(head, rows):
    """Return the PDF of sổ đăng ký văn bản đến: 10 columns, A4 across (S24)."""
    return print_book("incoming", head, rows)


def outgoing_register(head, rows):
    """Return the PDF of sổ đăng ký văn bản đi: 10 columns, A4 across (S36)."""
    return print_book("outgoing", head, rows)


def tracking_register(head, rows):
    """Return the PDF of sổ theo dõi giải quyết văn bản đến: 7 columns."""
    return print_book("tracking", head, rows)


def print_book(kind, head, rows, form="pdf", mark=""):
    """Return the bytes of a book; ``kind``: a key of `BOOKS`.

    ``form``: pdf, xlsx or docx; all three have the same columns and rows.
    ``mark``: the line at the foot of each page; see `print_mark`.
    """
    title, columns = BOOKS[kind]
    if form == "pdf":
        return _draw(title, columns, head, rows, mark)
    lines = [line for line in (head.parent.upper(), head.issuer.upper()) if line]
    heading = _heading(title, head)
    if form == "xlsx":
        return book_sheet(heading, columns, (*lines, *_range(head)), rows, mark)
    return book_word(heading, columns, (*lines, *_range(head)), rows, mark)


def _heading(title, head):
    return f"{title} năm {head.year}" if head.year else title


def _draw(title, columns, head, rows, mark):
    story = _cover(title, head) if head.cover else []
    blank = [type("Blank", (), {column.field: "" for column in columns})]
    table = Grid(columns, grid_rows(columns, rows or blank))
    story += [_agency(head), *_title(title, head), table, *_sign_off(head, len(rows))]
    name = _heading(title, head)
    return build(story, LANDSCAPE, mark=mark, title=name, author=head.issuer).pdf


def _sign_off(head, count):
    """Return the lines below the last row: how much it is, and who signs for it."""
    if not head.signers:
        return []
    width = LANDSCAPE.text_width * MM / len(head.signers)
    bold, italic = style(13, fonts.BOLD, CENTER), style(12, fonts.ITALIC, CENTER)
    cells = [
        [paragraph(name.upper(), bold), paragraph("(Ký, ghi rõ họ tên)", italic)]
        for name in head.signers
    ]
    table = Table([cells], [width] * len(cells), rowHeights=[35 * MM])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    table.setStyle([("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)])
    return [KeepTogether([Spacer(0, 10), Total(count), Spacer(0, 6), table])]


class Total(Flowable):
    """How many rows and pages the book has; known only when it is drawn."""

    def __init__(self, count):
        super().__init__()
        self.count, self.width, self.height = count, 0, 16

    def wrap(self, available_width, _available_height):
        self.width = available_width
        return self.width, self.height

    def draw(self):
        self.canv.setFont(fonts.ITALIC, 12)
        pages = self.canv.getPageNumber()
        words = f"Tổng cộng: {self.count} dòng, {pages} trang."
        self.canv.drawString(0, 4, words)


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
    lines = [paragraph(title.upper(), bold)]
    if head.year:
        lines.append(paragraph(f"Năm {head.year}", bold))
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
