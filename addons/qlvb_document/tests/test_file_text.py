# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import time
import zipfile
from unittest.mock import patch

from docx import Document as WordDocument
from openpyxl import Workbook

from odoo.tests import BaseCase, tagged, users

from ..tools import file_text
from ..tools.examine.kinds import DOCX, PDF, XLSX, ZIP
from .cases import make_page
from .common import QlvbCommon, as_file, make_pdf


def make_docx(*paragraphs):
    buffer = io.BytesIO()
    document = WordDocument()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = "Ô trong bảng"
    document.save(buffer)
    return buffer.getvalue()


def make_xlsx(*rows):
    buffer = io.BytesIO()
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def make_zip(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@tagged("post_install", "-at_install")
class TestFileText(QlvbCommon):
    """Search in the content of files, read in the background (ND 30 VI III.6)."""

    def setUp(self):
        super().setUp()
        # Only what each test stores itself.
        self.env["qlvb.file.text"].search([("state", "=", "waiting")]).unlink()

    def _stored(self, name, data, **values):
        return self._receive(files=[as_file(name, data)], **values)

    def _read(self):
        """Run the job; the commits of a job cannot be made in a test."""
        texts = self.env["qlvb.file.text"].sudo()
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", lambda *_a, **_k: 60.0):
            texts._cron_read()

    def _found(self, words, field="search_content"):
        return self.env["qlvb.document"].search([(field, "ilike", words)])

    @users("t_clerk")
    def test_the_text_of_a_pdf_is_found_after_the_job_has_run(self):
        data = make_page("Xã Quảng Xương: dập dịch tả lợn châu Phi")
        document = self._stored("a.pdf", data)
        self.assertFalse(self._found("dich ta lon"))
        self._read()
        for words in ("dich ta lon", "Quảng Xương", "quang xuong", "chau phi dich"):
            with self.subTest(words=words):
                self.assertEqual(self._found(words).ids, document.ids)
        self.assertFalse(self._found("dich ta ga"), "Every word must be there.")
        self.assertFalse(self._found("dich ta lon", "search_all"))

    @users("t_clerk")
    def test_word_and_excel_files_are_read_too(self):
        data = make_docx("Kế hoạch trồng rừng phòng hộ")
        word = self._stored("letter.pdf", make_pdf("Scan"))
        word._store_file("kehoach.docx", data, "attachment")
        table = self._stored("letter.pdf", make_pdf("Scan 2"))
        rows = make_xlsx(["Thôn", "Hộ nghèo"], ["Đồng Lạc", 417])
        table._store_file("ho ngheo.xlsx", rows, "attachment")
        self._read()
        self.assertEqual(self._found("trong rung phong ho").ids, word.ids)
        self.assertEqual(self._found("o trong bang").ids, word.ids)
        self.assertEqual(self._found("dong lac 417").ids, table.ids)

    def test_the_files_in_an_archive_are_read_too(self):
        """Also those of an archive in it; what is damaged is passed over."""
        inner = make_zip({"bang.xlsx": make_xlsx(["Thôn Đồng Lạc", 417])})
        document = self._stored("letter.pdf", make_page("Gửi kèm phụ lục"))
        packed = make_zip(
            {"phu luc.docx": make_docx("Trạm bơm Cầu Dâu"), "trong.zip": inner}
        )
        document._store_file("phu luc.zip", packed, "attachment")
        self._read()
        self.assertEqual(self._found("tram bom cau dau").ids, document.ids)
        self.assertEqual(self._found("dong lac 417").ids, document.ids)

    @users("t_clerk")
    def test_one_search_goes_through_entry_and_files(self):
        in_file = self._stored("a.pdf", make_page("Khu công nghiệp Bắc Sơn"))
        in_entry = self._receive(name="Về khu công nghiệp Bắc Sơn")
        self._read()
        found = self._found("cong nghiep bac son", "search_everywhere")
        self.assertEqual(found, in_file | in_entry)
        rest = self.env["qlvb.document"].search(
            [("search_everywhere", "not ilike", "cong nghiep bac son")]
        )
        self.assertFalse(rest & found)

    @users("t_clerk")
    def test_the_result_says_where_in_the_file_the_words_stand(self):
        in_file = self._stored("bao cao.pdf", make_page("Cầu Đá Bạc bị sạt lở nặng"))
        in_entry = self._receive(name="Cầu Đá Bạc")
        self._read()
        shown = (in_file | in_entry).with_context(qlvb_search=["đá bạc"])
        self.assertIn("bao cao.pdf", shown[0].file_hit)
        self.assertIn("Đá Bạc bị sạt", shown[0].file_hit)
        self.assertFalse(shown[1].file_hit)
        self.assertFalse(in_file.with_context(qlvb_search=False).file_hit)

    def test_nobody_finds_or_sees_the_text_of_what_is_not_theirs(self):
        document = self._stored("a.pdf", make_page("Nhân sự chủ chốt nhiệm kỳ mới"))
        self._read()
        theirs = self.env["qlvb.document"].with_user(self.stranger)
        for field in ("search_content", "search_everywhere"):
            with self.subTest(field=field):
                self.assertFalse(theirs.search([(field, "ilike", "nhan su")]))
        shown = theirs.browse(document.ids).with_context(qlvb_search="nhan su")
        self.assertFalse([row for row in shown._hits("'nhan':*")])
        self.assertFalse(
            self.env["qlvb.file.text"].with_user(self.clerk).has_access("read")
        )

    @users("t_clerk")
    def test_a_text_in_an_old_encoding_is_found_by_what_it_means(self):
        self._stored("a.pdf", make_pdf("Scan"))
        row = self.env["qlvb.file.text"].sudo().search([("state", "=", "waiting")])
        row._store("QuyÕt ®Þnh vÒ viÖc phª duyÖt quy ho¹ch")
        self.assertEqual(
            self._found("phe duyet quy hoach"), row.document_id.with_env(self.env)
        )

    def test_a_file_that_cannot_be_read_is_left_out_after_three_times(self):
        self._stored("a.pdf", make_pdf("Scan"))
        row = self.env["qlvb.file.text"].search([("state", "=", "waiting")])
        failing = patch.object(file_text, "read", side_effect=file_text.Unreadable("x"))
        with failing, self.assertLogs("odoo.addons.qlvb_document", "WARNING"):
            for attempt in (1, 2, 3):
                self.assertEqual(row.state, "waiting")
                self._read()
                self.assertEqual(row.attempts, attempt)
        self.assertEqual(row.state, "failed")

    def test_one_that_ends_the_job_does_not_end_it_for_ever(self):
        self._stored("a.pdf", make_pdf("One"))
        self._stored("b.pdf", make_page("Chữ của tệp thứ hai"))
        first = self.env["qlvb.file.text"].search([("state", "=", "waiting")])[:1]
        counted = []

        def killed(*_arguments):
            counted.append(first.attempts)
            raise KeyboardInterrupt

        with patch.object(file_text, "read", killed):
            with self.assertRaises(KeyboardInterrupt):
                self._read()
        self.assertEqual(counted, [1], "The attempt is counted before the reading.")
        self._read()
        self.assertTrue(self._found("chu cua tep thu hai"))

    def test_images_have_no_text_to_wait_for(self):
        self.assertNotIn("image/png", file_text.KINDS)


@tagged("post_install", "-at_install")
class TestExtract(BaseCase):
    """The process that takes the text out holds its limits."""

    def test_texts_come_out(self):
        self.assertIn("Letter 1", file_text.read(PDF, make_pdf("Letter")))
        self.assertIn("Chào", file_text.read(DOCX, make_docx("Chào")))
        self.assertIn("Bảng", file_text.read(XLSX, make_xlsx(["Bảng", 5])))

    def test_a_damaged_member_of_an_archive_does_not_hide_the_others(self):
        deep = make_zip({"b.zip": make_zip({"c.docx": make_docx("Quá sâu")})})
        packed = make_zip(
            {"a.docx": b"not a zip", "deep.zip": deep, "z.docx": make_docx("Còn đọc")}
        )
        found = file_text.read(ZIP, packed)
        self.assertIn("Còn đọc", found)
        self.assertNotIn("Quá sâu", found)

    def test_damaged_files_are_told_apart(self):
        for kind in (DOCX, XLSX):
            with self.subTest(kind=kind), self.assertRaises(file_text.Unreadable):
                file_text.read(kind, b"not a zip")
        self.assertEqual(file_text.read(PDF, b"not a pdf"), "")

    def test_entities_of_a_word_file_are_not_resolved(self):
        bomb = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "AAAA">
            <!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
            <w xmlns:w="w"><w:t>&b;&x;word</w:t></w>"""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", bomb)
        found = file_text.read(DOCX, buffer.getvalue())
        self.assertNotIn("AAAA", found)
        self.assertNotIn("root:", found)

    def test_a_bomb_ends_only_its_own_process(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            text = b"<w:t>" + b"A" * 1_000_000 + b"</w:t>"
            with archive.open("word/document.xml", "w", force_zip64=True) as part:
                part.write(b'<w xmlns:w="w">')
                for _n in range(150):
                    part.write(text)
                part.write(b"</w>")
        found = file_text.read(DOCX, buffer.getvalue())
        self.assertLessEqual(len(found), file_text.MOST)

    def test_what_is_too_slow_is_ended(self):
        start = time.monotonic()
        with self.assertRaises(file_text.Unreadable):
            file_text.read(PDF, make_pdf("Letter", pages=300), patience=0.01)
        self.assertLess(time.monotonic() - start, 10)
