# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Certified copies: the pages of a document with the form of the copy below them."""

import io

import pikepdf
from pdfminer.high_level import extract_pages

from vnrecords.forms import FORM_MM
from vnrecords.pages.geometry import MM, PORTRAIT

# What stands lower is in the margin: page numbers, marks of printing, the QR code.
MARGIN_MM = 26
GAP_MM = 6


class CertifyError(Exception):
    """Of these bytes no copy can be made."""


def plain_pages(data, numbers=None):
    """Return the chosen pages (from 1 on; all by default) as a plain PDF.

    Signatures become pictures: they would not be valid in a copy. Raises
    `CertifyError` for a page that is not there, or a file that cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            wanted = list(numbers or range(1, count + 1))
            if not all(1 <= number <= count for number in wanted):
                raise CertifyError(str(count))
            pdf.flatten_annotations("all")
            for name in ("/AcroForm", "/Perms", "/DSS"):
                if name in pdf.Root:
                    del pdf.Root[name]
            for index in reversed(range(count)):
                if index + 1 not in wanted:
                    del pdf.pages[index]
            return _saved(pdf)
    except pikepdf.PdfError as error:
        raise CertifyError(str(error)) from error


def room_below(data):
    """Return how high (points) the lowest ink of the last page stands."""
    page = list(extract_pages(io.BytesIO(data)))[-1]
    tops = [item.y0 for item in page if item.y1 > MARGIN_MM * MM]
    return min(tops, default=page.height)


def certified(data, form, lowest):
    """Return ``data`` with the form below its text, or on a page of its own.

    ``form``: a page of `forms.copy_form`; ``lowest``: see `room_below`.
    """
    with (
        pikepdf.open(io.BytesIO(data)) as pdf,
        pikepdf.open(io.BytesIO(form)) as drawn,
    ):
        page = pdf.pages[-1]
        width, height = PORTRAIT.size_pt
        left, bottom, right, top = map(float, page.cropbox)
        upright = abs(right - left - width) < 30 and not int(page.obj.get("/Rotate", 0))
        fits = lowest - (GAP_MM + PORTRAIT.bottom) * MM >= FORM_MM * MM
        if upright and fits and lowest < top - PORTRAIT.top * MM:
            down = (top - PORTRAIT.top * MM) - (lowest - GAP_MM * MM)
            place = pikepdf.Rectangle(left, bottom - down, right, top - down)
            page.add_overlay(drawn.pages[0], place)
        else:
            pdf.pages.extend(drawn.pages)
        return _saved(pdf)


def _saved(pdf):
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()
