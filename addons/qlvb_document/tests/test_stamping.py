# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import io

import pikepdf
from docx import Document
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon, as_file, make_pdf
from .test_printing import read_text


@tagged("post_install", "-at_install")
class TestStamps(QlvbCommon):
    """The stamp “ĐẾN” and the handling slip (ND 30/2020, App. IV, V and VII)."""

    def _pdf(self, text):
        return read_text(base64.b64decode(text))

    def test_the_copy_carries_the_stamp_and_the_original_is_untouched(self):
        data = make_pdf("Nguyên bản", pages=2)
        document = self._registered(files=[as_file("a.pdf", data)])
        copy = base64.b64decode(document.print_copy())
        found = read_text(copy)
        self.assertIn("ĐẾN – UBND HUYỆN THỬ", found)
        self.assertIn("Số: 1 Ngày: 02/03/2026", found)
        with pikepdf.open(io.BytesIO(copy)) as pdf:
            self.assertEqual(len(pdf.pages), 2)
        self.assertEqual(document.main_file_id._bytes(), data)
        self.assertEqual(document.sha256, hashlib.sha256(data).hexdigest())
        self.assertEqual(len(document.file_ids), 1)

    def test_the_stamp_is_upright_on_a_turned_page(self):
        for turn in (90, 180, 270):
            with self.subTest(turn=turn), pikepdf.open(io.BytesIO(make_pdf())) as pdf:
                pdf.pages[0].rotate(turn, relative=False)
                buffer = io.BytesIO()
                pdf.save(buffer)
            data = buffer.getvalue()
            document = self._registered(
                name=f"Xoay {turn}",
                notation=f"{turn}/X",
                files=[as_file("a.pdf", data)],
            )
            copy = base64.b64decode(document.print_copy())
            with pikepdf.open(io.BytesIO(copy)) as pdf:
                page = pdf.pages[0]
                self.assertFalse(page.obj.get("/Rotate"))
                _l, _b, width, height = map(float, page.mediabox)
                self.assertEqual(width > height, turn != 180)
            self.assertIn("ĐẾN", read_text(copy))

    def test_an_image_becomes_a_page_with_the_stamp(self):
        buffer = io.BytesIO()
        Image.new("RGB", (400, 600), "white").save(buffer, "PNG")
        document = self._registered(files=[as_file("a.png", buffer.getvalue())])
        self.assertIn("ĐẾN", self._pdf(document.print_copy()))

    def test_the_label_and_the_sheet_for_paper(self):
        document = self._assigned()
        for on_sheet in (False, True):
            found = self._pdf(document.print_stamp(on_sheet))
            for words in ("UBND HUYỆN THỬ", "ĐẾN", "Số: 1", "Ngày: 02/03/2026"):
                self.assertIn(words, found)
            self.assertIn("Chuyển: Phòng Văn hóa", found)

    def test_the_slip_tells_who_does_what_until_when(self):
        document = self._assigned()
        child = self._given(document)
        child.complete("Đã tham mưu công văn trả lời")
        found = self._pdf(document.print_slip())
        for words in (
            "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
            "UBND HUYỆN THỬ",
            "Quảng Thử, ngày 02 tháng 3 năm 2026",
            "Báo cáo chuyển đổi số",
            "Chủ trì: Phòng Văn hóa; thời hạn: 06/03/2026 17:00",
            "Phối hợp: Phòng Tài chính",
            "Tham mưu trả lời",
            "Đã tham mưu công văn trả lời",
        ):
            self.assertIn(words, found)
        self.assertIn(f"Giao {self.specialist.name}", found)
        word = Document(io.BytesIO(base64.b64decode(document.print_slip("docx"))))
        text = " ".join(paragraph.text for paragraph in word.paragraphs)
        self.assertIn("Chủ trì: Phòng Văn hóa; thời hạn: 06/03/2026 17:00", text)

    def test_who_may_not_see_the_document_prints_nothing_of_it(self):
        document = self._registered().with_user(self.stranger)
        for name in ("print_slip", "print_stamp", "print_copy"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(document, name)()

    def test_what_is_not_registered_has_no_stamp(self):
        document = self._receive()
        for name in ("print_slip", "print_stamp", "print_copy", "action_print_copy"):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(UserError, "not an entry"),
            ):
                getattr(document, name)()

    def test_a_print_is_noted_s53(self):
        document = self._registered()
        document.print_slip()
        document.print_copy()
        noted = self.env["qlvb.access.log"].search([("document_id", "=", document.id)])
        self.assertEqual(
            noted.sorted("id").mapped(lambda row: (row.kind, row.what)),
            [("print", "Handling slip"), ("print", "letter.pdf")],
        )

    def test_an_unknown_form_is_refused(self):
        document = self._registered()
        with self.assertRaisesRegex(UserError, "pdf or docx"):
            document.print_slip("exe")
        self.assertFalse(document._print_file("exe"))
        for what in ("slip", "slip.docx", "stamp", "stamp-sheet", "copy"):
            data, form = document._print_file(what)
            start = b"PK" if form == "docx" else b"%PDF"
            self.assertTrue(data.startswith(start))
