# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestHandingOver(QlvbCommon):
    """A colleague goes on with the work; who had it before stays visible (S27)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.row = self._given(self.document)

    def _hand_over(self, user=None, to=None, reason="Đi công tác"):
        row = self.row.with_user(user or self.specialist)
        new = row.hand_over((to or self.stranger).id, reason)
        return self.env["qlvb.assignment"].browse(new)

    def _mine(self, user):
        self.env.invalidate_all()
        rows = self.env["qlvb.assignment"].with_user(user)
        return rows.search([("is_mine", "=", True), ("state", "=", "open")])

    def test_the_colleague_has_the_work_with_its_deadline_and_trace(self):
        self.assertFalse(self.document.with_user(self.stranger).has_access("read"))
        new = self._hand_over()
        self.assertRecordValues(
            new,
            [
                {
                    "user_id": self.stranger.id,
                    "previous_id": self.row.id,
                    "parent_id": self.row.parent_id.id,
                    "role": "lead",
                    "deadline": self.row.deadline,
                    "original_deadline": self.row.original_deadline,
                    "state": "open",
                }
            ],
        )
        self.assertRecordValues(
            self.row, [{"state": "handed", "result": "Đi công tác"}]
        )
        self.assertEqual(self._mine(self.stranger), new)
        self.assertFalse(self._mine(self.specialist))
        self.assertTrue(self.document.with_user(self.stranger).has_access("read"))
        event = self.document.event_ids.filtered(lambda e: e.kind == "hand_over")
        self.assertEqual(event.details["to"], self.stranger.name)

    def test_the_head_hands_it_over_for_the_specialist(self):
        new = self._hand_over(user=self.head)
        self.assertEqual(new.user_id, self.stranger)
        self.assertEqual(new.parent_id.state, "accepted")

    def test_drafts_of_the_answer_go_along(self):
        reply = self.env["qlvb.document"].browse(self.row.draft_reply())
        self._hand_over()
        self.assertEqual(reply.user_id, self.stranger)

    def test_the_lead_that_a_leader_gave_a_person_is_handed_over_s26(self):
        document = self._registered()
        row = {"user_id": self.specialist.id, "deadline": "2026-03-06 10:00:00"}
        document.with_user(self.leader).instruct("Giao đích danh", [row])
        lead = self._lead_row(document).with_user(self.specialist)
        new = lead.hand_over(self.stranger.id, "Nghỉ phép")
        self.assertEqual(document.lead_id.id, new)

    def test_others_do_not_hand_it_over_s29(self):
        for user in (self.leader, self.clerk, self.finance_head):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self._hand_over(user=user)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._hand_over(user=user)
        self.assertEqual(self.row.state, "open")

    def test_it_goes_to_somebody_else_of_the_agency_with_a_reason(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self._hand_over(reason="")
        with self.assertRaisesRegex(UserError, "works in this agency"):
            self._hand_over(to=self.commune_leader)
        with self.assertRaisesRegex(UserError, "has this work already"):
            self._hand_over(to=self.specialist)
        with self.assertRaisesRegex(UserError, "for a unit"):
            self.row.parent_id.with_user(self.head).hand_over(self.stranger.id, "x")
        self._hand_over()
        with self.assertRaisesRegex(UserError, "is closed already"):
            self._hand_over(to=self.clerk)

    def test_what_waits_for_direction_goes_to_who_instructs_only_s25(self):
        self.row = self._registered().assignment_ids
        with self.assertRaisesRegex(UserError, "does not instruct"):
            self._hand_over(user=self.leader, to=self.specialist)
        new = self._hand_over(user=self.leader, to=self.deputy)
        self.assertEqual(self._mine(self.deputy), new)
        self._instruct(new.document_id)
        self.assertEqual(new.state, "done")

    @users("t_specialist")
    def test_the_specialist_hands_over_and_gives_back_by_the_form(self):
        action = self.row.with_user(self.env.user).action_hand_over()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.user_id = self.stranger
            form.reason = "Đi học"
        form.record.action_confirm()
        self.assertEqual(self.row.state, "handed")
        other = self._given(self._assigned())
        action = other.with_user(self.env.user).action_give_back()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Không đúng việc"
        form.record.action_confirm()
        self.assertRecordValues(
            other, [{"state": "returned", "result": "Không đúng việc"}]
        )

    def test_who_opened_when_is_kept_s27(self):
        self.row.with_user(self.specialist).mark_read()
        self.assertRecordValues(
            self.row, [{"read_at": self._now(), "read_by_id": self.specialist.id}]
        )
        units = self.env["qlvb.assignment"].with_user(self.head)
        rows = units.search([("is_of_my_unit", "=", True)])
        self.assertEqual(rows, self.row.parent_id | self.row)
        self.assertFalse(
            units.with_user(self.finance_head).search(
                [("is_of_my_unit", "=", True), ("role", "=", "lead")]
            )
        )
