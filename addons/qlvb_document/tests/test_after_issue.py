# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_issuing import IssueCase


class AfterIssueCase(IssueCase):
    """A letter of the district that the commune received, registered and works on."""

    def _run_outbox(self):
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()

    def _arrived(self, **values):
        """Return an issued document and its copy in the commune."""
        document = self._issued(**values)
        self._run_outbox()
        copy = document.sudo().recipient_ids.target_ids
        return document, copy.with_user(self.commune_clerk)

    def _worked_on(self):
        """Return an issued document, its copy, and the commune's open work on it."""
        document, copy = self._arrived()
        copy.action_register()
        self.unit = self._make_unit("Ban Văn hóa", "BVH", self.commune)
        self.expert = self._make_user("c_expert", "specialist", self.unit, self.commune)
        row = {
            "role": "lead",
            "user_id": self.expert.id,
            "deadline": "2026-03-06 10:00:00",
        }
        copy.with_user(self.commune_leader).instruct("Xử lý", [row])
        return document, copy, copy.sudo().lead_id

    def _recall(self, document, user=None, leader=None):
        mine = document.with_user(user or self.clerk)
        return mine.recall("Sai số liệu", (leader or self.leader).id)

    def _told(self, user, words):
        notices = self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids), ("subject", "ilike", words)]
        )
        return bool(notices)


