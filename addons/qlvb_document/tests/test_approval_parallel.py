# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.qlvb_reminder_people import People
from .approving import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalParallel(ApprovalCase):
    """Several people at one stage: one, all, or so many of them (S32)."""

    def test_all_are_asked_at_once_and_all_have_to_agree_s32(self):
        self._route(self._group(self.head, self.office))
        slip = self._submitted()
        self.assertEqual(self._states(slip), ["current", "current", "waiting"])
        slip.with_user(self.office).agree()
        self.assertEqual(self._states(slip), ["current", "agreed", "waiting"])
        with self.assertRaisesRegex(UserError, "t_head .* to decide"):
            slip.with_user(self.office).agree()
        slip.with_user(self.head).agree()
        self.assertEqual(slip.state, "agreed")

    def test_where_one_suffices_the_first_answer_decides_s32(self):
        self._route(self._group(self.head, self.office, quorum="one"))
        slip = self._submitted()
        slip.with_user(self.office).agree()
        self.assertEqual(self._states(slip), ["void", "agreed", "current"])
        with self.assertRaisesRegex(UserError, "to decide"):
            slip.with_user(self.head).agree()
        steps = self.env["qlvb.submission.step"].with_user(self.head)
        self.assertFalse(
            steps.search([("is_mine", "=", True), ("state", "=", "current")])
        )

    def test_one_voice_against_all_returns_the_draft_s33(self):
        self._route(self._group(self.head, self.office))
        slip = self._submitted()
        slip.with_user(self.office).return_draft("Sửa")
        self.assertEqual(slip.state, "returned")
        self.assertEqual(self._states(slip)[:2], ["void", "returned"])
        with self.assertRaisesRegex(UserError, "nothing left to decide"):
            slip.with_user(self.head).agree()

    def test_the_order_of_answers_does_not_change_what_comes_out_s32(self):
        """Two of three, in random order: the same answers, the same outcome."""
        people = [self.head, self.office, self.clerk]
        self._route(self._group(*people, quorum="some", quorum_count=2))
        rng = random.Random(7)
        for agreeing in range(4):
            expected = "agreed" if agreeing >= 2 else "returned"
            for _n in range(2):
                with self.subTest(agreeing=agreeing):
                    self.assertEqual(self._run(people, agreeing, rng), expected)

    def _run(self, people, agreeing, rng):
        self.draft = self._drafted(signer_id=self.leader.id)
        slip = self._submitted()
        answers = list(zip(people, [True] * agreeing + [False] * 3, strict=False))
        rng.shuffle(answers)
        for user, agrees in answers:
            if slip.step_id.what != "sign" and slip.state == "running":
                mine = slip.with_user(user)
                mine.agree() if agrees else mine.return_draft("Sửa")
        return slip.state

    def test_an_opinion_is_noted_whatever_it_says_s32(self):
        self.draft.coordinating_unit_ids = self.finance
        self._route({"who": "coordinate", "what": "opinion"}, {"who": "unit_head"})
        slip = self._submitted()
        slip.with_user(self.finance_head).return_draft("Không có nguồn kinh phí")
        self.assertEqual((slip.state, slip.step_id.user_id), ("running", self.head))
        self.assertEqual(slip.step_ids[0].state, "remarked")
        self.assertIn("Không có nguồn kinh phí", slip.opinions)

    def test_a_stage_may_return_the_draft_to_an_earlier_one_s33(self):
        route = self._route({"who": "unit_head"}, {"who": "office"})
        route.stage_ids[1].return_stage_id = route.stage_ids[0]
        slip = self._submitted()
        slip.with_user(self.head).agree()
        slip.with_user(self.office).return_draft("Xem lại nội dung")
        self.assertEqual((slip.state, slip.step_id.user_id), ("running", self.head))
        slip.with_user(self.head).agree()
        self.assertEqual(slip.step_id.user_id, self.office)
        slip.with_user(self.office).agree()
        self.assertEqual(slip.state, "agreed")
        self.assertEqual(max(slip.step_ids.mapped("round")), 2)

    def test_the_signer_may_return_to_an_earlier_stage_s33(self):
        route = self._route({"who": "office"})
        route.stage_ids[1].return_stage_id = route.stage_ids[0]
        slip = self._submitted()
        slip.with_user(self.office).agree()
        slip.with_user(self.leader).return_draft("Kiểm tra lại thể thức")
        self.assertEqual(self.draft.state, "draft")
        self.assertEqual((slip.state, slip.step_id.user_id), ("running", self.office))
        slip.with_user(self.office).agree()
        self.assertEqual((slip.state, self.draft.state), ("agreed", "approved"))

    def test_a_leader_refuses_and_nobody_else_does_s33(self):
        self._route({"who": "unit_head"}, self._group(self.deputy))
        slip = self._submitted()
        with self.assertRaisesRegex(UserError, "Only a leader refuses"):
            slip.with_user(self.head).refuse("Không")
        slip.with_user(self.head).agree()
        with self.assertRaisesRegex(UserError, "Say what"):
            slip.with_user(self.deputy).refuse(" ")
        slip.with_user(self.deputy).refuse("Chưa cần thiết")
        self.assertEqual((slip.state, self.draft.state), ("refused", "draft"))
        with self.assertRaisesRegex(UserError, "make a new one"):
            self.draft.submit()

    def test_initials_name_the_version_s32(self):
        self._route({"who": "unit_head", "what": "initial"})
        slip = self._submitted()
        slip.with_user(self.head).agree()
        step = slip.step_ids[0]
        self.assertEqual(step.sha256, self.draft.main_file_id.sha256)
        event = self.draft.sudo().event_ids.filtered(lambda e: e.kind == "initial")
        self.assertEqual(event.details["sha256"], step.sha256)

    def test_the_deadline_of_a_stage_counts_working_hours_s32(self):
        self._route({"who": "unit_head", "hours": 10})
        step = self._submitted().step_id
        # Monday 8:00, seven hours left that day: three hours into Tuesday.
        self.assertEqual(str(step.deadline), "2026-03-03 03:30:00")
        self.assertTrue(step.with_user(self.head).remaining_text)


