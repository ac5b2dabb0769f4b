# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
from datetime import UTC, datetime

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar
from reportlab.pdfgen.canvas import Canvas

from odoo.tests import tagged

from ..lib import errors, signing
from ..lib.placement import MM
from .common import EngineCase, key_of, sealed, world
from .test_engine_appearance import DPI, drawn

MOMENT = datetime(2026, 3, 5, 2, 30, 15, tzinfo=UTC)
LINES = ["Số: 05/QĐ-UBND"]


def annex(size=(595, 842), turn=0, corner=False):
    """Return a page with a title, turned; ``corner``: the corner is full of text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setPageRotation(turn)
    canvas.drawCentredString(size[0] / 2, size[1] - 90, "Phu luc I")
    if corner:
        for line in range(60):
            canvas.drawString(20, size[1] - 3 - line * 8, "x" * 120)
    canvas.save()
    return out.getvalue()


def sign_annex(pdf, lines=LINES, field="KySoPhuLuc"):
    return signing.sign_text(pdf, field, key_of(world().agency), lines, moment=MOMENT)


def flattened(pdf):
    """Return the file with what its signatures show as part of the page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.flatten_annotations("all")
        file.save(out)
    return out.getvalue()


def letters(element):
    if isinstance(element, LTChar):
        yield element
    elif hasattr(element, "__iter__"):
        for part in element:
            yield from letters(part)


def box_of_ink(image):
    """Return (left, top, right, bottom) in mm from the upper left of the dark ink."""
    mask = image.convert("L").point(lambda value: 255 * (value < 110))
    return [value * 25.4 / DPI for value in mask.getbbox()]


@tagged("post_install", "-at_install")
class TestEngineAnnex(EngineCase):
    """Annexes and copies: text only, top right, Times 10 (III.1.d; part II, I.3)."""

    def test_number_and_time_stand_in_the_top_right_corner(self):
        pdf = sign_annex(annex())
        page = next(iter(extract_pages(io.BytesIO(flattened(pdf)))))
        found = [char for char in letters(page) if char.y0 > 842 - 60]
        text = "".join(char.get_text() for char in found)
        self.assertIn("Số: 05/QĐ-UBND", text)
        self.assertIn("2026-03-05T09:30:15+07:00", text)
        for char in found:
            self.assertIn("LiberationSerif", char.fontname)
            self.assertNotIn("Italic", char.fontname)
            self.assertNotIn("Bold", char.fontname)
            self.assertAlmostEqual(char.height / char.matrix[0], 10, delta=0.8)
            self.assertAlmostEqual(char.matrix[0], 1, delta=0.001)
            self.assertEqual(char.graphicstate.ncolor, 0)
        right = max(char.x1 for char in found)
        self.assertAlmostEqual((595 - right) / MM, 15, delta=1)

    def test_it_is_signed_by_the_agency_and_shows_no_picture(self):
        pdf = sign_annex(annex())
        self.assertTrue(pdf.startswith(annex()))
        self.assertVerdicts(self.judge(pdf), "valid")
        with pikepdf.open(io.BytesIO(pdf)) as file:
            pictures = [
                one
                for one in file.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            ]
        self.assertEqual(pictures, [])

    def test_turned_pages_show_it_upright_in_the_same_corner(self):
        for turn in (0, 90, 180, 270):
            with self.subTest(turn=turn):
                image = drawn(sign_annex(annex(turn=turn)))
                width = image.width * 25.4 / DPI
                part = image.crop(
                    (image.width // 2, 0, image.width, int(25 / 25.4 * DPI))
                )
                left, top, right, bottom = box_of_ink(part)
                self.assertAlmostEqual(width / 2 - right, 15, delta=1.5)
                self.assertAlmostEqual(top, 10, delta=2)
                self.assertLess(bottom - top, 10)
                self.assertGreater(right - left, 30)

    def test_a_landscape_page_and_one_with_a_shifted_corner(self):
        self.assertVerdicts(self.judge(sign_annex(annex(size=(842, 595)))), "valid")
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(annex())) as file:
            file.pages[0].MediaBox = [-50, -30, 545, 812]
            file.save(out)
        image = drawn(sign_annex(out.getvalue()))
        part = image.crop((image.width // 2, 0, image.width, int(25 / 25.4 * DPI)))
        self.assertAlmostEqual(
            image.width / DPI * 12.7 - box_of_ink(part)[2], 15, delta=1.5
        )

    def test_text_in_the_corner_is_not_covered(self):
        with self.assertRaises(errors.NoCorner):
            sign_annex(annex(corner=True))

    def test_a_copy_of_a_signed_letter_keeps_its_signatures(self):
        lines = ["SAO Y", "UBND huyện Thử"]
        pdf = sign_annex(sealed(), lines, "KySoBanSao")
        self.assertTrue(pdf.startswith(sealed()))
        self.assertVerdicts(self.judge(pdf), "valid", "valid", "valid")
        again = sign_annex(pdf, lines, "KySoBanSao")
        self.assertEqual(len(self.judge(again)), 4)

    def test_broken_files_are_refused(self):
        for wrong in (b"", b"%PDF-1.4", annex()[:300]):
            with self.subTest(size=len(wrong)), self.assertRaises(errors.UnreadablePdf):
                sign_annex(wrong)
