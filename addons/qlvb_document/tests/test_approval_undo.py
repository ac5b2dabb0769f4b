# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .approving import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalUndo(ApprovalCase):
    """A decision is taken back within five minutes, if nobody acted since (S33)."""

    def setUp(self):
        super().setUp()
        self.route = self._route({"who": "unit_head"}, {"who": "office"})
        self.slip = self._submitted()

    def _undo(self, user):
        return self.slip.with_user(user).undo()

    def test_an_agreement_taken_back_leaves_everything_as_it_was_s33(self):
        self.slip.with_user(self.head).agree("Đồng ý")
        self.assertTrue(self.draft.with_user(self.head).can_undo)
        self._undo(self.head)
        self.assertEqual(self._states(self.slip), ["current", "waiting", "waiting"])
        self.assertRecordValues(
            self.slip.step_ids[0],
            [{"decided_by": False, "comment": False, "sha256": False, "decision": 0}],
        )
        self.assertFalse(self.draft.with_user(self.head).can_undo)
        self.slip.with_user(self.head).agree()
        self.assertEqual(self.slip.step_id.user_id, self.office)

    def test_the_trail_keeps_both_s53(self):
        self.slip.with_user(self.head).agree()
        self._undo(self.head)
        kinds = self.draft.sudo().event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds[-2:], ["agree", "undo"])

    def test_an_approval_of_all_is_taken_back_before_the_signature_s33(self):
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).agree()
        self.assertEqual(self.draft.state, "approved")
        self._undo(self.office)
        self.assertEqual((self.draft.state, self.slip.state), ("draft", "running"))
        self.assertEqual(self._states(self.slip), ["agreed", "current", "waiting"])

    def test_a_return_is_taken_back_s33(self):
        self.slip.with_user(self.head).return_draft("Sửa")
        self._undo(self.head)
        self.assertEqual(self.slip.state, "running")
        self.assertEqual(self._states(self.slip), ["current", "waiting", "waiting"])

    def test_the_signers_return_is_taken_back_and_the_draft_is_approved_s33(self):
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).agree()
        self.slip.with_user(self.leader).return_draft("Sửa")
        self._undo(self.leader)
        self.assertEqual((self.draft.state, self.slip.state), ("approved", "agreed"))
        self.assertEqual(self._states(self.slip), ["agreed", "agreed", "current"])

    def test_a_return_to_an_earlier_stage_is_taken_back_s33(self):
        self.route.stage_ids[1].return_stage_id = self.route.stage_ids[0]
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).return_draft("Xem lại")
        self._undo(self.office)
        self.assertEqual(self._states(self.slip), ["agreed", "current", "waiting"])
        self.slip.with_user(self.office).agree()
        self.assertEqual(self.slip.state, "agreed")

    def test_the_others_of_a_stage_are_asked_again_s32(self):
        self.slip.with_user(self.specialist).withdraw("Nhầm tệp")
        self.route.active = False
        self._route(self._group(self.head, self.office, quorum="one"))
        self.slip = self._submitted()
        self.slip.with_user(self.head).agree()
        self._undo(self.head)
        self.assertEqual(self._states(self.slip), ["current", "current", "waiting"])

    def test_after_five_minutes_it_stays_s33(self):
        self.slip.with_user(self.head).agree()
        with freeze_time("2026-03-02 01:05:01", tick=False):
            with self.assertRaisesRegex(UserError, "within 5 minutes"):
                self._undo(self.head)

    def test_nothing_is_taken_back_once_somebody_acted_s33(self):
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).agree()
        with self.assertRaisesRegex(UserError, "somebody has decided since"):
            self._undo(self.head)

    def test_nor_once_the_drafter_went_on_s33(self):
        self.slip.with_user(self.head).return_draft("Sửa")
        self._new_version()
        with self.assertRaisesRegex(UserError, "went on with the draft"):
            self._undo(self.head)

    def test_nobody_takes_back_what_another_decided_s54(self):
        self.slip.with_user(self.head).agree()
        for user in (self.specialist, self.office, self.leader, self.clerk):
            with self.subTest(user.login), self.assertRaises(UserError):
                self._undo(user)
        for user in (self.stranger, self.commune_leader):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._undo(user)


@tagged("post_install", "-at_install")
class TestWithdrawing(ApprovalCase):
    """The drafter takes a draft back before it is signed (S33)."""

    def test_what_is_taken_back_is_on_nobodys_list_s33(self):
        slip = self._submitted()
        action = self.draft.action_withdraw()
        wizard = self.env[action["res_model"]].with_user(self.specialist)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "Nhầm tệp"
        form.record.action_return()
        self.assertEqual((slip.state, self.draft.state), ("withdrawn", "draft"))
        self.assertFalse(slip.step_id)
        self.draft.write({"name": "về việc trả lời lần nữa"})
        self.assertTrue(self.draft.submit())

    def test_also_after_all_agreed_but_not_after_the_signature_s33(self):
        draft = self._approved(signer_id=self.leader.id)
        draft.submission_id.withdraw("Nhầm")
        self.assertEqual(draft.state, "draft")
        with self.assertRaisesRegex(UserError, "before it is signed"):
            draft.submission_id.withdraw("Nhầm")

    def test_nobody_else_takes_it_back_s54(self):
        slip = self._submitted()
        for user in (self.head, self.office, self.clerk, self.leader):
            with self.subTest(user.login):
                with self.assertRaisesRegex(UserError, "Only who submitted"):
                    slip.with_user(user).withdraw("x")
        for user in (self.stranger, self.commune_clerk):
            with self.subTest(user.login), self.assertRaises(AccessError):
                slip.with_user(user).withdraw("x")
        with self.assertRaisesRegex(UserError, "Say what"):
            slip.withdraw("")
