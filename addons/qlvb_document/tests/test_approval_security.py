# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .approving import ApprovalCase

CALLS = {
    "agree": lambda slip: slip.agree(),
    "return": lambda slip: slip.return_draft("x"),
    "refuse": lambda slip: slip.refuse("x"),
    "undo": lambda slip: slip.undo(),
    "withdraw": lambda slip: slip.withdraw("x"),
}


@tagged("post_install", "-at_install")
class TestApprovalSecurity(ApprovalCase):
    """Each role, calling what the buttons call, on a slip that waits for the head."""

    def setUp(self):
        super().setUp()
        self.slip = self._submitted()

    def _refused(self, user, *allowed, error=UserError):
        for name, call in CALLS.items():
            if name not in allowed:
                with self.subTest(f"{user.login}: {name}"), self.assertRaises(error):
                    call(self.slip.with_user(user))
        self.assertEqual(self._states(self.slip), ["current", "waiting", "waiting"])
        self.assertEqual(self.slip.state, "running")

    def test_the_drafter_only_takes_back_s33(self):
        self._refused(self.specialist, "withdraw")

    def test_the_head_of_the_unit_agrees_or_returns_and_does_not_refuse_s32(self):
        self._refused(self.head, "agree", "return")

    def test_the_head_of_office_waits_for_the_turn_s32(self):
        self._refused(self.office)

    def test_the_leader_waits_for_the_turn_s32(self):
        self._refused(self.leader)

    def test_the_clerk_decides_nothing_s32(self):
        self._refused(self.clerk)

    def test_another_unit_sees_nothing_s20(self):
        self._refused(self.stranger, error=AccessError)
        self._refused(self.finance_head, error=AccessError)

    def test_another_agency_sees_nothing_s20(self):
        self._refused(self.commune_leader, error=AccessError)

    def test_administrators_see_no_slip_s20(self):
        self._refused(self.admin_user, error=AccessError)

    def test_the_legal_officer_sees_only_what_is_asked_s20(self):
        legal = self._make_user("t_legal", "legal")
        self._refused(legal, error=AccessError)
        self._route({"who": "legal"})
        self.draft = self._drafted(signer_id=self.leader.id)
        slip = self._submitted()
        slip.with_user(legal).agree("Đúng thẩm quyền")
        self.assertEqual(slip.step_ids[0].decided_by, legal)

    def test_what_the_buttons_offer_is_what_is_allowed(self):
        offered = {
            self.specialist: (False, False, False, True),
            self.head: ("agree", False, False, False),
            self.office: (False, False, False, False),
            self.leader: (False, False, False, False),
        }
        for user, expected in offered.items():
            mine = self.draft.with_user(user)
            found = mine.can_decide, mine.can_refuse, mine.can_undo, mine.can_withdraw
            self.assertEqual(found, expected, user.login)

    def test_the_signer_is_offered_to_sign_return_or_refuse_s33(self):
        self.slip.with_user(self.head).agree()
        self.slip.with_user(self.office).agree()
        mine = self.draft.with_user(self.leader)
        self.assertEqual((mine.can_decide, mine.can_refuse), ("sign", True))
        self.slip.with_user(self.leader).refuse("Chưa cần thiết")
        self.assertEqual((self.slip.state, self.draft.state), ("refused", "draft"))