@tagged("post_install", "-at_install")
class TestApproversAway(ApprovalCase):
    """Who is away, or has left, does not block a draft (S54)."""

    def _run_job(self):
        with self.enter_registry_test_mode():
            job = self.env.ref("qlvb_document.ir_cron_replace_who_left")
            job.method_direct_trigger()
        self.env.invalidate_all()

    def test_the_delegate_finds_and_decides_it_and_both_are_named_s54(self):
        slip = self._submitted()
        self._delegate(self.head, self.finance_head)
        mine = self.env["qlvb.submission.step"].with_user(self.finance_head)
        mine = mine.search([("is_mine", "=", True), ("state", "=", "current")])
        self.assertEqual(mine, slip.step_id)
        self.assertTrue(mine.is_mine)
        slip.with_user(self.finance_head).agree()
        step = slip.step_ids[0]
        self.assertEqual(step.decided_for_id, self.head)
        self.assertIn("t_finance_head", step.asked_text)
        self.assertIn("t_head", step.asked_text)

    def test_a_delegate_of_two_decides_for_each_s54(self):
        self._route(self._group(self.head, self.office))
        slip = self._submitted()
        self._delegate(self.head, self.finance_head)
        self._delegate(self.office, self.finance_head)
        slip.with_user(self.finance_head).agree()
        self.assertEqual(slip.state, "running")
        slip.with_user(self.finance_head).agree()
        self.assertEqual(slip.state, "agreed")

    def test_who_holds_the_role_now_is_asked_instead_of_who_left_s32(self):
        slip = self._submitted()
        self.head.active = False
        second = self._make_user("t_head2", "unit_head", self.culture)
        self._run_job()
        self.assertEqual(slip.step_id.user_id, second)
        slip.with_user(second).agree()

    def test_when_nobody_is_left_the_administrator_is_told_once_s32(self):
        slip = self._submitted()
        self.head.active = False
        partner = self.admin_user.partner_id
        told = [("partner_ids", "in", partner.ids), ("subject", "like", "nobody")]
        for _n in range(2):
            self._run_job()
            messages = self.env["mail.message"].search(told)
            self.assertEqual(len(messages), 1)
        self.assertNotIn(self.draft.name, messages.body)
        self.assertEqual(slip.step_id.state, "current")

    def test_of_several_the_others_go_on_when_one_left_s32(self):
        people = (self.head, self.office, self.clerk)
        self._route(self._group(*people, quorum="some", quorum_count=2))
        slip = self._submitted()
        self.clerk.active = False
        self._run_job()
        self.assertEqual(self._states(slip)[:3], ["current", "current", "void"])
        for user in (self.head, self.office):
            slip.with_user(user).agree()
        self.assertEqual(slip.state, "agreed")

    def test_who_agreed_before_another_left_still_counts_s32(self):
        people = (self.head, self.office, self.clerk)
        self._route(self._group(*people, quorum="some", quorum_count=2))
        slip = self._submitted()
        slip.with_user(self.head).agree()
        self.clerk.active = False
        self._run_job()
        self.assertEqual(self._states(slip)[:3], ["agreed", "current", "void"])
        slip.with_user(self.office).agree()
        self.assertEqual(slip.state, "agreed")

    def test_every_unit_that_works_along_is_heard_s32(self):
        third = self._make_unit("Phòng Nội vụ", "NV")
        head = self._make_user("t_head3", "unit_head", third)
        self.draft.coordinating_unit_ids = self.finance | third
        self._route({"who": "coordinate", "what": "opinion"})
        slip = self._submitted()
        slip.with_user(head).agree()
        self.assertEqual(slip.state, "running")
        slip.with_user(self.finance_head).agree()
        self.assertEqual(slip.state, "agreed")

    def test_a_late_step_is_reminded_of_and_escalated_s28(self):
        step = self._submitted().step_id
        reminders = self.env["qlvb.reminder"].with_company(self.district).sudo()
        later = fields.Datetime.add(step.deadline, hours=1)
        rows = reminders._due_rows(self.district, later, "late_1")
        mine = [row for row in rows if row["what"] == "step" and row["id"] == step.id]
        self.assertEqual(len(mine), 1)
        reminders._tell(self.district, mine)
        notes = self.env["mail.notification"].search(
            [("mail_message_id.res_id", "=", self.draft.id)]
        )
        self.assertIn(self.office.partner_id, notes.res_partner_id)
        step.submission_id.with_user(self.head).agree()
        self.assertFalse(reminders._whom(People(self.district.sudo()), step, "late_1"))
