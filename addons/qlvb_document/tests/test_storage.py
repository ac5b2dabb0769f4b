# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import os
import zipfile
from unittest.mock import patch

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from .cases import RefusalCase, files_on_disk, make_page
from .common import as_file, make_pdf
from .untrusted import with_parts, word


@tagged("post_install", "-at_install")
class TestStorage(RefusalCase):
    """Bytes are written whole or not at all, and only by the front door."""

    def _store(self, data):
        return self.env["ir.attachment"].create({"name": "a.bin", "raw": data})

    def _path(self, data):
        attachments = self.env["ir.attachment"]
        checksum = attachments._compute_checksum(data)
        return attachments._get_path(data, checksum)[1]

    def test_a_full_disk_leaves_nothing_at_the_final_path(self):
        data = os.urandom(200)
        known = files_on_disk(self.env)
        full = OSError(28, "No space left on device")
        for call in ("os.fsync", "os.rename"):
            with (
                self.subTest(call=call),
                patch(call, side_effect=full),
                self.assertRaises(OSError),
            ):
                self._store(data)
            self.assertFalse(os.path.exists(self._path(data)))
            self.assertEqual(files_on_disk(self.env), known, "No leftover either.")
        stored = self._store(data)
        stored.invalidate_recordset()
        self.assertEqual(stored.raw, data)

    def test_the_same_content_is_stored_once_and_shared(self):
        data = os.urandom(200)
        first, second = self._store(data), self._store(data)
        self.assertEqual(first.store_fname, second.store_fname)
        self.assertEqual(second.raw, data)

    def test_a_large_scan_is_not_shrunk_s23(self):
        """A4 at 300 dpi is larger than what Odoo keeps of pictures."""
        buffer = io.BytesIO()
        Image.new("L", (2480, 3508), 255).save(buffer, "PNG")
        document = self._receive(files=[as_file("scan.png", buffer.getvalue())])
        self.assertEqual(document.file_ids._bytes(), buffer.getvalue())

    def _office_file(self, *parts):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part in parts:
                archive.writestr(part, "x")
        return buffer.getvalue()

    def test_an_archive_under_the_name_of_a_word_file_is_refused(self):
        for data in (
            self._office_file("letter.txt"),
            self._office_file("[Content_Types].xml", "xl/workbook.xml"),
            b"PK\x03\x04 and then nothing",
        ):
            with self.subTest(data=data[:8]), self._refused("letter.docx"):
                self._receive(files=[as_file("letter.docx", data)])

    def test_a_word_file_with_macros_is_refused(self):
        macros = {"word/vbaProject.bin": b"x"}
        with self._refused("contains macros"):
            self._receive(files=[as_file("a.docx", with_parts(word(), macros))])
        self._receive(files=[as_file("a.docx", word())])

    def test_the_name_of_a_refused_file_is_not_logged_s2(self):
        with self._refused("ke-hoach-mat.exe"):
            self._receive(files=[as_file("ke-hoach-mat.exe", b"MZ")])
        self.assertNotIn("ke-hoach", str(self.refusal))

    def test_the_discussion_is_no_back_door_s2(self):
        """What is attached to a message goes through the same gate."""
        document = self._registered().with_user(self.leader)
        secret = make_page("TUYỆT MẬT", "Kế hoạch")
        for name, data, answer in (
            ("a.pdf", secret, "secrecy stamp"),
            ("run.exe", b"MZ", "kind that is not accepted"),
        ):
            with self.subTest(name=name), self._refused(answer):
                document.message_post(body="Xem", attachments=[(name, data)])
            with self.subTest(name=name), self._refused(answer):
                self._attach(document, name, data)
        document.message_post(body="Xem", attachments=[("a.pdf", make_pdf("Open"))])

    def _attach(self, document, name, data):
        return (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create(
                {
                    "name": name,
                    "raw": data,
                    "res_model": "qlvb.document",
                    "res_id": document.id,
                }
            )
        )

    def test_what_was_uploaded_before_the_message_is_examined_too_s2(self):
        """As the web client does: uploaded first, then taken along."""
        document = self._registered()
        pending = (
            self.env["ir.attachment"]
            .with_user(self.clerk)
            .create(
                {
                    "name": "a.pdf",
                    "raw": make_page("TUYỆT MẬT"),
                    "res_model": "mail.compose.message",
                }
            )
        )
        for take in (
            lambda: document.message_post(body="x", attachment_ids=pending.ids),
            lambda: pending.write({"res_model": document._name, "res_id": document.id}),
        ):
            with self.assertRaisesRegex(UserError, "secrecy stamp"):
                take()

    def test_the_bytes_of_an_attachment_are_not_exchanged_later_s2(self):
        document = self._registered()
        attachment = self._attach(document, "a.pdf", make_pdf("Open"))
        with self.assertRaisesRegex(UserError, "secrecy stamp"):
            attachment.write({"raw": make_page("MẬT")})

    def test_files_of_documents_are_not_made_beside_the_front_door(self):
        file = self._registered().file_ids
        with self.assertRaises(UserError):
            self.env["ir.attachment"].with_user(self.clerk).create(
                {
                    "name": "a.pdf",
                    "raw": make_pdf(),
                    "res_model": "qlvb.document.file",
                    "res_id": file.id,
                }
            )
        values = {"document_id": file.document_id.id, "name": "x", "kind": "original"}
        for user in (self.clerk, self.specialist, self.admin_user):
            with self.assertRaises(UserError):
                self.env["qlvb.document.file"].with_user(user).create(dict(values))

    def test_an_attachment_after_registering_is_not_slipped_in_s20(self):
        document = self._registered()
        with self.assertRaises(UserError):
            document.write(
                {"upload_name": "b.pdf", "upload": base64.b64encode(make_pdf("Late"))}
            )
        self.assertEqual(len(document.file_ids), 1)
