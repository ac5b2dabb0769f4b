# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A QR code in the bottom left corner of the first page, outside of the text area."""

import io

import pikepdf
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from vnrecords.pages.geometry import MM

# Within the margins that ND 30/2020 (App. I.I.3) leaves: 30 mm left, 20 mm below.
SIZE_MM = 20
LEFT_MM, BOTTOM_MM = 6, 5


def with_qr(pdf, url):
    """Return ``pdf`` (bytes) with the QR code of ``url`` on its first page, as a link.

    A file that has it already, is signed, or cannot be read comes back as it is: who
    prepares it for signing says what is wrong with it.
    """
    if b"/ByteRange" in pdf or url.encode() in pdf:
        return pdf
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            _mark(document, document.pages[0], url)
            buffer = io.BytesIO()
            # The link stays readable in the bytes: so it is found the next time.
            document.save(
                buffer,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, IndexError):
        return pdf
    return buffer.getvalue()


def _mark(document, page, url):
    left, bottom = (float(value) for value in page.cropbox[:2])
    box = (
        left + LEFT_MM * MM,
        bottom + BOTTOM_MM * MM,
        left + (LEFT_MM + SIZE_MM) * MM,
        bottom + (BOTTOM_MM + SIZE_MM) * MM,
    )
    with pikepdf.open(io.BytesIO(drawing(url))) as code:
        page.add_overlay(code.pages[0], pikepdf.Rectangle(*box))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([round(value, 2) for value in box]),
        Border=pikepdf.Array([0, 0, 0]),
        F=4,
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(url)),
    )
    link = document.make_indirect(link)
    if "/Annots" in page.obj:
        page.obj.Annots.append(link)
    else:
        page.obj.Annots = pikepdf.Array([link])


def drawing(url):
    """Return the bytes of a PDF page of the code's size that shows nothing else."""
    size = SIZE_MM * MM
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (size, size), invariant=1)
    code = Drawing(size, size)
    code.add(QrCodeWidget(url, barWidth=size, barHeight=size, barLevel="M"))
    renderPDF.draw(code, canvas, 0, 0)
    canvas.save()
    return buffer.getvalue()
