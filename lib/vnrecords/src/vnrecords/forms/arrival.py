"""Dấu “ĐẾN” (NĐ 30/2020 PL IV mục V): a rectangle of 50 mm by 35 mm, six lines."""

import io

from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from ..pages import fonts
from ..pages.geometry import ARRIVAL_STAMP_MM, MM
from ..text import clean
from .table import cell_text

_SIZES = (9, 14, 10, 10, 10, 10)


def arrival_lines(agency, number, date, forwarded="", file_code=""):
    """Return the six lines of the stamp.

    On an electronic document they go into the free top margin, because the rectangle
    would cover quốc hiệu.

    >>> arrival_lines("UBND xã Tân Phong", 15, "09/03/2026", "Văn phòng")[:4]
    ('UBND XÃ TÂN PHONG', 'ĐẾN', 'Số: 15', 'Ngày: 09/03/2026')
    """
    return (
        clean(agency).upper(),
        "ĐẾN",
        f"Số: {cell_text(number)}".strip(),
        f"Ngày: {cell_text(date)}".strip(),
        f"Chuyển: {clean(cell_text(forwarded))}".strip(),
        f"Số và ký hiệu HS: {clean(cell_text(file_code))}".strip(),
    )


def draw_arrival_stamp(lines):
    """Return a PDF of the stamp alone, for a display copy of the document."""
    fonts.register()
    width, height = (side * MM for side in ARRIVAL_STAMP_MM)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        (width, height),
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang="vi-VN",
    )
    canvas.setStrokeColor(red)
    canvas.setFillColor(red)
    canvas.rect(1, 1, width - 2, height - 2)
    step = (height - 8) / len(lines)
    for row, (line, size) in enumerate(zip(lines, _SIZES, strict=True)):
        _draw_line(canvas, line, size, height - 4 - (row + 0.75) * step, row < 2)
    canvas.save()
    return buffer.getvalue()


def _draw_line(canvas, line, size, y, is_heading):
    width = ARRIVAL_STAMP_MM[0] * MM
    font = fonts.BOLD if is_heading else fonts.REGULAR
    size = min(size, size * (width - 10) / max(fonts.width(line, font, size), 1))
    canvas.setFont(font, size)
    if is_heading:
        canvas.drawCentredString(width / 2, y, line)
    else:
        canvas.drawString(6, y, line)
