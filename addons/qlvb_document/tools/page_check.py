# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the pages of a stored file look like: blank ones, and scans that are coarse.

Everything runs in child processes with limits of memory and time, for a file that
passed the gate can still be heavy to draw. Meant for a background job.
"""

import glob
import io
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass

from PIL import Image, ImageFilter

from .file_gate import PDF

MIN_DPI = 200
"""Decree 30/2020: a scan has 200 dpi or more."""
MAX_PAGES = 500
"""Pages beyond are not looked at."""

_DRAWN_DPI = 100
_BORDER = 40  # pixels at 100 dpi: punch holes and shadows of the edge
_DARK = 160  # of 255, after the mean over 3 x 3 pixels
_BLANK_INK = 0.001
_SCAN_AREA = 45.0  # square inches: an image of about A5 or more is the page itself
_A4_SHORT, _A4_LONG = 8.27, 11.69  # inches
_SECONDS = 120
_MEMORY = 1_500_000_000
_BATCH = 20
# What programs write when they know nothing of the scan.
_MEANINGLESS_DPI = (0, 1, 72, 96)


class PagesUnreadable(Exception):
    """The pages could not be looked at."""


@dataclass(frozen=True)
class PageFacts:
    """``blank``: page numbers; ``coarse``: (page, dpi) of scans below 200 dpi."""

    pages: int
    blank: tuple = ()
    coarse: tuple = ()


def examine(data, mimetype):
    """Return the `PageFacts` of a PDF or an image; raise `PagesUnreadable`."""
    if mimetype.startswith("image/"):
        return _examine_image(data)
    if mimetype != PDF:
        return PageFacts(0)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file.pdf")
        with open(path, "wb") as file:
            file.write(data)
        last = str(MAX_PAGES)
        text = _run("pdftotext", "-q", "-l", last, path, "-").decode("utf-8", "replace")
        texts = text.split("\f")[:-1]
        scans = _scans(_run("pdfimages", "-list", "-l", last, path).decode())
        empty = [n for n, page in enumerate(texts, 1) if not page.strip()]
        blank = _blank_pages(path, folder, empty)
    coarse = [(n, dpi) for n, dpi in sorted(scans.items()) if dpi < MIN_DPI]
    coarse = [(n, dpi) for n, dpi in coarse if n not in blank]
    return PageFacts(len(texts), tuple(blank), tuple(coarse))


def _run(program, *arguments):
    """Run one of poppler's programs within limits and return what it prints."""
    limits = ["prlimit", f"--as={_MEMORY}", f"--cpu={_SECONDS}"]
    try:
        done = subprocess.run(
            [*limits, program, *arguments], capture_output=True, timeout=2 * _SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PagesUnreadable(program) from error
    if done.returncode:
        raise PagesUnreadable(f"{program}: {done.returncode}")
    return done.stdout


def draw_page(data, number, dpi=90):
    """Return one page (from 1 on) as a PNG, with what its forms and signatures show.

    At most 2,000 pixels a side, however large the page is. Raises `PagesUnreadable`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, prefix = os.path.join(folder, "file.pdf"), os.path.join(folder, "page")
        with open(path, "wb") as file:
            file.write(data)
        size = _run("pdfinfo", "-f", str(number), "-l", str(number), path).decode()
        sides = re.findall(r"size:\s*([\d.]+) x ([\d.]+)", size)
        largest = max(map(float, sides[0]), default=0) if sides else 0
        pixels = min(2000, round(largest / 72 * dpi)) or 1000
        _run(
            *("pdftoppm", "-q", "-png", "-singlefile", "-scale-to", str(pixels)),
            *("-f", str(number), "-l", str(number), path, prefix),
        )
        try:
            with open(f"{prefix}.png", "rb") as file:
                return file.read()
        except OSError as error:
            raise PagesUnreadable("page") from error


def _scans(listing):
    """Read ``pdfimages -list``: {page: dpi} of the images that fill a page."""
    found = {}
    for row in listing.splitlines()[2:]:
        cells = row.split()
        if len(cells) < 14 or cells[2] != "image" or not cells[12].isdigit():
            continue
        page, width, height = int(cells[0]), int(cells[3]), int(cells[4])
        across, down = int(cells[12]), int(cells[13])
        if not across or not down or (width / across) * (height / down) < _SCAN_AREA:
            continue
        found[page] = max(found.get(page, 0), min(across, down))
    return found


def _blank_pages(path, folder, candidates):
    """Draw the pages without text and return those with (almost) no ink."""
    blank = []
    for first, last in _runs(candidates):
        prefix = os.path.join(folder, "page")
        _run(
            *("pdftoppm", "-q", "-gray", "-r", str(_DRAWN_DPI), "-scale-to", "1300"),
            *("-f", str(first), "-l", str(last), path, prefix),
        )
        for name in sorted(glob.glob(f"{prefix}-*.pgm")):
            number = int(re.search(r"-(\d+)\.pgm$", name)[1])
            with Image.open(name) as image:
                if _ink(image) < _BLANK_INK:
                    blank.append(number)
            os.unlink(name)
    return blank


def _runs(numbers):
    """Join neighbours, at most 20 at once: 1 2 3 7 -> (1, 3), (7, 7)."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1 and number - runs[-1][0] < _BATCH:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _ink(image):
    """Return the share of dark pixels of a grey page without its border."""
    width, height = image.size
    if min(width, height) > 4 * _BORDER:
        image = image.crop((_BORDER, _BORDER, width - _BORDER, height - _BORDER))
    counts = image.convert("L").filter(ImageFilter.BoxBlur(1)).histogram()
    return sum(counts[:_DARK]) / sum(counts)


def _examine_image(data):
    blank, coarse = [], []
    try:
        with Image.open(io.BytesIO(data)) as image:
            pages = min(getattr(image, "n_frames", 1), MAX_PAGES)
            for number in range(1, pages + 1):
                image.seek(number - 1)
                dpi = _image_dpi(image)
                small = image.convert("L")
                small.thumbnail((1300, 1300))
                if _ink(small) < _BLANK_INK:
                    blank.append(number)
                elif dpi < MIN_DPI:
                    coarse.append((number, dpi))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PagesUnreadable("image") from error
    return PageFacts(pages, tuple(blank), tuple(coarse))


def _image_dpi(image):
    """Return what the file says, or what its pixels are on a sheet of A4."""
    said = [round(float(value)) for value in image.info.get("dpi", ())]
    if said and min(said) not in _MEANINGLESS_DPI:
        return min(said)
    short, long = sorted(image.size)
    return round(min(short / _A4_SHORT, long / _A4_LONG))
