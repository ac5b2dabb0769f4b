# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a picture may not be: two files in one, or larger than any sheet of paper."""

import io

from PIL import Image, UnidentifiedImageError

from .kinds import Refused
from .pdf import is_archive

# A0 at 600 dpi.
MOST_PIXELS = 560_000_000
# Readers of PDF look for its head in so many bytes.
PDF_HEAD = 1024


def examine(data, limits):
    """Raise `Refused` if these bytes are not one plain picture."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data)) as picture:
            pages = getattr(picture, "n_frames", 1)
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused("damaged") from None
    if pages > limits.pages:
        raise Refused("too_many_pages", limit=limits.pages)
    if width * height > MOST_PIXELS:
        raise Refused("too_heavy")
    if b"%PDF-" in data[:PDF_HEAD] or is_archive(data):
        raise Refused("polyglot")
