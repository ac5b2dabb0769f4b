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

from vnrecords import drafting
from vnrecords.codes import ND30_ABBREVIATIONS

from ..tools import office

MM = 72 / 25.4
FOLDER = Path(file_path("qlvb_document/templates/cong_van.docx")).parent
BODY = "Căn cứ Luật Lưu trữ;\nĐiều 1. Ban hành Quy chế.\nĐiều 2. Thi hành."
LETTER = {
    **office.SAMPLE,
    "parent_agency": "",
    "agency": "ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÀ",
    "agency_name": "Ủy ban nhân dân huyện Quảng Hà",
    "type_name": "CÔNG VĂN",
    "notation_tail": "/UBND-VHTT",
    "place": "Quảng Hà",
    "abstract": "quản lý văn bản & hồ sơ <công việc>",
    "addressees": ["Sở Nội vụ", "Hội Phụ nữ"],
    "grounds": [],
    "enacting": "",
    "opening": "",
    "body": ["Đoạn thứ nhất của văn bản.", "Đoạn cuối của văn bản."],
    "recipients": ["Như trên", "Lưu: VT, VHTT"],
    "authority_line": "TM. ỦY BAN NHÂN DÂN",
    "position": "CHỦ TỊCH",
    "signer": "Lê Quang Hải",
}
FILES = sorted(path.stem for path in FOLDER.glob("*.docx"))


def content(code):
    """Return the data of a draft of the type with that code."""
    text = drafting.outline(BODY, code)
    return {
        **LETTER,
        "notation_tail": "/UBND-VHTT" if code in drafting.LETTERS else "/XX-UBND",
        "grounds": [*text.grounds],
        "enacting": text.enacting,
        "body": [*text.body],
        "opening": drafting.opening(code, LETTER["agency_name"], "Chủ tịch"),
        "recipients": drafting.recipients(code, text.body, LETTER["addressees"]),
    }


