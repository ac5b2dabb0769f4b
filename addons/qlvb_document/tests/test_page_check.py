# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from odoo.tests import BaseCase, tagged

from ..tools import page_check
from .common import make_pdf

PDF = "application/pdf"


def scanned(dpi, *marks):
    """Return a grey A4 scan with dark boxes: (x, y, width, height) in inches."""
    image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 250)
    for x, y, width, height in marks:
        box = [x * dpi, y * dpi, (x + width) * dpi, (y + height) * dpi]
        ImageDraw.Draw(image).rectangle(box, fill=20)
    return image


def pdf_of(*images):
    buffer = io.BytesIO()
    pdf = canvas.Canvas(buffer, pagesize=A4)
    for image in images:
        if image:
            pdf.drawImage(ImageReader(image), 0, 0, *A4)
        pdf.showPage()
    pdf.save()
    return buffer.getvalue()


def file_of(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


TEXT = (1, 2, 5, 0.3)
HOLES = ((0.15, 4, 0.2, 0.2), (0.15, 7, 0.2, 0.2))


@tagged("post_install", "-at_install")
class TestPageCheck(BaseCase):
    """Blank pages are named (S21), scans below 200 dpi too (S23)."""

    def test_pages_with_text_or_a_line_of_ink_are_not_blank_s21(self):
        facts = page_check.examine(make_pdf(pages=3), PDF)
        self.assertEqual((facts.pages, facts.blank), (3, ()))
        facts = page_check.examine(pdf_of(scanned(200, TEXT)), PDF)
        self.assertEqual(facts.blank, ())

    def test_blank_pages_are_found_punch_holes_or_not_s21(self):
        file = pdf_of(scanned(200, TEXT), scanned(200, *HOLES), None, scanned(200))
        self.assertEqual(page_check.examine(file, PDF).blank, (2, 3, 4))

    def test_coarse_scans_are_named_with_their_dpi_s23(self):
        file = pdf_of(scanned(200, TEXT), scanned(150, TEXT), scanned(300, TEXT))
        self.assertEqual(page_check.examine(file, PDF).coarse, ((2, 150),))

    def test_a_small_picture_on_a_page_is_no_scan_s23(self):
        buffer = io.BytesIO()
        pdf = canvas.Canvas(buffer, pagesize=A4)
        pdf.drawImage(ImageReader(scanned(72, TEXT)), 72, 600, 100, 140)
        pdf.drawString(72, 500, "Text")
        pdf.save()
        self.assertEqual(page_check.examine(buffer.getvalue(), PDF).coarse, ())

    def test_images_are_measured_by_what_they_say_or_by_a4_s23(self):
        page = scanned(150, TEXT)
        for dpi, found in (((150, 150), 150), (None, 150), ((300, 300), None)):
            options = {"dpi": dpi} if dpi else {}
            facts = page_check.examine(file_of(page, "PNG", **options), "image/png")
            self.assertEqual(facts.coarse, ((1, found),) if found else ())
        fine = page_check.examine(file_of(scanned(300, TEXT), "JPEG"), "image/jpeg")
        self.assertEqual(fine.coarse, ())

    def test_the_pages_of_a_tiff_are_counted_s21(self):
        first, *others = [scanned(200, TEXT), scanned(200), scanned(200, TEXT)]
        data = file_of(first, "TIFF", save_all=True, append_images=others)
        facts = page_check.examine(data, "image/tiff")
        self.assertEqual((facts.pages, facts.blank), (3, (2,)))

    def test_neighbouring_pages_are_drawn_together_in_batches(self):
        runs = page_check._runs([*range(1, 46), 60])
        self.assertEqual(runs, [(1, 20), (21, 40), (41, 45), (60, 60)])

    def test_what_cannot_be_read_is_said(self):
        for data, kind in ((b"%PDF-1.4 x", PDF), (b"x", "image/png")):
            with self.assertRaises(page_check.PagesUnreadable):
                page_check.examine(data, kind)
        self.assertEqual(page_check.examine(b"x", "text/plain").pages, 0)
