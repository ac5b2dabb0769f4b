# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from . import untrusted
from .cases import RefusalCase
from .common import make_pdf


def word(*lines):
    """Return the base64 of a Word file with these paragraphs."""
    return base64.b64encode(untrusted.word(*lines))


@tagged("post_install", "-at_install")
class TestVersions(RefusalCase):
    """Every upload is a version with author, time, SHA-256 and note (S33)."""

    def setUp(self):
        super().setUp()
        self.draft = self._drafted()

    def _upload(self, *lines, user=None, note=None):
        """Return the file that an upload makes."""
        draft = self.draft.with_user(user or self.specialist)
        id_ = draft.upload_version("draft.docx", word(*lines), note)
        return self.env["qlvb.document.file"].browse(id_)

    def test_a_version_tells_who_made_it_and_what_was_changed_s33(self):
        first = self._upload("Một.")
        second = self._upload("Hai.", note="Sửa câu thứ nhất")
        self.assertEqual((first.version, second.version), (1, 2))
        self.assertEqual(second.create_uid, self.specialist)
        self.assertEqual(second.note, "Sửa câu thứ nhất")
        self.assertEqual(len(second.sha256), 64)
        self.assertNotEqual(first.sha256, second.sha256)
        self.assertIn(first, self.draft.version_ids)

    def test_the_same_file_twice_is_one_version(self):
        """A second click undoes nobody's agreement."""
        first = self._upload("Một.")
        self.assertEqual(self._upload("Một."), first)
        self._upload("Hai.")
        self.assertNotEqual(self._upload("Một."), first)

    def test_co_drafters_see_the_draft_and_add_versions_s33(self):
        with self.assertRaises(AccessError):
            self._upload("Một.", user=self.stranger)
        self.draft.codrafter_ids = self.stranger
        file = self._upload("Một.", user=self.stranger)
        self.assertEqual(file.create_uid, self.stranger)
        self.assertTrue(self.draft.with_user(self.stranger).can_draft)
        self.draft.codrafter_ids = False
        with self.assertRaises(AccessError):
            self._upload("Hai.", user=self.stranger)

    def test_the_head_of_the_unit_adds_a_version(self):
        self.assertEqual(self._upload("Một.", user=self.head).create_uid, self.head)

    def test_nobody_else_adds_a_version_s55(self):
        for user in (self.clerk, self.finance_head, self.commune_clerk, self.deputy):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._upload("Một.", user=user)

    @users("t_stranger")
    def test_nobody_makes_themselves_a_co_drafter(self):
        draft = self.draft.with_user(self.env.user)
        with self.assertRaises(AccessError):
            draft.write({"codrafter_ids": [Command.link(self.env.uid)]})

    def test_co_drafters_work_in_the_agency(self):
        with self.assertRaisesRegex(ValidationError, "hold no role"):
            self.draft.codrafter_ids = self.commune_clerk

    def test_a_version_after_the_approval_is_refused(self):
        approved = self._approved()
        with self.assertRaisesRegex(UserError, "no longer a draft"):
            approved.upload_version("draft.docx", word("Một."))

    def test_a_word_file_with_macros_or_parts_elsewhere_is_refused(self):
        wanted = {
            "macros": untrusted.with_parts(
                untrusted.word("Một."), {"word/vbaProject.bin": b"x"}
            ),
            "template": untrusted.with_relation(
                "attachedTemplate", "https://example.org/a.dotm"
            ),
        }
        for reason, data in wanted.items():
            with self.subTest(reason), self.assertRaisesRegex(UserError, reason):
                self.draft.upload_version("draft.docx", base64.b64encode(data))
        self.assertFalse(self.draft.version_ids.filtered(lambda f: f.kind == "draft"))

    def test_what_is_uploaded_in_the_form_is_a_version_with_its_note(self):
        self.draft.with_user(self.specialist).write(
            {
                "upload_name": "draft.docx",
                "upload": word("Một."),
                "upload_note": "Sửa theo góp ý",
            }
        )
        newest = self.draft._newest("draft")
        self.assertEqual(newest.note, "Sửa theo góp ý")

    def test_a_new_version_is_announced_and_an_attachment_is_not(self):
        """What voids agreements hangs on this (ND 30/2020, art. 11.2)."""
        kind = self.env.registry["qlvb.document"]
        with patch.object(kind, "_on_new_version", autospec=True) as announced:
            file = self._upload("Một.")
            self.draft.upload_version("scan.png", base64.b64encode(self._picture()))
        announced.assert_called_once()
        self.assertEqual(announced.call_args.args[1], file)

    @staticmethod
    def _picture():
        return untrusted.picture("PNG")

    def test_the_form_warns_of_what_an_upload_undoes(self):
        kind = self.env.registry["qlvb.document"]
        self.assertFalse(self.draft.version_warning)
        with patch.object(kind, "_version_warning", lambda _self: "Mất 2 đồng ý."):
            self.draft.invalidate_recordset(["version_warning"])
            self.assertEqual(self.draft.version_warning, "Mất 2 đồng ý.")

    def test_the_newest_word_file_is_downloaded_to_be_edited(self):
        with self.assertRaisesRegex(UserError, "no Word file yet"):
            self.draft.action_download_word()
        self._upload("Một.")
        file = self._upload("Hai.")
        self.assertIn(f"/{file.id}/", self.draft.action_download_word()["url"])


