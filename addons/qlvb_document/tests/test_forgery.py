# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestForgery(QlvbCommon):
    """What a program may send that no form would send changes nothing (S55)."""

    def _draft(self, user=None, **context):
        documents = self.env["qlvb.document"].with_user(user or self.specialist)
        values = {"direction": "outgoing", "name": "về việc thử"}
        return documents.with_context(**context).create(values)

    def test_a_refused_type_in_the_context_is_refused_too_s2(self):
        kind = self.env.ref("qlvb_document.type_don_thu_to_cao")
        with self.enter_registry_test_mode(), self.assertRaises(UserError):
            self._draft(default_type_id=kind.id)

    def test_an_attachment_placed_by_the_context_goes_through_the_gate(self):
        document = self._draft()
        attachments = self.env["ir.attachment"].with_user(self.specialist)
        place = {"default_res_model": "qlvb.document", "default_res_id": document.id}
        with self.enter_registry_test_mode(), self.assertRaises(UserError):
            attachments.with_context(**place).create({"name": "a.exe", "raw": b"MZ"})

    def test_a_status_in_the_context_does_not_stop_a_delivery(self):
        document = self._draft(default_status="06")
        partner = self.commune.partner_id
        command = Command.create({"partner_id": partner.id})
        document.with_context(default_status="06").write({"recipient_ids": [command]})
        self.assertFalse(document.recipient_ids.status)

    def test_a_reply_answers_a_document_of_the_agency_that_its_drafter_sees(self):
        foreign = self._receive(clerk=self.commune_clerk, company_id=self.commune.id)
        document = self._draft()
        with self.assertRaises(UserError):
            document.reply_to_id = foreign
        unseen = self._registered()
        with self.assertRaises(AccessError):
            document.reply_to_id = unseen
        with self.assertRaisesRegex(UserError, "incoming document"):
            document.sudo().reply_to_id = document

    def test_the_letter_of_another_unit_does_not_close_the_lead_s_work(self):
        document = self._assigned()
        row = self._lead_row(document)
        other = self._draft(user=self.stranger)
        other.sudo().write({"reply_to_id": document.id})
        self.assertFalse(other._answers(row))

    def test_a_role_above_the_groups_of_a_user_does_not_count(self):
        user = new_test_user(
            self.env,
            login="t_no_clerk",
            groups="qlvb_document.group_qlvb_user",
            company_id=self.district.id,
            company_ids=[Command.set(self.district.ids)],
        )
        self.env["qlvb.role"].create(
            {
                "user_id": user.id,
                "role": "clerk",
                "company_id": self.district.id,
                "date_from": "2026-01-01",
            }
        )
        # Giving the role gave the group: somebody takes it away again.
        clerks = self.env.ref("qlvb_document.group_qlvb_clerk")
        user.group_ids = [Command.unlink(clerks.id)]
        document = self._receive()
        with self.assertRaisesRegex(AccessError, "Registry clerk"):
            document.with_user(user).action_register()

    def test_a_delegation_is_not_made_longer(self):
        delegation = (
            self.env["qlvb.delegation"]
            .with_user(self.leader)
            .create(
                {
                    "to_user_id": self.deputy.id,
                    "company_id": self.district.id,
                    "date_from": "2026-03-02",
                    "date_to": "2026-03-06",
                    "basis": "Phân công",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "never made longer"):
            delegation.date_to = "2026-04-01"
        delegation.date_to = "2026-03-03"

    def test_a_delegation_counts_in_its_own_agency_only(self):
        self.specialist.company_ids |= self.commune
        self._delegate(self.leader, self.specialist, company_id=self.commune.id)
        document = self._registered()
        rows = [{"user_id": self.specialist.id, "deadline": "2026-03-06 10:00:00"}]
        with self.assertRaises(AccessError):
            document.with_user(self.specialist).instruct("Thử", rows)

    def test_dialogs_do_not_tell_of_foreign_records(self):
        document = self._registered()
        wizards = self.env["qlvb.document.instruct"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            wizards.create({"document_ids": [Command.set(document.ids)], "text": "?"})

    def test_the_outbox_is_written_by_the_system_only(self):
        document = self._draft()
        recipient = self.env["qlvb.recipient"].create(
            {"document_id": document.id, "name": "Nơi nhận", "channel": "post"}
        )
        message = self.env["qlvb.outbox"].create(
            {"recipient_id": recipient.id, "key": "k", "state": "failed"}
        )
        for user in (self.clerk, self.admin_user):
            with self.assertRaises(AccessError):
                message.with_user(user).write({"state": "sent"})
        message.with_user(self.clerk).action_retry()
        self.assertEqual(message.state, "waiting")

    def test_an_appendix_does_not_become_the_pdf_that_is_signed(self):
        document = self._drafted()
        png = base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
            "awAAAABJRU5ErkJggg=="
        )
        before = document.main_file_id
        document.upload_version("so-do.png", base64.b64encode(png).decode())
        self.assertEqual(document.main_file_id, before)
        self.assertIn("attachment", document.file_ids.mapped("kind"))

    def test_a_book_with_a_reserved_number_is_not_closed(self):
        document = self._drafted()
        book = self.registers.filtered(
            lambda row: row.company_id == self.district and row.direction == "outgoing"
        )
        number = book.series_id._draw(document, state="reserved")
        document.sudo()._through_door().write(
            {"number_id": number.id, "register_id": book.id}
        )
        with self.assertRaisesRegex(UserError, "is reserved for"):
            book.with_user(self.admin_user).action_close()

    def test_what_numbers_were_drawn_from_stays_as_it_is(self):
        document = self._registered()
        with self.assertRaisesRegex(UserError, "keeps its year"):
            document.register_id.with_user(self.admin_user).year = 2030
        with self.assertRaisesRegex(UserError, "it is not changed"):
            document.number_id.series_id.with_user(self.admin_user).first_number = 50

    def test_the_same_letter_written_otherwise_is_found_as_a_duplicate_s21(self):
        first = self._registered(notation="05/STT-VP")
        again = self._receive(notation="5/stt-vp")
        self.assertEqual(again.duplicate_ids, first)
