# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from . import untrusted as made
from .cases import RefusalCase, make_page
from .common import as_file, make_pdf


@tagged("post_install", "-at_install")
class TestReceivingFiles(RefusalCase):
    """Several files at once: each its own draft, each its own answer (S2, S20)."""

    def _receive_files(self, *files, user=None):
        documents = self.env["qlvb.document"].with_user(user or self.clerk)
        with self.enter_registry_test_mode():
            return documents.receive_files([as_file(*file) for file in files])

    def test_each_file_becomes_a_draft_of_its_own(self):
        results = self._receive_files(
            ("CV_12 ve chuyen doi so.pdf", make_pdf("One")), ("b.docx", made.word())
        )
        documents = self.env["qlvb.document"].browse([row["id"] for row in results])
        self.assertRecordValues(
            documents,
            [
                {
                    "name": "CV 12 ve chuyen doi so",
                    "state": "draft",
                    "direction": "incoming",
                    "company_id": self.district.id,
                },
                {
                    "name": "b",
                    "state": "draft",
                    "direction": "incoming",
                    "company_id": self.district.id,
                },
            ],
        )
        self.assertEqual(documents.file_ids.mapped("kind"), ["original", "original"])

    def test_a_refused_file_does_not_stop_the_others_s2(self):
        rows = self._rows()
        with self._logging() as logged:
            results = self._receive_files(
                ("mat.pdf", make_page("TUYỆT MẬT")),
                ("good.pdf", make_pdf("Good")),
                ("run.exe", b"MZ"),
                ("script.pdf", made.changed_pdf(made.pdf_with_script_on_opening)),
                ("Đơn tố cáo ông A.pdf", make_pdf("Petition")),
            )
        self.assertEqual(["id" in row for row in results], [0, 1, 0, 0, 0])
        answers = ("secrecy stamp", "", "not accepted", "JavaScript", "denunciation")
        for row, answer in zip(results, answers, strict=True):
            self.assertIn(answer, row.get("error", ""))
        self.assertEqual([line["path"] for line in logged], ["upload"] * 4)
        for content in ("mat.pdf", "run.exe", "ông A"):
            self.assertNotIn(content, str(logged))
        more = {name: count - rows[name] for name, count in self._rows().items()}
        self.assertEqual(more["ir.attachment"], 1)
        self.assertEqual(more["qlvb.document"], 1)

    def test_only_clerks_drop_files_on_the_list(self):
        for user in (self.specialist, self.leader, self.admin_user):
            with self.assertRaises(AccessError):
                self._receive_files(("a.pdf", make_pdf()), user=user)

    def test_what_is_no_list_of_files_is_answered_in_words(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        for files in ("a.pdf", [1], {"name": "a"}, [{"name": "a"}] * 101):
            with self.subTest(files=str(files)[:20]), self.assertRaises(UserError):
                documents.receive_files(files)
        odd = documents.receive_files([{"name": 3, "content": None}, {}])
        self.assertTrue(all("error" in row for row in odd))
        self.assertEqual(documents.receive_files([]), [])

    def test_nobody_says_himself_that_a_mail_came_before(self):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        with self.assertRaises(UserError):
            documents.receive({"name": "Thử", "inbox_key": "mail:<1@x>"})