@tagged("post_install", "-at_install")
class TestComparison(RefusalCase):
    """What was changed between two versions, word by word (ND 30/2020, art. 11.2)."""

    def setUp(self):
        super().setUp()
        self.draft = self._drafted()
        self.old, self.new = [
            self.draft.file_ids.browse(
                self.draft.upload_version("draft.docx", word("Căn cứ Luật A;", line))
            )
            for line in ("Hạn trả lời là 03 ngày.", "Hạn trả lời là 05 ngày.")
        ]

    def test_only_the_changed_words_are_marked(self):
        found = self.draft._compare(self.old, self.new)
        self.assertIn("<del>03</del><ins>05</ins>", found)
        self.assertNotIn("<ins>Căn cứ", found)

    def test_what_changed_since_a_version(self):
        self.assertIn("<ins>05</ins>", self.draft.changes_since(self.old.id))
        self.assertFalse(self.draft.changes_since(self.new.id))

    def test_two_pdfs_are_compared_by_their_words(self):
        files = self.env["qlvb.document.file"]
        first, second = [
            files.browse(
                self.draft.upload_version("a.pdf", base64.b64encode(make_pdf(text)))
            )
            for text in ("Hold 3 days", "Hold 5 days")
        ]
        found = self.draft._compare(first, second)
        self.assertIn("<del>3</del><ins>5</ins>", found)

    def test_words_that_look_like_code_are_shown_as_words(self):
        id_ = self.draft.upload_version("draft.docx", word("<b>đậm</b> & <script>"))
        found = self.draft._compare(self.old, self.old.browse(id_))
        self.assertIn("&lt;script&gt;", found)
        self.assertNotIn("<script>", found)

    def test_a_file_of_another_document_is_refused(self):
        other = self._drafted()
        for id_ in (other.file_ids.id, 0, "1", True, None):
            with self.subTest(id_=id_), self.assertRaisesRegex(UserError, "no version"):
                self.draft.changes_since(id_)

    def test_strangers_compare_nothing_s55(self):
        draft = self.draft.with_user(self.stranger)
        with self.assertRaises(AccessError):
            draft.changes_since(self.old.id)
        with self.assertRaises(AccessError):
            draft.env["qlvb.document.compare"].create({"document_id": draft.id})

    @users("t_specialist")
    def test_the_dialog_begins_with_the_two_newest_versions(self):
        dialogs = self.env["qlvb.document.compare"].with_context(
            default_document_id=self.draft.id
        )
        with Form(dialogs) as form:
            self.assertEqual(form.old_file_id, self.old)
            self.assertEqual(form.new_file_id, self.new)
            self.assertIn("<ins>05</ins>", form.changes)
            form.old_file_id = self.new
            self.assertIn("the same in both", form.changes)

    def test_versions_are_told_apart_by_number_person_and_note(self):
        self.assertEqual(self.old.display_name, "draft.docx")
        named = self.new.with_context(qlvb_version_names=True).display_name
        self.assertEqual(named, f"Word draft 2 · {self.specialist.name}")

    @users("t_specialist")
    def test_the_dialog_shows_files_of_its_document_only(self):
        other = self._drafted().file_ids
        with self.assertRaisesRegex(UserError, "same document"):
            dialog = self.env["qlvb.document.compare"].create(
                {
                    "document_id": self.draft.id,
                    "old_file_id": other.id,
                    "new_file_id": self.new.id,
                }
            )
            dialog.changes  # noqa: B018
