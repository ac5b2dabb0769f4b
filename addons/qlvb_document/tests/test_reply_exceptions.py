# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestReplyExceptions(QlvbCommon):
    """What asks for a reply is finished by one, or by an approved exception (S43)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-06"
        )
        self.work = self._given(self.document)

    def _request(self, user=None):
        request = self.work.ask_exception("Đã báo cáo chung trong tháng")
        requests = self.env["qlvb.reply.exception"]
        return requests.with_user(user or self.head).browse(request)

    def test_without_reply_or_exception_nothing_is_finished_s43(self):
        with self.assertRaisesRegex(UserError, "asks for a reply: draft it"):
            self.work.complete("Đã xong")
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            self.document.sudo()._set_state("done")
        self._request()
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            self.work.complete("Đã xong")

    def test_no_other_way_finishes_it_s43(self):
        """Neither who co-ordinates, nor a call by a program, nor taking work back."""
        rows = self.document.sudo().assignment_ids
        along = rows.filtered(lambda row: row.role == "coordinate")
        along.with_user(self.finance_head).complete("Đã cho ý kiến")
        for values in ({"needs_reply": "none"}, {"state": "done"}):
            for user in (self.clerk, self.leader, self.specialist):
                with (
                    self.subTest(values=values, user=user.login),
                    self.assertRaises(UserError),
                ):
                    self.document.with_user(user).write(values)
        self.work.with_user(self.head).recall("Làm việc khác")
        self._lead_row(self.document).with_user(self.leader).recall("Giao lại")
        self.assertEqual(self.document.state, "registered")
        self.assertNotEqual(self.document.status, "06")

    def test_an_approved_exception_lets_it_be_finished_s43(self):
        self._request().approve("Đồng ý")
        self.work.complete("Không phải trả lời")
        self.document.sudo().assignment_ids.filtered("is_open").sudo()._finish("x")
        self.assertEqual(self.document.state, "done")
        self.assertEqual(self.document.status, "06")
        kinds = self.document.event_ids.mapped("kind")
        self.assertIn("exception_ask", kinds)
        self.assertIn("exception_approve", kinds)

    def test_the_dialog_says_so_before_a_result_is_typed_s43(self):
        wizards = self.env["qlvb.assignment.complete"].with_user(self.specialist)
        ask = {"assignment_id": self.work.id}
        self.assertIn("asks for a reply", wizards.new(ask).obstacle)
        self._request().approve("Đồng ý")
        self.assertFalse(wizards.new(ask).obstacle)

    def test_a_request_lapses_when_the_work_is_closed_otherwise_s43(self):
        """By the reply itself, or because the work was taken back."""
        request = self._request()
        self.work.sudo()._finish("Đã trả lời bằng văn bản")
        self.assertEqual(request.state, "lapsed")
        self.assertFalse(request.is_to_decide)
        with self.assertRaisesRegex(UserError, "decided already"):
            request.approve()

    def test_a_request_lapses_with_work_that_is_taken_back_s43(self):
        request = self._request()
        self.work.with_user(self.head).recall("Làm việc khác")
        self.assertEqual(request.state, "lapsed")

    def test_who_gave_the_work_or_a_leader_decides_s43(self):
        request = self._request()
        for user, mine in (
            (self.head, True),
            (self.leader, True),
            (self.deputy, True),
            (self.office, False),
            (self.clerk, False),
            (self.specialist, False),
            (self.finance_head, False),
        ):
            with self.subTest(user=user.login):
                seen = request.with_user(user)
                self.assertEqual(seen.is_to_decide, mine)
                if not mine:
                    with self.assertRaises(UserError):
                        seen.approve()
        for user in (self.stranger, self.commune_leader, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).approve()
        request.with_user(self.deputy).approve()
        self.assertEqual(request.decided_by_id, self.deputy)

    def test_a_refused_one_is_told_with_the_reason_s43(self):
        request = self._request()
        with self.assertRaisesRegex(UserError, "Say why"):
            request.refuse(" ")
        request.refuse("Vẫn phải báo cáo")
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.specialist.partner_id.ids)],
            order="id desc",
            limit=1,
        )
        self.assertIn("Vẫn phải báo cáo", message.subject)
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            self.work.complete("Đã xong")
        with self.assertRaisesRegex(UserError, "decided already"):
            request.approve()
        self._request()

    def test_what_cannot_be_asked_is_told_s43(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.work.ask_exception("")
        self._request()
        with self.assertRaisesRegex(UserError, "asked already"):
            self.work.ask_exception("Lần nữa")
        helper = self.document.sudo().assignment_ids.filtered(
            lambda row: row.role == "coordinate"
        )
        with self.assertRaisesRegex(UserError, "Who has the lead"):
            helper.with_user(self.finance_head).ask_exception("Không cần")
        other = self._given(self._assigned())
        with self.assertRaisesRegex(UserError, "can be finished as it is"):
            other.ask_exception("Không cần")
        with self.assertRaises(UserError):
            self.work.with_user(self.head).ask_exception("Không cần")

    def test_nobody_writes_a_request_s43(self):
        request = self._request()
        for user in (self.specialist, self.head, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    request.with_user(user).write({"reason": "x"})
                with self.assertRaises(UserError):
                    request.with_user(user).create(
                        {"assignment_id": self.work.id, "reason": "x"}
                    )
        with self.assertRaisesRegex(UserError, "buttons only"):
            request.sudo().write({"state": "approved"})

    def test_a_delegate_of_the_giver_decides_in_their_place_s54(self):
        self._delegate(self.head, self.finance_head)
        self._request(self.finance_head).approve()
        event = self.document.event_ids.filtered(
            lambda row: row.kind == "exception_approve"
        )
        self.assertEqual(event.details["on_behalf"], self.head.name)
