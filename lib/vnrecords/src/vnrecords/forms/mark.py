"""The line that tells a print of the system from an original (NĐ 30/2020 PL VI.III.6).

Issued and received files never carry it: only what the system draws, and copies.
"""

import io

from reportlab.pdfgen.canvas import Canvas

from ..pages import fonts
from ..pages.drawing import draw_mark
from ..pages.geometry import MM
from ..text import clean
from .table import cell_text

SYSTEM = "Hệ thống quản lý văn bản và điều hành"
STRIP_MM = 8
"""Height of the strip at the foot of a copy; the bottom margin has 20 mm."""


def print_mark(person, moment):
    """Return the line; ``moment``: local time of the agency.

    >>> import datetime
    >>> print_mark("Trần Lan", datetime.datetime(2026, 3, 9, 8, 5))
    'In từ Hệ thống quản lý văn bản và điều hành – Trần Lan – 09/03/2026 08:05'
    """
    name = " ".join(clean(str(person or "")).split())
    return f"In từ {SYSTEM} – {name} – {cell_text(moment)}"


def mark_strip(mark, width_pt):
    """Return a PDF strip with the line, for the foot of a page of that width."""
    fonts.register()
    buffer = io.BytesIO()
    size = width_pt, STRIP_MM * MM
    canvas = Canvas(
        buffer, size, invariant=1, initialFontName=fonts.REGULAR, lang="vi-VN"
    )
    draw_mark(canvas, mark, 10 * MM, 3 * MM, width_pt - 20 * MM)
    canvas.save()
    return buffer.getvalue()
