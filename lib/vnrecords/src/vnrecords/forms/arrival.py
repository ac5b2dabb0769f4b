"""Dấu “ĐẾN” (NĐ 30/2020 PL IV mục V): a rectangle of 50 mm by 35 mm, six lines."""

import io

from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from ..pages import fonts
from ..pages.geometry import ARRIVAL_STAMP_MM, MM, PORTRAIT
from ..text import clean
from .table import cell_text

_SIZES = (9, 14, 10, 10, 10, 10)
STRIP_MM = 14
"""Height of the strip on an electronic document; the top margin has 20 mm."""
SHEET_PLACE_MM = (30, 95)
"""Left and bottom edge of the stamp on an A4 sheet, from the left and from the top."""


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


def draw_arrival_stamp(lines, on_sheet=False):
    """Return a PDF of the stamp: a label of its own size, or on an A4 sheet.

    ``on_sheet`` puts it where it is stamped by hand, at the left below number and
    notation, to be printed over the first page of a paper document.
    """
    width, height = (side * MM for side in ARRIVAL_STAMP_MM)
    size = PORTRAIT.size_pt if on_sheet else (width, height)
    buffer, canvas = _canvas(size)
    if on_sheet:
        canvas.translate(SHEET_PLACE_MM[0] * MM, size[1] - SHEET_PLACE_MM[1] * MM)
    canvas.rect(1, 1, width - 2, height - 2)
    step = (height - 8) / len(lines)
    for row, (line, size) in enumerate(zip(lines, _SIZES, strict=True)):
        _draw_line(canvas, line, size, height - 4 - (row + 0.75) * step, row < 2)
    canvas.save()
    return buffer.getvalue()


def arrival_strip(lines, width_pt):
    """Return a PDF strip for the top margin of an electronic document.

    ``lines``: those of `arrival_lines`, put into two; ``width_pt``: of the page. The
    strip is as high as the smallest top margin, so it covers nothing.
    """
    agency, word, number, date, forwarded, file_code = lines
    texts = [
        f"{word} – {agency}",
        "   ".join(
            part for part in (number, date, forwarded, file_code) if part[-1:] != ":"
        ),
    ]
    buffer, canvas = _canvas((width_pt, STRIP_MM * MM))
    room = width_pt - 20 * MM
    for row, (text, font) in enumerate(
        zip(texts, (fonts.BOLD, fonts.REGULAR), strict=True)
    ):
        size = min(10, 10 * room / max(fonts.width(text, font, 10), 1))
        canvas.setFont(font, size)
        y = STRIP_MM * MM - (row + 1) * 13 - 4
        canvas.drawRightString(width_pt - 10 * MM, y, text)
    canvas.save()
    return buffer.getvalue()


def _canvas(size):
    fonts.register()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, size, invariant=1, initialFontName=fonts.REGULAR, lang="vi-VN"
    )
    canvas.setStrokeColor(red)
    canvas.setFillColor(red)
    return buffer, canvas


def _draw_line(canvas, line, size, y, is_heading):
    width = ARRIVAL_STAMP_MM[0] * MM
    font = fonts.BOLD if is_heading else fonts.REGULAR
    size = min(size, size * (width - 10) / max(fonts.width(line, font, size), 1))
    canvas.setFont(font, size)
    if is_heading:
        canvas.drawCentredString(width / 2, y, line)
    else:
        canvas.drawString(6, y, line)
