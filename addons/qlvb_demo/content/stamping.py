# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures of a signature and a seal on a letter, as on the copy of a paper one."""

import io

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vnrecords.pages.geometry import MM

from . import images

_SIGNATURE_MM = 52


def stamped(drawing, signer, seal):
    """Return the PDF of ``drawing`` with both pictures in the room left for them.

    The seal covers the left third of the signature (ND 30/2020, App. I.II.8).
    """
    anchor = drawing.anchor("signature")
    with (
        pikepdf.open(io.BytesIO(drawing.pdf)) as pdf,
        pikepdf.open(io.BytesIO(_overlay(pdf, anchor, signer, seal))) as overlay,
    ):
        page = pdf.pages[anchor.page]
        stamps = pdf.copy_foreign(overlay.pages[0].as_form_xobject())
        # Named here: `add_overlay` takes a random name.
        name = page.add_resource(stamps, pikepdf.Name.XObject, pikepdf.Name.Stamps)
        page.contents_coalesce()
        page.contents_add(b"q %s Do Q" % str(name).encode())
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True)
        return output.getvalue()


def _overlay(pdf, anchor, signer, seal):
    left, bottom, right, top = anchor.box
    width = _SIGNATURE_MM * MM
    height = width * images.SIGNATURE_PX[1] / images.SIGNATURE_PX[0]
    start, middle = (left + right - width) / 2, (bottom + top) / 2
    side = images.SEAL_MM * MM
    output = io.BytesIO()
    page = pdf.pages[anchor.page].mediabox
    canvas = Canvas(output, pagesize=(float(page[2]), float(page[3])), invariant=1)
    picture = _picture(images.signature_png(signer))
    canvas.drawImage(picture, start, middle - height / 2, width, height, mask="auto")
    place = start + width / 3 - side, middle - side / 2
    canvas.drawImage(_picture(images.seal_png(seal)), *place, side, side, mask="auto")
    canvas.save()
    return output.getvalue()


def _picture(png):
    return ImageReader(io.BytesIO(png))
