# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A copy for reading that carries the arrival stamp; the original is not touched."""

import io

import pikepdf
from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vnrecords.forms import arrival
from vnrecords.forms import mark as foot
from vnrecords.pages.geometry import MM, PORTRAIT

from . import office

WORD = "application/vnd.openxmlformats-officedocument"


class StampingError(Exception):
    """Of these bytes no page can be made."""


def stamped_copy(data, mimetype, lines, mark=""):
    """Return a PDF of the file with the stamp in the top margin of the first page.

    ``lines``: see `forms.arrival_lines`; ``mark``: the line at the foot of each page.
    Signature fields become plain pictures: a signature would not be valid in a changed
    file. Raises `StampingError` or `office.OfficeError`.
    """
    mimetype = mimetype or ""
    if mimetype.startswith("image/"):
        data = _image_page(data)
    elif mimetype.startswith(WORD):
        data = office.to_pdf(data)
    try:
        return _stamp(data, lines, mark)
    except pikepdf.PdfError as error:
        raise StampingError(str(error)) from error


def _image_page(data):
    """Return an A4 page with the image below the top margin."""
    try:
        picture = Image.open(io.BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise StampingError(str(error)) from error
    width, height = PORTRAIT.size_pt
    room = width - 20 * MM, height - 30 * MM
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = picture.width * scale, picture.height * scale
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (width, height), invariant=1)
    left, bottom = (width - size[0]) / 2, height - 20 * MM - size[1]
    canvas.drawImage(ImageReader(picture), left, bottom, *size)
    canvas.save()
    return buffer.getvalue()


def _stamp(data, lines, mark):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations("all")
        for name in ("/AcroForm", "/Perms", "/DSS"):
            if name in pdf.Root:
                del pdf.Root[name]
        _upright(pdf)
        page = pdf.pages[0]
        left, bottom, right, top = map(float, page.cropbox)
        strip = arrival.arrival_strip(lines, right - left)
        with pikepdf.open(io.BytesIO(strip)) as overlay:
            place = pikepdf.Rectangle(left, top - arrival.STRIP_MM * MM, right, top)
            page.add_overlay(overlay.pages[0], place)
        if mark:
            _mark(pdf, mark)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _mark(pdf, mark):
    """Write the line at the foot of every page; on a turned page at its side."""
    for page in pdf.pages:
        left, bottom, right, _top = map(float, page.cropbox)
        with pikepdf.open(io.BytesIO(foot.mark_strip(mark, right - left))) as strip:
            height = foot.STRIP_MM * MM
            place = pikepdf.Rectangle(left, bottom, right, bottom + height)
            page.add_overlay(strip.pages[0], place)


def _upright(pdf):
    """Replace a first page that is turned for display by one that stands upright."""
    page = pdf.pages[0]
    turn = int(page.obj.get("/Rotate", 0)) % 360
    if not turn:
        return
    _left, _bottom, width, height = map(float, page.cropbox)
    size = (width - _left, height - _bottom)
    size = size[::-1] if turn in (90, 270) else size
    pdf.add_blank_page(page_size=size)
    upright = pdf.pages[-1]
    upright.add_overlay(page, pikepdf.Rectangle(0, 0, *size))
    pdf.pages.insert(0, upright)
    del pdf.pages[-1]
    del pdf.pages[1]