@tagged("post_install", "-at_install")
class TestRecallingIssued(AfterIssueCase):
    """What was issued is taken back openly, and nothing vanishes (ND 30, art. 18.4)."""

    def test_a_recall_freezes_and_marks_here_and_there(self):
        document, copy = self._arrived()
        self._recall(document)
        self.assertEqual(document.state, "recalled")
        self.assertRecordValues(
            document.change_ids,
            [
                {
                    "kind": "recalled",
                    "reason": "Sai số liệu",
                    "decided_by_id": self.leader.id,
                    "user_id": self.clerk.id,
                    "moment": self._now(),
                }
            ],
        )
        day = f"{document._agency_date(self._now()):%d/%m/%Y}"
        self.assertEqual(
            document.gone_text,
            f"Recalled on {day}, decided by {self.leader.name}: Sai số liệu",
        )
        self.assertFalse(copy.gone_text)
        self.assertRecordValues(
            copy,
            [
                {
                    "state": "draft",
                    "withdrawn_kind": "recall",
                    "withdrawn_reason": "Sai số liệu",
                    "withdrawn_answer": False,
                    "is_frozen": True,
                }
            ],
        )
        self.assertTrue(copy.main_file_id)
        self.assertEqual(document.recipient_ids.status, "13")
        self.assertIn("recalled", document.event_ids.mapped("kind"))
        self.assertIn("withdrawn", copy.event_ids.mapped("kind"))

    def test_a_recalled_copy_is_not_registered_until_it_is_answered(self):
        document, copy = self._arrived()
        self._recall(document)
        with self.assertRaisesRegex(UserError, "is being taken back"):
            copy.action_register()
        copy.answer_withdrawal(True)
        self.assertRecordValues(
            copy, [{"state": "recalled", "withdrawn_answer": "accepted"}]
        )
        self.assertEqual(document.recipient_ids.status, "15")

    def test_everybody_who_works_on_it_is_told(self):
        document, _copy, _row = self._worked_on()
        self._recall(document)
        for user in (self.commune_clerk, self.commune_leader, self.expert):
            with self.subTest(user=user.login):
                self.assertTrue(self._told(user, "takes this document back"))
        self.assertFalse(self._told(self.clerk, "takes this document back"))

    def test_no_new_work_is_given_on_a_frozen_copy(self):
        document, copy, row = self._worked_on()
        self._recall(document)
        with self.assertRaisesRegex(UserError, "Sai số liệu"):
            row.with_user(self.expert).draft_reply()
        head = self._make_user("c_head", "unit_head", self.unit, self.commune)
        given = {
            "role": "coordinate",
            "user_id": head.id,
            "deadline": "2026-03-06 10:00:00",
        }
        with self.assertRaisesRegex(UserError, "is being taken back"):
            copy.with_user(self.commune_leader).instruct("Thêm", [given])

    def test_agreeing_takes_the_open_work_back_with_the_reason(self):
        document, copy, row = self._worked_on()
        self._recall(document)
        copy.answer_withdrawal(True)
        self.assertEqual(row.state, "recalled")
        self.assertIn("Sai số liệu", row.result)
        self.assertRecordValues(
            copy, [{"state": "recalled", "withdrawn_answer": "accepted"}]
        )
        self.assertEqual(document.recipient_ids.status, "15")
        copy.answer_withdrawal(True)
        self.assertEqual(copy.event_ids.mapped("kind").count("withdrawal_accepted"), 1)

    def test_refusing_needs_a_reason_and_lets_the_work_go_on(self):
        document, copy, row = self._worked_on()
        self._recall(document)
        with self.assertRaisesRegex(UserError, "Say why"):
            copy.answer_withdrawal(False, " ")
        copy.answer_withdrawal(False, "Đã thực hiện xong")
        self.assertRecordValues(
            copy,
            [
                {
                    "withdrawn_answer": "refused",
                    "is_frozen": False,
                }
            ],
        )
        self.assertRecordValues(
            document.recipient_ids,
            [{"status": "16", "status_reason": "Đã thực hiện xong"}],
        )
        self.assertTrue(row.with_user(self.expert).draft_reply())

    def test_what_has_not_left_yet_does_not_leave(self):
        document = self._issued()
        self._recall(document)
        self._run_outbox()
        self.assertFalse(document.sudo().recipient_ids.target_ids)

    def test_who_got_it_by_mail_is_told_by_mail(self):
        partner = self.env["res.partner"].create(
            {"name": "Công ty D", "email": "d@example.com"}
        )
        row = Command.create({"partner_id": partner.id})
        document = self._issued(recipient_ids=[row])
        self._run_outbox()
        self._recall(document)
        mail = self.env["mail.mail"].search([("email_to", "=", "d@example.com")])
        self.assertIn(f"Thu hồi văn bản số {document.notation}", mail.mapped("subject"))

    def test_the_reason_in_a_mail_is_words_and_no_markup(self):
        partner = self.env["res.partner"].create(
            {"name": "Công ty D", "email": "d@example.com"}
        )
        document = self._issued(
            recipient_ids=[Command.create({"partner_id": partner.id})]
        )
        self._run_outbox()
        document.with_user(self.clerk).recall("<b>Sai</b> & thiếu", self.leader.id)
        mail = self.env["mail.mail"].search(
            [("email_to", "=", "d@example.com"), ("subject", "like", "Thu hồi")]
        )
        self.assertIn("&lt;b&gt;Sai&lt;/b&gt; &amp; thiếu", mail.body_html)

    def test_a_second_recall_changes_nothing(self):
        document, _copy = self._arrived()
        self._recall(document)
        events = document.event_ids
        self._recall(document)
        self.assertEqual((document.event_ids, len(document.change_ids)), (events, 1))

    def test_only_who_may_recall_and_only_on_a_leaders_decision(self):
        document = self._issued()
        for user in (self.specialist, self.head, self.stranger, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._recall(document, user)
        with self.assertRaises(AccessError):
            self._recall(document, self.commune_clerk)
        for leader in (self.commune_leader, self.specialist):
            with self.assertRaisesRegex(UserError, "Say which leader"):
                self._recall(document, leader=leader)
        with self.assertRaisesRegex(UserError, "Say why"):
            document.with_user(self.leader).recall("")
        document.with_user(self.leader).recall("Sai thẩm quyền")
        self.assertEqual(document.change_ids.decided_by_id, self.leader)

    def test_only_clerks_of_the_receiver_answer(self):
        document, copy = self._arrived()
        self._recall(document)
        for user in (self.commune_leader, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                copy.with_user(user).answer_withdrawal(True)
        with self.assertRaises(UserError):
            copy.with_user(self.commune_leader).write({"withdrawn_answer": "accepted"})

    def test_what_is_not_issued_or_came_in_is_not_recalled(self):
        for document in (self._signed(), self._approved()):
            with self.assertRaisesRegex(UserError, "cannot become"):
                self._recall(document)
        with self.assertRaisesRegex(UserError, "issued by others"):
            self._recall(self._registered())

    def test_the_dialog_asks_everything_at_once(self):
        document = self._issued(
            recipient_ids=[
                Command.create({"name": "Hộ ông C", "channel": "post"}),
                Command.create({"partner_id": self.commune.partner_id.id}),
            ]
        )
        action = document.with_user(self.clerk).action_recall()
        wizard = self.env["qlvb.document.recall"].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertEqual(form.decided_by_id, self.leader)
            form.reason = "Sai số liệu"
        self.assertEqual(form.record.paper_names, "Hộ ông C")
        form.record.action_recall()
        self.assertEqual(document.state, "recalled")

    def test_the_buttons_mirror_the_rules(self):
        document = self._issued()
        shown = {
            user: (mine.can_change_issued, mine.can_send_also, mine.can_amend)
            for user in (self.clerk, self.leader, self.specialist)
            for mine in (document.with_user(user),)
        }
        self.assertEqual(
            list(shown.values()),
            [(True, True, True), (True, False, True), (False, False, True)],
        )

    def test_the_book_says_that_it_was_recalled(self):
        document = self._issued()
        self._recall(document)
        self.assertIn("Thu hồi 02/03/2026", document._register_row().note)
