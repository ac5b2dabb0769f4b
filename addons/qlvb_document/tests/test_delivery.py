# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .following import FollowCase


@tagged("post_install", "-at_install")
class TestDelivery(FollowCase):
    """What is issued reaches each recipient once, and their status comes back."""

    def test_an_agency_of_this_system_finds_it_on_its_list_s1(self):
        document = self._issued()
        self.assertFalse(self._arrived(document))
        self._run_outbox()
        arrived = self._arrived(document)
        mine = self.env["qlvb.document"].with_user(self.commune_clerk)
        self.assertEqual(mine.search([("state", "=", "draft")]), arrived)
        self.assertRecordValues(
            arrived,
            [
                {
                    "company_id": self.commune.id,
                    "direction": "incoming",
                    "notation": document.notation,
                    "issuer_name": "UBND huyện Thử",
                    "uuid": document.uuid,
                    "source_id": document.id,
                    "sha256": document.sha256,
                    "declared_pages": document.page_count,
                }
            ],
        )
        self.assertRecordValues(document.recipient_ids, [{"status": "01"}])

    def test_it_arrives_once_however_often_the_job_runs_s1(self):
        document = self._issued()
        for _n in range(2):
            self._run_outbox()
        self.assertEqual(len(self._arrived(document)), 1)
        message = self.env["qlvb.outbox"].search([("document_id", "=", document.id)])
        message.write({"state": "waiting"})  # the job was killed before its commit
        self._run_outbox()
        self.assertEqual(message.state, "sent")
        self.assertEqual(len(self._arrived(document)), 1)

    def test_the_statuses_come_back_from_the_other_agency_s39(self):
        document = self._issued()
        self._run_outbox()
        recipient = document.recipient_ids
        arrived = self._arrived(document)
        arrived.with_user(self.commune_clerk).action_register()
        self.assertEqual((recipient.status, recipient.status_at), ("03", self._now()))
        unit = self._make_unit("Ban Văn hóa", "BVH", self.commune)
        specialist = self._make_user("c_expert", "specialist", unit, self.commune)
        row = {
            "role": "lead",
            "user_id": specialist.id,
            "deadline": "2026-03-06 10:00:00",
        }
        arrived.with_user(self.commune_leader).instruct("Xử lý", [row])
        self.assertEqual(recipient.status, "04")
        work = arrived.sudo().lead_id.with_user(specialist)
        work.draft_reply()
        self.assertEqual(recipient.status, "05")
        work.complete("Đã thực hiện")
        self.assertEqual(recipient.status, "06")
        codes = recipient.status_ids.sorted("id").mapped("code")
        self.assertEqual(codes, ["00", "01", "03", "04", "05", "06"])

    def test_a_refusal_comes_back_with_its_reason_s22(self):
        document = self._issued()
        self._run_outbox()
        arrived = self._arrived(document).with_user(self.commune_clerk)
        arrived.return_to_sender("Nhầm nơi nhận")
        self.assertRecordValues(
            document.recipient_ids, [{"status": "02", "status_reason": "Nhầm nơi nhận"}]
        )
        status = document.event_ids.filtered(lambda line: line.kind == "status")
        self.assertIn("Nhầm nơi nhận", status.mapped("summary")[0])

    def test_a_late_status_does_not_turn_the_clock_back_s39(self):
        recipient = self._issued().recipient_ids
        for code in ("03", "01", "06", "05"):
            recipient._set_status(code)
        self.assertEqual(recipient.status, "06")
        codes = recipient.status_ids.sorted("id").mapped("code")
        self.assertEqual(codes, ["00", "03", "06"])

    def test_the_status_is_written_by_the_system_only_s18(self):
        draft = self._drafted()
        for values in (
            {"status": "06"},
            {"status_at": "2026-01-01 00:00:00"},
            {"status_reason": "x"},
            {"document_id": self._approved().id},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                draft.recipient_ids.write(values)
        created = (
            self.env["qlvb.recipient"]
            .with_user(self.specialist)
            .create(
                {
                    "document_id": draft.id,
                    "partner_id": self.ministry.id,
                    "status": "06",
                }
            )
        )
        self.assertFalse(created.status)

    def test_recipients_are_entered_by_who_drafts_and_while_drafting(self):
        draft = self._drafted()
        values = {"document_id": draft.id, "partner_id": self.ministry.id}
        for user in (self.stranger, self.commune_clerk):
            recipients = self.env["qlvb.recipient"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                recipients.create(dict(values))
        approved = self._approved()
        for change in (
            lambda: approved.recipient_ids.write({"paper": True}),
            lambda: approved.recipient_ids.unlink(),
            lambda: approved.recipient_ids.create(
                {"document_id": approved.id, "partner_id": self.ministry.id}
            ),
        ):
            with self.assertRaises(UserError):
                change()

    @mute_logger("odoo.addons.qlvb_document.models.qlvb_outbox")
    def test_a_failing_message_waits_and_the_others_leave(self):
        first, second = self._issued(), self._issued()
        outbox = type(self.env["qlvb.outbox"])
        send = outbox._send_internal

        def fail_once(message):
            if message.document_id == first:
                raise UserError("The line is down.")
            send(message)

        with patch.object(outbox, "_send_internal", fail_once):
            self._run_outbox()
        messages = self.env["qlvb.outbox"].search([], order="id")
        mine = messages.filtered(lambda row: row.document_id in first | second)
        self.assertRecordValues(
            mine,
            [
                {"state": "waiting", "attempts": 1, "error": "The line is down."},
                {"state": "sent", "attempts": 0, "error": False},
            ],
        )
        self._run_outbox()
        self.assertEqual(set(mine.mapped("state")), {"sent"})

    @mute_logger("odoo.addons.qlvb_document.models.qlvb_outbox")
    def test_after_ten_failures_an_administrator_is_needed(self):
        self._issued()
        message = self.env["qlvb.outbox"].search([], order="id desc", limit=1)
        with patch.object(type(message), "_send_internal", side_effect=UserError("x")):
            for _n in range(11):
                self._run_outbox()
        self.assertRecordValues(message, [{"state": "failed", "attempts": 10}])
        with self.assertRaises(AccessError):
            message.with_user(self.specialist).action_retry()
        message.with_user(self.admin_user).action_retry()
        self._run_outbox()
        self.assertEqual(message.state, "sent")

    def test_each_recipient_has_a_way_of_its_own_s39(self):
        citizen = self.env["res.partner"].create({"name": "Hộ ông C"})
        mailed = self.env["res.partner"].create(
            {"name": "Công ty D", "email": "d@example.com"}
        )
        document = self._issued(
            recipient_ids=[
                Command.create({"partner_id": partner.id})
                for partner in (self.commune.partner_id, citizen, mailed)
            ]
        )
        ways = {row.name: row.channel for row in document.recipient_ids}
        self.assertEqual(
            ways, {"UBND xã Mẫu": "internal", "Hộ ông C": "post", "Công ty D": "email"}
        )
        self._run_outbox()
        states = self.env["qlvb.outbox"].search([("document_id", "=", document.id)])
        self.assertEqual(states.mapped("state"), ["sent"] * 3)
        mail = self.env["mail.mail"].search([("email_to", "=", "d@example.com")])
        self.assertEqual(mail.attachment_ids.raw, document.main_file_id._bytes())
