# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import datetime
import io
import re
import shutil
from unittest import SkipTest

from PIL import Image
from pypdf import PdfReader

from odoo.tests import BaseCase, tagged

from ..content import files, images

DAY = datetime.date(2026, 11, 23)


@tagged("post_install", "-at_install")
class TestContent(BaseCase):
    """What the demo locality shows are real pages and usable images."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not shutil.which("pdftoppm"):
            raise SkipTest("poppler-utils is not installed")
        cls.stock = files.make_files(DAY)

    def _pages(self, name):
        """Return the text of each page."""
        reader = PdfReader(io.BytesIO(self.stock[name]))
        return [page.extract_text() for page in reader.pages]

    def _image(self, png):
        """Return size, corner and the commonest opaque colour of an RGBA image."""
        image = Image.open(io.BytesIO(png))
        self.assertEqual(image.mode, "RGBA")
        colors = image.getcolors(image.width * image.height)
        opaque = [(count, color) for count, color in colors if color[3] > 128]
        return image.size, image.getpixel((0, 0)), max(opaque)[1]

    def test_the_regulation_has_eight_pages_and_vietnamese_text(self):
        pages = self._pages("quy-che-2080.pdf")
        self.assertGreaterEqual(len(pages), 8)
        self.assertIn("Số: 2080/QĐ-UBND", pages[0])
        self.assertIn("QUY ĐỊNH CHUNG", pages[0])
        self.assertIn("TM. ỦY BAN NHÂN DÂN", pages[-1])

    def test_the_regulation_has_each_of_its_articles_once(self):
        text = "\n".join(self._pages("quy-che-2080.pdf"))
        numbers = re.findall(r"^\s*Điều (\d+)[.:]", text, re.MULTILINE)
        self.assertEqual(numbers, [str(number) for number in range(1, 17)])

    def test_the_scan_has_the_same_pages_and_no_text(self):
        pages = self._pages("quy-che-2080-scan.pdf")
        self.assertEqual(len(pages), len(self._pages("quy-che-2080.pdf")))
        self.assertEqual("".join(pages).strip(), "")
        self.assertLess(len(self.stock["quy-che-2080-scan.pdf"]), 6 * 2**20)

    def test_letters_have_one_or_two_pages_and_say_who_writes_what(self):
        for letter in files.LETTERS:
            with self.subTest(letter.file_name):
                pages = self._pages(letter.file_name)
                self.assertIn(len(pages), (1, 2))
                text = " ".join(" ".join(pages).split())
                self.assertIn(f"Số: {letter.notation}", text)
                self.assertIn(letter.subject, text)
                self.assertIn(letter.signer, text)
                self.assertNotIn("{", text)

    def test_letters_that_ask_for_an_answer_name_the_day(self):
        asking = [letter for letter in files.LETTERS if letter.needs_reply]
        self.assertTrue(asking)
        for letter in asking:
            text = " ".join(" ".join(self._pages(letter.file_name)).split())
            self.assertIn(f"{letter.reply_due(DAY):%d/%m/%Y}", text)

    def test_letters_are_told_apart_by_notation_and_file_name(self):
        for field in ("notation", "file_name"):
            values = {getattr(letter, field) for letter in files.LETTERS}
            self.assertEqual(len(values), len(files.LETTERS))

    def test_an_express_letter_carries_its_stamp(self):
        express = next(letter for letter in files.LETTERS if letter.urgency == "3")
        self.assertIn("HOẢ TỐC", self._pages(express.file_name)[0])

    def test_the_same_day_gives_the_same_bytes(self):
        letter = files.LETTERS[0]
        again = files.incoming_pdf(letter, DAY)
        self.assertEqual(self.stock[letter.file_name], again)
        self.assertEqual(self.stock["quy-che-2080.pdf"], files.regulation_pdf())

    def test_a_seal_is_round_red_and_transparent(self):
        png = images.seal_png("Ủy ban nhân dân huyện Quảng Hà")
        size, corner, (red, green, blue, _opacity) = self._image(png)
        self.assertEqual(size, (425, 425))
        self.assertEqual(corner[3], 0)
        self.assertGreater(red, 3 * max(green, blue))
        self.assertEqual(png, images.seal_png("Ủy ban nhân dân huyện Quảng Hà"))

    def test_a_signature_is_blue_transparent_and_its_owner_s_own(self):
        png = images.signature_png("chutich.qh")
        size, corner, (red, green, blue, _opacity) = self._image(png)
        self.assertEqual(size, (720, 320))
        self.assertEqual(corner[3], 0)
        self.assertGreater(blue, 2 * max(red, green))
        self.assertEqual(png, images.signature_png("chutich.qh"))
        self.assertNotEqual(png, images.signature_png("phochutich.qh"))
