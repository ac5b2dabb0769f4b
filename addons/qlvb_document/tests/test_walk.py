# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestWalk(QlvbCommon):
    """One document from its arrival to the draft of the answer (S5, S29)."""

    def test_a_document_goes_from_the_clerk_to_the_specialist(self):
        document = self._receive()
        self.assertEqual(document.state, "draft")
        document.action_register()
        self.assertRecordValues(
            document, [{"state": "registered", "register_number": 1, "status": "03"}]
        )
        self._instruct(document)
        row = self._given(document)
        self.assertEqual(row.state, "open")
        reply = (
            self.env["qlvb.document"]
            .with_user(self.specialist)
            .browse(row.draft_reply())
        )
        self.assertEqual(reply.reply_to_id, document)
        self.assertEqual(document.status, "05")
        reply.make_docx()
        reply.make_pdf()
        reply.submit("Trình")
        slip = reply.submission_ids
        slip.with_user(self.head).agree("Đồng ý")
        slip.with_user(self.office).return_draft("Sửa câu 2")
        self.assertEqual(slip.state, "returned")
        reply.make_docx()
        reply.make_pdf()
        reply.submit("Trình lại")
        slip = reply.submission_id
        slip.with_user(self.head).agree()
        slip.with_user(self.office).agree()
        self.assertEqual(reply.state, "approved")