@tagged("post_install", "-at_install")
class TestTemplates(BaseCase):
    """The Word templates follow Decree 30/2020, Appendix I, in the PDF too (S4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not office.available() or not shutil.which("pdftotext"):
            raise SkipTest("LibreOffice or poppler-utils is not installed")
        cls.all = {code: cls._lay_out(code, content(code)) for code in FILES}
        cls.letter = cls._lay_out("cong_van", LETTER)
        cls.decision = cls.all["quyet_dinh"]

    @classmethod
    def _lay_out(cls, name, data):
        """Return the text and the words of page 1, as (text, x0, y0, x1, y1)."""
        pdf = office.to_pdf(office.render(FOLDER / f"{name}.docx", data))
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
        program = runpy.run_path(str(FOLDER / "build_templates.py"))
        self.assertEqual({f"{code}.docx" for code in FILES}, {*program["TEMPLATES"]})
        for name, model in program["TEMPLATES"].items():
            with self.subTest(name):
                self.assertEqual((FOLDER / name).read_bytes(), program["build"](model))

    def test_each_of_the_29_types_has_its_template_s11(self):
        """Article 7: 27 with an abbreviation, the letter and the personal letter."""
        self.assertEqual(len(FILES), 29 + 1)
        copies = {"SY", "TrS", "SL"}
        self.assertEqual(len({*ND30_ABBREVIATIONS} - copies), 27)

    def test_each_has_room_for_number_and_date(self):
        for code, (_text, words) in self.all.items():
            tail = content(code)["notation_tail"]
            with self.subTest(code):
                self.assertGreaterEqual(self._gap(words, "Số:", tail), 12)
                self.assertGreaterEqual(self._gap(words, "ngày", "tháng"), 8)
                self.assertGreaterEqual(self._gap(words, "tháng", "năm"), 8)
                number, day = self._top(words, "Số:"), self._top(words, "ngày")
                self.assertAlmostEqual(number, day, 0)

    def test_each_has_room_for_the_signature(self):
        for code, (_text, words) in self.all.items():
            above = ("CHỦ", "TỌA") if code == "bien_ban" else ("CHỦ", "TỊCH")
            # The signer's position, not the head in the authority of a decision.
            tops = [word for word in words if word[0] == above[1]]
            with self.subTest(code):
                name = self._top(words, "Lê", "Quang")
                position = max(word[2] for word in tops if word[2] < name)
                self.assertGreaterEqual((name - position) / MM, 30)

    def test_each_keeps_to_the_margins_and_to_one_page(self):
        for code, (text, words) in self.all.items():
            with self.subTest(code):
                self.assertGreaterEqual(min(word[1] for word in words) / MM, 29.9)
                self.assertLessEqual(max(word[3] for word in words) / MM, 195.1)
                self.assertEqual(text.count("\f"), 1)

    def test_each_ends_with_its_mark_and_lists_its_recipients(self):
        for code, (text, _words) in self.all.items():
            kept = "Lưu: VT, Hồ sơ." if code == "bien_ban" else "Lưu: VT."
            with self.subTest(code):
                self.assertIn("Thi hành./.", text)
                self.assertIn(kept, text)

    def test_the_title_stands_alone_on_its_line_in_the_middle(self):
        for code, (text, _words) in self.all.items():
            if code in (*drafting.LETTERS, "co_ten_loai"):
                continue
            name = code.replace("_", " ")
            # "QUYẾT ĐỊNH:" is the enacting word, not the title.
            lines = [line.strip() for line in text.splitlines() if line.isupper()]
            titles = [line for line in lines if not line.endswith(":")]
            with self.subTest(code):
                found = [line for line in titles if self._plain(line) == name]
                self.assertEqual(len(found), 1)

    @staticmethod
    def _plain(text):
        from vnrecords.text import normalize

        return normalize(text)

    def test_only_who_is_addressed_stands_above_the_text(self):
        for code, (text, _words) in self.all.items():
            with self.subTest(code):
                named = code in drafting.ADDRESSED
                self.assertEqual("Kính gửi:" in text, named)

    def test_a_decision_names_who_decides_its_grounds_and_the_word(self):
        """Models 1.1 to 1.3."""
        for code, word in drafting.ENACTING.items():
            text = self.all[code][0]
            with self.subTest(code):
                parts = (LETTER["issuing_authority"], "Căn cứ Luật Lưu trữ.", word)
                places = [text.index(part) for part in parts]
                self.assertEqual(places, sorted(places))
                self.assertIn("- Như Điều 2;", text)

    def test_an_invitation_and_a_telegram_name_whom_they_are_for(self):
        """Models 1.6 and 1.7."""
        for code in ("giay_moi", "cong_dien"):
            text = " ".join(self.all[code][0].split())
            with self.subTest(code):
                self.assertIn(f"{content(code)['opening']} - Sở Nội vụ;", text)

    def test_minutes_are_signed_by_who_wrote_and_who_presided(self):
        """Model 1.9."""
        words = self.all["bien_ban"][1]
        self.assertAlmostEqual(
            self._top(words, "THƯ", "KÝ"), self._top(words, "CHỦ", "TỌA"), 0
        )
        self.assertAlmostEqual(
            self._top(words, "Trần", "Thị"), self._top(words, "Lê", "Quang"), 0
        )

    def test_contracts_are_signed_by_two(self):
        for code in ("hop_dong", "ban_ghi_nho", "ban_thoa_thuan"):
            with self.subTest(code):
                self.assertRegex(self.all[code][0], r"ĐẠI DIỆN BÊN B\s+ĐẠI DIỆN BÊN A")

    def test_a_leave_permit_has_room_for_a_confirmation(self):
        """Model 1.10."""
        text = " ".join(self.all["giay_nghi_phep"][0].split())
        self.assertIn("nơi nghỉ phép (nếu cần)", text)
        self.assertNotIn("quản lý văn bản", text)

    def test_a_letter_has_its_abstract_below_the_number_and_names_its_addressees(self):
        text, words = self.letter
        self.assertLess(self._top(words, "Số:"), self._top(words, "V/v"))
        self.assertIn("hồ sơ <công việc>", " ".join(text.split()))
        self.assertRegex(text, r"Kính gửi:\s+- Sở Nội vụ;\s+- Hội Phụ nữ\.")

    def test_a_line_without_letters_is_no_heading(self):
        data = {**LETTER, "body": ["1. …", "KẾT QUẢ", "Hết."]}
        words = self._lay_out("ke_hoach", data)[1]
        left = next(word[1] for word in words if word[0] == "1.")
        self.assertAlmostEqual(left / MM, 30 + 12.7, 0)

    def test_page_numbers_stand_in_the_top_margin_from_page_two_on(self):
        body = ["Nội dung của một đoạn văn bản khá dài. " * 12] * 6
        text, words = self._lay_out("cong_van", {**LETTER, "body": body})
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
            text, _words = self._lay_out("cong_van", {**LETTER, "body": body})
            *_before, last = text.rstrip("\f").split("\f")
            self.assertIn("Nội dung", last)

    def test_the_degree_of_urgency_is_framed_below_the_number(self):
        urgent = {**LETTER, "urgency_stamp": "HOẢ TỐC"}
        _text, words = self._lay_out("cong_van", urgent)
        self.assertLess(self._top(words, "V/v"), self._top(words, "HOẢ"))
        self.assertLess(self._top(words, "HOẢ"), self._top(words, "Kính"))
