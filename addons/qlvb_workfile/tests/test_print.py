# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.qlvb_document.tests.common import as_file, make_pdf

from .common import WorkfileCommon


def read_text(pdf):
    """Return the words of a PDF, one space between them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@tagged("post_install", "-at_install")
class TestPrint(WorkfileCommon):
    """The contents list of a file, in the columns of ND 30/2020 (S44)."""

    def test_the_contents_list_names_every_document(self):
        workfile = self._two_documents()
        text = read_text(base64.b64decode(workfile.print_pdf()))
        for words in (
            "MỤC LỤC VĂN BẢN",
            "Số, ký hiệu hồ sơ: 01.VHTT",
            "Năm 2026",
            "12/STT-VP",
            "27/02/2026",
            "Sở Thử nghiệm",
            "13/STT-VP",
            "In từ Hệ thống quản lý văn bản và điều hành – ",
        ):
            self.assertIn(words, text)

    def test_the_arrival_stamp_names_the_file_of_the_document(self):
        workfile = self._two_documents()
        incoming = workfile.entry_ids.document_id.filtered("register_number")[:1]
        if not incoming:
            incoming = self._registered(name="Văn bản đến trong hồ sơ")
            workfile.sudo().add_documents(incoming.ids)
        stamp = read_text(base64.b64decode(incoming.sudo().print_stamp()))
        self.assertIn("Số và ký hiệu HS: 01.VHTT", stamp)

    def test_pages_are_counted_through_the_file(self):
        rows = self._two_documents().entry_ids._contents_rows()
        self.assertEqual([row.page for row in rows], ["1", "2-4"])

    def test_a_draft_without_a_file_has_no_pages(self):
        workfile = self._make_workfile()
        document = self._drafted()
        bare = document.copy()
        workfile.add_documents((bare | document).ids)
        rows = workfile.entry_ids._contents_rows()
        self.assertEqual([row.page for row in rows], ["", "1"])

    def test_a_list_that_would_miss_documents_is_not_printed(self):
        workfile = self._two_documents()
        with self.assertRaisesRegex(UserError, "ask t_specialist"):
            self._as(self.archivist, workfile).print_pdf()

    def test_the_button_opens_the_print(self):
        workfile = self._make_workfile()
        self.assertEqual(
            workfile.action_print()["url"], f"/qlvb/print/workfile/{workfile.id}"
        )

    def _two_documents(self):
        workfile = self._open(self._work(), plan_id=self.plan.id)
        second = self._work(
            notation="13/STT-VP", files=[as_file("b.pdf", make_pdf("B", pages=3))]
        )
        self._open(second, workfile_id=workfile.id)
        return workfile


@tagged("post_install", "-at_install")
class TestPrintRoute(WorkfileCommon, HttpCase):
    """The print over HTTP, with the rights of who asks."""

    def test_only_who_sees_the_file_gets_the_list(self):
        workfile = self._open(self._work())
        for user, status in ((self.specialist, 200), (self.stranger, 403)):
            with self.subTest(user=user.login):
                self.authenticate(user.login, user.login)
                answer = self.url_open(f"/qlvb/print/workfile/{workfile.id}")
                self.assertEqual(answer.status_code, status)
                if status == 200:
                    self.assertEqual(answer.headers["Content-Type"], "application/pdf")
                    self.assertIn("12/STT-VP", read_text(answer.content))
        answer = self.url_open("/qlvb/print/workfile/0")
        self.assertEqual(answer.status_code, 404)
