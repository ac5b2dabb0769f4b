# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .cases import AssignedCase


@tagged("post_install", "-at_install")
class TestAssignments(AssignedCase):
    """What units and people do with the work they were given (art. 7.2c, 8, 10)."""

    def _mine(self, user):
        rows = self.env["qlvb.assignment"].with_user(user)
        return rows.search([("is_mine", "=", True), ("state", "=", "open")])

    def test_the_head_finds_the_units_work_and_the_specialist_does_not_s27(self):
        self.assertEqual(self._mine(self.head), self.lead)
        self.assertEqual(self._mine(self.finance_head), self.helper)
        self.assertFalse(self._mine(self.specialist))
        self.assertFalse(self._mine(self.leader))

    def test_the_head_gives_the_work_to_a_specialist_s27(self):
        row = self._given(self.document)
        self.assertRecordValues(
            row,
            [
                {
                    "parent_id": self.lead.id,
                    "role": "lead",
                    "user_id": self.specialist.id,
                    "deadline": self.lead.deadline,
                    "state": "open",
                }
            ],
        )
        self.assertEqual(self.lead.state, "accepted")
        self.assertEqual(self.document.status, "05")
        self.assertEqual(self._mine(self.specialist), row)

    def test_giving_twice_makes_one_row(self):
        rows = {self._given(self.document).id for _n in range(2)}
        self.assertEqual(len(rows), 1)

    @users("t_head")
    def test_the_head_gives_by_the_form_s27(self):
        action = self.lead.with_user(self.env.user).action_give()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            self.assertEqual(form.deadline, self.lead.deadline)
            form.user_id = self.specialist
            form.text = "Soạn trước thứ Tư"
        form.record.action_give()
        self.assertRecordValues(
            self.lead.child_ids, [{"text": "Soạn trước thứ Tư", "state": "open"}]
        )

    def test_work_is_not_given_outside_the_agency(self):
        for user_id in (self.commune_leader.id, 0):
            with self.assertRaisesRegex(UserError, "works in this agency"):
                self.lead.with_user(self.head).give(user_id)

    def test_only_those_to_whom_it_was_given_act_on_it_s29(self):
        """Over RPC every method answers the wrong user with a refusal."""
        calls = {
            "give": (self.stranger.id,),
            "give_back": ("Không thuộc nhiệm vụ",),
            "mark_read": (),
            "complete": ("Xong",),
            "draft_reply": (),
        }
        for user in (self.specialist, self.finance_head, self.leader, self.clerk):
            for name, values in calls.items():
                with self.subTest(user=user.login, call=name):
                    with self.assertRaises(UserError):
                        getattr(self.lead.with_user(user), name)(*values)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.lead.with_user(user).mark_read()
        self.assertRecordValues(self.lead, [{"state": "open", "read_at": False}])

    def test_work_that_a_unit_gives_back_returns_to_who_assigned_it_s29(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.lead.with_user(self.head).give_back(" ")
        self.lead.with_user(self.head).give_back("Không thuộc nhiệm vụ")
        self.assertRecordValues(
            self.lead, [{"state": "returned", "result": "Không thuộc nhiệm vụ"}]
        )
        self.assertEqual(self._mine(self.leader).role, "instruct")
        self.helper.with_user(self.finance_head).complete("Đã góp ý")
        self.assertEqual(self.document.state, "registered")
        self._instruct_again()
        self.assertEqual(self.document.lead_id.department_id, self.finance)

    def _instruct_again(self):
        row = {
            "role": "lead",
            "department_id": self.finance.id,
            "deadline": "2026-03-09 10:00:00",
        }
        self.document.with_user(self.leader).instruct("Giao lại", [row])

    def test_the_leader_does_not_give_back_what_waits_for_direction_s25(self):
        row = self._registered().assignment_ids.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "Instruct"):
            row.give_back("Không rõ")
        self.assertEqual(row.state, "open")

    def test_work_that_a_specialist_gives_back_returns_to_the_head_s29(self):
        self._given(self.document).give_back("Đang đi công tác")
        self.assertEqual(self.lead.state, "accepted")
        again = self.lead.with_user(self.head).give(self.stranger.id)
        self.assertEqual(self._mine(self.stranger).id, again)

    def test_giving_back_takes_back_what_was_given_on_s29(self):
        row = self._given(self.document)
        row.mark_read()
        self.lead.with_user(self.head).give_back("Không thuộc nhiệm vụ")
        self.assertRecordValues(
            row, [{"state": "recalled", "result": "Không thuộc nhiệm vụ"}]
        )
        self.assertFalse(self._mine(self.specialist))
        lines = self.env["qlvb.recall"].with_user(self.specialist).search([])
        self.assertEqual(lines.reason, "Không thuộc nhiệm vụ")

    def test_what_the_head_completes_nobody_goes_on_with_s27(self):
        row = self._given(self.document)
        self.lead.with_user(self.head).complete("Đã báo cáo trực tiếp")
        self.assertEqual((row.state, self.lead.state), ("recalled", "done"))
        self.helper.with_user(self.finance_head).complete("Đã góp ý")
        self.assertEqual(self.document.state, "done")

    def test_who_gave_the_work_is_told_that_it_comes_back_s29(self):
        for row, giver in (
            (self._given(self.document), self.head),
            (self.helper, None),
        ):
            user = row.user_id or self.finance_head
            row.with_user(user).give_back("Đang đi công tác")
            told = self.env["mail.message"].search(
                [("subject", "=", "Given back: Đang đi công tác")], limit=1
            )
            with self.subTest(row=row.display_name):
                people = (giver or self.leader).partner_id
                self.assertEqual(told.partner_ids, people)

    def test_a_co_ordinator_who_gives_back_last_leaves_nothing_open_s29(self):
        self.lead.with_user(self.head).complete("Đã báo cáo trực tiếp")
        self.assertEqual(self.document.state, "registered")
        self.helper.with_user(self.finance_head).give_back("Không có ý kiến")
        self.assertEqual((self.document.state, self.document.status), ("done", "06"))

    def test_a_person_has_the_work_no_longer_than_the_unit_s26(self):
        head = self.lead.with_user(self.head)
        for wrong, sentence in (
            ("2026-03-02 00:00:00", "has passed"),
            ("2026-04-01 10:00:00", "unit itself is due"),
            ("ngày mai", "no date"),
        ):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, sentence):
                head.give(self.specialist.id, wrong)
        sooner = self._now().replace(day=4)
        row = head.browse(head.give(self.specialist.id, sooner))
        self.assertEqual(row.deadline, sooner)

    def test_what_is_late_is_given_as_it_is_s27(self):
        with freeze_time("2026-03-20 01:00:00"):
            head = self.lead.with_user(self.head)
            row = head.browse(head.give(self.specialist.id, head.deadline))
        self.assertEqual(row.deadline, self.lead.deadline)

    def test_what_is_no_text_is_no_reason(self):
        row = self._given(self.document)
        for wrong in (None, 5, ["x"], " "):
            with self.subTest(wrong=wrong):
                for call in (
                    row.give_back,
                    row.complete,
                    self._receive().return_to_sender,
                ):
                    with self.assertRaises(UserError):
                        call(wrong)

    def test_the_first_opening_is_noted_with_its_time_s27(self):
        row = self._given(self.document)
        self.assertFalse(row.read_at)
        action = row.action_open_document()
        self.assertEqual(action["res_id"], self.document.id)
        self.assertEqual(row.read_at, self._now())
        self.assertEqual(row.state, "open")
        events = self.document.event_ids
        row.mark_read()
        self.assertEqual(self.document.event_ids, events)

    def test_completing_needs_a_result_and_closes_upwards_s27(self):
        row = self._given(self.document)
        with self.assertRaisesRegex(UserError, "what the result is"):
            row.complete("")
        row.complete("Đã báo cáo trực tiếp")
        self.assertEqual((row.state, self.lead.state), ("done", "done"))
        self.assertEqual(self.document.state, "registered")
        self.helper.with_user(self.finance_head).complete("Đã góp ý")
        self.assertRecordValues(self.document, [{"state": "done", "status": "06"}])

    def test_closed_work_is_not_done_again(self):
        row = self._given(self.document)
        row.complete("Xong")
        for call in (lambda: row.complete("Nữa"), row.mark_read, row.draft_reply):
            with self.assertRaisesRegex(UserError, "is closed already"):
                call()

    def test_the_parent_stays_open_while_another_works_s27(self):
        first = self._given(self.document)
        self.lead.with_user(self.head).give(self.stranger.id)
        first.complete("Xong phần mình")
        self.assertEqual(self.lead.state, "accepted")

    def test_a_document_that_asks_for_a_reply_is_not_just_completed_s43(self):
        document = self._assigned(needs_reply="reply")
        row = self._given(document)
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            row.complete("Không cần trả lời")
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            self._lead_row(document).with_user(self.head).complete("Xong")
        self.assertEqual(row.state, "open")

    def test_the_reply_is_linked_to_what_it_answers_s38(self):
        row = self._given(self.document)
        reply = self.env["qlvb.document"].browse(row.draft_reply())
        self.assertRecordValues(
            reply,
            [
                {
                    "reply_to_id": self.document.id,
                    "user_id": self.specialist.id,
                    "department_id": self.culture.id,
                    "direction": "outgoing",
                }
            ],
        )
        self.assertEqual(reply.recipient_ids.partner_id, self.ministry)
        self.assertEqual(self.document.reply_ids, reply)
        self.assertEqual(row.state, "accepted")
        self.assertEqual(row.draft_reply(), reply.id, "A second click finds it again.")

    def test_a_delegate_gives_and_works_with_an_account_of_their_own_s54(self):
        delegation = self._delegate(self.head, self.stranger)
        self.assertEqual(self._mine(self.stranger), self.lead)
        child = self.lead.with_user(self.stranger).give(self.specialist.id)
        event = self.document.event_ids.filtered(lambda line: line.kind == "give")
        self.assertEqual(event.user_id, self.stranger)
        self.assertEqual(event.details["on_behalf"], self.head.name)
        delegation.with_user(self.head).active = False
        self.env.invalidate_all()
        self.assertFalse(self._mine(self.stranger))
        with self.assertRaises(UserError):
            self.lead.with_user(self.stranger).give(self.stranger.id)
        self.assertTrue(child)

    def test_a_delegate_of_the_leader_instructs_in_their_own_name_s54(self):
        self._delegate(self.leader, self.stranger)
        document = self._registered()
        row = {
            "role": "lead",
            "department_id": self.culture.id,
            "deadline": "2026-03-06 10:00:00",
        }
        document.with_user(self.stranger).instruct("KT. Giao xử lý", [row])
        self.assertEqual(document.instruction_ids.user_id, self.stranger)

    def test_an_ended_delegation_is_not_revived_by_the_context_s54(self):
        delegation = self._delegate(self.head, self.stranger)
        delegation.active = False
        lead = self.lead.with_user(self.stranger).with_context(active_test=False)
        for call in (lead.mark_read, lambda: lead.give(self.specialist.id)):
            with self.assertRaises(UserError):
                call()
