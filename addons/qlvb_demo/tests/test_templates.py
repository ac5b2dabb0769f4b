# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
import runpy
import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, tagged
from odoo.tools.misc import file_path

from odoo.addons.qlvb_document.tools import office

MM = 72 / 25.4
LETTER = {
    "parent_agency": "",
    "agency": "ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÀ",
    "type_name": "CÔNG VĂN",
    "notation_tail": "/UBND-VHTT",
    "place": "Quảng Hà",
    "year": 2026,
    "abstract": "quản lý văn bản & hồ sơ <công việc>",
    "addressees": ["Sở Nội vụ", "Hội Phụ nữ"],
    "body": ["Đoạn thứ nhất của văn bản.", "Đoạn cuối của văn bản."],
    "recipients": ["Như trên", "Lưu: VT, VHTT"],
    "authority_line": "TM. ỦY BAN NHÂN DÂN",
    "position": "CHỦ TỊCH",
    "signer": "Lê Quang Hải",
}
DECISION = {
    **LETTER,
    "type_name": "QUYẾT ĐỊNH",
    "notation_tail": "/QĐ-UBND",
    "abstract": "Ban hành Quy chế",
    "body": ["Căn cứ Luật Lưu trữ;", "QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế."],
}


@tagged("post_install", "-at_install")
class TestTemplates(BaseCase):
    """The Word templates follow Decree 30/2020, Appendix I, in the PDF too (S4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not office.available() or not shutil.which("pdftotext"):
            raise SkipTest("LibreOffice or poppler-utils is not installed")
        cls.letter = cls._lay_out("cong_van.docx", LETTER)
        cls.decision = cls._lay_out("co_ten_loai.docx", DECISION)

    @classmethod
    def _lay_out(cls, name, data):
        """Return the text and the words of page 1, as (text, x0, y0, x1, y1)."""
        path = file_path(f"qlvb_document/templates/{name}")
        pdf = office.to_pdf(office.render(path, data))
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            text = cls._run("pdftotext", "-layout", file.name, "-")
            boxes = cls._run("pdftotext", "-bbox", file.name, "-")
        number = r'"([\d.]+)"'
        pattern = (
            rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)<"
        )
        words = [(word, *map(float, box)) for *box, word in re.findall(pattern, boxes)]
        return text, words

    @staticmethod
    def _run(*command):
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout

    def _gap(self, words, first, second):
        """Return the millimetres between two words on one line."""
        for left in words:
            for right in words:
                on_line = abs(left[2] - right[2]) < 1 and right[1] > left[3]
                if on_line and (left[0], right[0]) == (first, second):
                    return (right[1] - left[3]) / MM
        raise AssertionError(f"{first} and {second} do not stand on one line")

    def _top(self, words, *phrase):
        texts = [word[0] for word in words]
        for index in range(len(texts)):
            if texts[index : index + len(phrase)] == list(phrase):
                return words[index][2]
        raise AssertionError(f"{phrase} is not on the page")

    def test_the_templates_are_those_that_the_program_builds(self):
        folder = Path(file_path("qlvb_document/templates/cong_van.docx")).parent
        program = runpy.run_path(str(folder / "build_templates.py"))
        for name, titled in program["TEMPLATES"].items():
            with self.subTest(name):
                self.assertEqual((folder / name).read_bytes(), program["build"](titled))

    def test_there_is_room_for_the_number(self):
        words = self.letter[1]
        self.assertGreaterEqual(self._gap(words, "Số:", "/UBND-VHTT"), 12)
        self.assertGreaterEqual(self._gap(self.decision[1], "Số:", "/QĐ-UBND"), 12)

    def test_there_is_room_for_day_and_month(self):
        for _text, words in (self.letter, self.decision):
            self.assertGreaterEqual(self._gap(words, "ngày", "tháng"), 8)
            self.assertGreaterEqual(self._gap(words, "tháng", "năm"), 8)

    def test_number_and_date_stand_on_one_line(self):
        words = self.letter[1]
        self.assertAlmostEqual(self._top(words, "Số:"), self._top(words, "ngày"), 0)

    def test_there_is_room_for_the_signature(self):
        for _text, words in (self.letter, self.decision):
            room = self._top(words, "Lê", "Quang") - self._top(words, "CHỦ", "TỊCH")
            self.assertGreaterEqual(room / MM, 30)

    def test_the_text_keeps_to_the_margins(self):
        for _text, words in (self.letter, self.decision):
            self.assertGreaterEqual(min(word[1] for word in words) / MM, 29.9)
            self.assertLessEqual(max(word[3] for word in words) / MM, 195.1)

    def test_a_letter_has_its_abstract_below_the_number_and_names_its_addressees(self):
        text, words = self.letter
        self.assertLess(self._top(words, "Số:"), self._top(words, "V/v"))
        self.assertIn("hồ sơ <công việc>", " ".join(text.split()))
        self.assertRegex(text, r"Kính gửi:\s+- Sở Nội vụ;\s+- Hội Phụ nữ\.")

    def test_a_decision_has_its_title_and_no_addressees(self):
        text, words = self.decision
        self.assertLess(self._top(words, "Số:"), self._top(words, "Ban", "hành"))
        self.assertNotIn("Kính gửi", text)
        self.assertNotIn("V/v", text)

    def test_the_text_ends_with_the_end_mark(self):
        self.assertIn("của văn bản./.", self.letter[0])
        self.assertIn("Ban hành Quy chế./.", self.decision[0])

    def test_recipients_are_listed_with_their_marks(self):
        for text, _words in (self.letter, self.decision):
            self.assertRegex(text, r"(?s)- Như trên;.*- Lưu: VT, VHTT\.")

    def test_page_numbers_stand_in_the_top_margin_from_page_two_on(self):
        body = ["Nội dung của một đoạn văn bản khá dài. " * 12] * 6
        text, words = self._lay_out("cong_van.docx", {**LETTER, "body": body})
        pages = text.rstrip("\f").split("\f")
        self.assertEqual(len(pages), 2)
        self.assertEqual(pages[1].split()[0], "2")
        self.assertEqual(pages[0].split()[0], "ỦY")
        number = next(word for word in words if word[0] == "2")
        middle = (30 + 195) / 2
        self.assertAlmostEqual((number[1] + number[3]) / 2 / MM, middle, 0)
        self.assertLess(number[4] / MM, 20)

    def test_a_signature_never_stands_alone_on_a_page(self):
        """The last paragraph goes over with it, however long the text is."""
        for count in (6, 7, 8):
            body = ["Nội dung của một đoạn văn bản khá dài. " * 8] * count
            text, _words = self._lay_out("cong_van.docx", {**LETTER, "body": body})
            *_before, last = text.rstrip("\f").split("\f")
            self.assertIn("Nội dung", last)

    def test_the_degree_of_urgency_is_framed_below_the_number(self):
        urgent = {**LETTER, "urgency_stamp": "HOẢ TỐC"}
        _text, words = self._lay_out("cong_van.docx", urgent)
        self.assertLess(self._top(words, "V/v"), self._top(words, "HOẢ"))
        self.assertLess(self._top(words, "HOẢ"), self._top(words, "Kính"))
