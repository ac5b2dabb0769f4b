# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A PDF made to look as if it came from an office scanner."""

import io
import random
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps

DPI = 150
# Colours of ink and paper after scanning.
_INK, _PAPER = (46, 44, 50), (236, 233, 225)
_MOST_DEGREES = 0.7
_QUALITY = 58
# A fixed date, so that the same pages give the same bytes.
_DATE = time.gmtime(1534291200)
_TIMEOUT = 60


def scanned(pdf):
    """Return ``pdf`` as pictures: turned a little, grey, grainy, without text.

    Returns None where poppler-utils is not installed.
    """
    program = shutil.which("pdftoppm")
    if not program:
        return None
    source = random.Random(2080)
    with tempfile.TemporaryDirectory(prefix="qlvb-scan-") as folder:
        command = [program, "-r", str(DPI), "-gray", "-", f"{folder}/page"]
        subprocess.run(
            command, input=pdf, check=True, capture_output=True, timeout=_TIMEOUT
        )
        files = sorted(Path(folder).glob("page*"))
        sheets = [_scanned_page(Image.open(file), source) for file in files]
    return _assembled(sheets)


def _scanned_page(page, source):
    angle = source.uniform(-_MOST_DEGREES, _MOST_DEGREES)
    page = page.convert("L").rotate(
        angle, resample=Image.Resampling.BICUBIC, fillcolor=255
    )
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    page = ImageChops.subtract(page, _grain(page.size, source))
    page = ImageChops.subtract(page, _shadow(page.size, source))
    return ImageOps.colorize(page, _INK, _PAPER)


def _grain(size, source):
    """Return small grey spots, and a few dark ones as from dust on the glass."""
    width, height = size
    noise = Image.frombytes("L", size, source.randbytes(width * height))
    noise = noise.filter(ImageFilter.GaussianBlur(0.7))
    noise = noise.point(lambda value: max(0, value - 110) // 5)
    for _speck in range(source.randint(8, 16)):
        x, y = source.randrange(width - 3), source.randrange(height - 3)
        side = source.randint(1, 3)
        noise.paste(source.randint(70, 150), (x, y, x + side, y + side))
    return noise


def _shadow(size, source):
    """Return the darker strip at the bound edge of the sheet."""
    width, height = size
    shadow = Image.new("L", size, 0)
    strip = Image.linear_gradient("L").rotate(90)
    strip = strip.resize((source.randint(36, 60), height))
    strip = ImageOps.mirror(strip) if strip.getpixel((0, 0)) < 128 else strip
    shadow.paste(strip.point(lambda value: value * 70 // 255), (0, 0))
    return shadow


def _assembled(sheets):
    output = io.BytesIO()
    sheets[0].save(
        output,
        "PDF",
        save_all=True,
        append_images=sheets[1:],
        resolution=DPI,
        quality=_QUALITY,
        creationDate=_DATE,
        modDate=_DATE,
    )
    return output.getvalue()
