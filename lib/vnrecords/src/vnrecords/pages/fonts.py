"""The fonts that are embedded: Liberation Serif 2, with the metrics of Times New Roman.

They are registered under names of our own, so that a font of the same name registered
by another library never takes their place.
"""

import functools
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "fonts"

REGULAR = "vnrecords-serif"
BOLD = "vnrecords-serif-bold"
ITALIC = "vnrecords-serif-italic"
BOLD_ITALIC = "vnrecords-serif-bold-italic"

_FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}


@functools.cache
def register():
    """Register the four faces once per process."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def width(text, font, size):
    """Return the width of ``text`` in points."""
    register()
    return pdfmetrics.stringWidth(text, font, size)
