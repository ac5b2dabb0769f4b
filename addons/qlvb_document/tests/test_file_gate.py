# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import os
import unicodedata
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged, users

from ..tools import file_gate
from .cases import RefusalCase, encrypt, make_page
from .common import as_file, make_pdf


@tagged("post_install", "-at_install")
class TestFileGate(RefusalCase):
    """What is examined before a byte is stored; a refusal leaves nothing behind."""

    def test_what_is_no_pdf_is_refused(self):
        with self._refused("not what its name says"):
            self._receive(files=[as_file("letter.pdf", b"Dear Sir or Madam")])

    def test_a_picture_under_the_name_of_a_pdf_is_refused(self):
        picture = base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
            "WjR9awAAAABJRU5ErkJggg=="
        )
        with self._refused("image/png"):
            self._receive(files=[as_file("letter.pdf", picture)])
        self.assertTrue(self._receive(files=[as_file("scan.png", picture)]).file_ids)

    def test_bytes_before_the_header_of_a_pdf_are_refused(self):
        with self._refused("other data before the PDF begins"):
            self._receive(files=[as_file("letter.pdf", b"MZ\n" + make_pdf())])

    def test_a_locked_pdf_is_refused(self):
        with self._refused("locked by a password"):
            self._receive(files=[as_file("letter.pdf", encrypt(make_pdf()))])

    def test_a_pdf_that_only_its_owner_may_use_is_refused(self):
        with self._refused("locked by a password"):
            self._receive(files=[as_file("letter.pdf", encrypt(make_pdf(), ""))])

    def test_a_signed_file_is_not_examined_whole_again(self):
        """What is added to a PDF that came in before is looked at, not the rest."""
        before = make_pdf()
        limits = self.env["qlvb.document"]._gate_limits()
        with patch.object(file_gate, "_examine_apart", side_effect=AssertionError):
            added = before + b"9 0 obj <</Type /Sig /Contents <00>>> endobj"
            facts = file_gate.inspect("a.pdf", added, limits, (before, 1))
        self.assertEqual((facts.pages, facts.size), (1, len(added)))
        self.assertEqual(facts.sha256, hashlib.sha256(added).hexdigest())

    def test_an_addition_that_could_do_harm_is_examined_whole(self):
        before = make_pdf()
        limits = self.env["qlvb.document"]._gate_limits()
        harmful = (
            b"9 0 obj <</S /JavaScript /JS (x)>> endobj",
            b"9 0 obj <</S /J#61vaScript>> endobj",
            b"9 0 obj <</Type /ObjStm>> stream",
            b"9 0 obj <</Type /Catalog /OpenAction 3 0 R>> endobj",
            b"9 0 obj <</Type /Pages /Kids []>> endobj",
        )
        for added in harmful:
            with (
                self.subTest(added=added),
                patch.object(
                    file_gate, "_examine_apart", side_effect=NotImplementedError
                ),
                self.assertRaises(NotImplementedError),
            ):
                file_gate.inspect("a.pdf", before + added, limits, (before, 1))

    def test_a_file_that_changes_what_was_there_is_examined_whole(self):
        before, limits = make_pdf("One"), self.env["qlvb.document"]._gate_limits()
        with (
            patch.object(file_gate, "_examine_apart", side_effect=NotImplementedError),
            self.assertRaises(NotImplementedError),
        ):
            file_gate.inspect("a.pdf", make_pdf("Two"), limits, (before, 1))

    def test_an_empty_file_is_refused(self):
        with self._refused("is empty"):
            self._receive(files=[as_file("letter.pdf", b"")])

    def test_a_damaged_file_is_refused(self):
        with self._refused("is damaged"):
            self._receive(files=[as_file("letter.pdf", make_pdf()[:60])])

    def test_a_file_over_the_limit_of_the_agency_is_refused(self):
        self.env["ir.config_parameter"].set_param("qlvb.max_file_mb", "1")
        large = make_pdf() + b"%" * 1_000_000
        with self._refused("larger than the allowed 1 MB"):
            self._receive(files=[as_file("letter.pdf", large)])

    def test_more_pages_than_allowed_are_refused(self):
        self.env["ir.config_parameter"].set_param("qlvb.max_file_pages", "3")
        self.assertEqual(self._receive(files=[self._file(3)]).page_count, 3)
        with self._refused("more than the allowed 3 pages"):
            self._receive(files=[self._file(4)])

    def _file(self, pages):
        return as_file("letter.pdf", make_pdf(pages=pages))

    def test_other_kinds_of_files_are_refused(self):
        for name in ("run.exe", "page.html", "noextension", "letter.pdf.js", ""):
            with self.subTest(name=name), self._refused("kind that is not accepted"):
                self._receive(files=[as_file(name, make_pdf())])

    def test_what_is_not_base64_is_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "not valid base64"):
            self._receive(files=[{"name": "letter.pdf", "content": "đây là chữ"}])

    def test_a_bad_attachment_keeps_the_whole_document_out(self):
        files = [as_file("letter.pdf", make_pdf()), as_file("annex.pdf", b"no")]
        rows = self._rows()
        with self.assertRaises(UserError):
            self._receive(files=files)
        self.assertEqual(self._rows(), rows)

    @users("t_clerk")
    def test_a_file_chosen_in_the_form_goes_through_the_same_gate(self):
        with self._refused("not what its name says"):
            self._save_form("letter.pdf", b"no pdf")
        document = self._save_form("letter.pdf", make_pdf("Chosen"))
        self.assertRecordValues(document.file_ids, [{"kind": "original", "pages": 1}])

    def _save_form(self, name, data):
        """Save what the web client sends for a new document with a chosen file."""
        values = {
            "direction": "incoming",
            "name": "Về việc báo cáo",
            "upload_name": name,
            "upload": base64.b64encode(data).decode(),
        }
        saved = self.env["qlvb.document"].web_save(values, {"name": {}})
        return self.env["qlvb.document"].browse(saved[0]["id"])

    def test_the_original_bytes_are_kept_with_their_sha256(self):
        data = make_pdf("Kept", 2)
        file = self._receive(files=[as_file("letter.pdf", data)]).file_ids
        self.assertEqual(file.sha256, hashlib.sha256(data).hexdigest())
        self.assertRecordValues(
            file, [{"pages": 2, "size": len(data), "mimetype": "application/pdf"}]
        )
        self.assertEqual(base64.b64decode(file.with_user(self.clerk).download()), data)

    def test_a_file_altered_on_disk_is_not_used_s20(self):
        file = self._receive(files=[as_file("a.pdf", make_pdf("To alter"))]).file_ids
        attachment = file.sudo().attachment_id
        path = attachment._full_path(attachment.store_fname)
        self.addCleanup(os.unlink, path)
        with open(path, "r+b") as stored:
            stored.write(b"%PDF-9")
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "altered or lost"):
            file.with_user(self.clerk).download()

    def test_a_stored_file_is_neither_changed_nor_deleted_s20(self):
        file = self._receive().file_ids
        for user in (self.clerk, self.leader, self.env.ref("base.user_root")):
            mine = file.with_user(user)
            for change in (lambda f=mine: f.write({"name": "x"}), mine.unlink):
                with self.assertRaises(UserError):
                    change()
            with self.assertRaises(UserError):
                mine.attachment_id.with_user(self.clerk).write({"raw": b"other"})

    def test_the_second_file_is_an_attachment_of_the_first(self):
        files = [as_file("a.pdf", make_page("Một")), as_file("b.pdf", make_page("Hai"))]
        document = self._receive(files=files)
        kinds = {file.name: file.kind for file in document.file_ids}
        self.assertEqual(kinds, {"a.pdf": "original", "b.pdf": "attachment"})
        self.assertEqual(document.main_file_id.name, "a.pdf")

    def test_text_is_stored_precomposed_s10(self):
        """TCVN 6909:2001: decomposed letters and invisible characters are repaired."""
        nfd = unicodedata.normalize("NFD", "Về việc phân bổ ngân sách")
        document = self._receive(name=f"\u200b{nfd} ", notation="12\u00a0/STT\u200b-VP")
        self.assertRecordValues(
            document, [{"name": "Về việc phân bổ ngân sách", "notation": "12 /STT-VP"}]
        )
        document.write({"name": unicodedata.normalize("NFD", "Quyết định")})
        self.assertEqual(document.name, "Quyết định")
