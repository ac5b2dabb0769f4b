# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .approving import ApprovalCase


@tagged("post_install", "-at_install")
class TestActingHeads(ApprovalCase):
    """“Q.” stands over a name only by a decision that is entered (App. I.II.7)."""

    def _acting(self, **values):
        return (
            self.env["qlvb.acting.head"]
            .with_user(self.admin_user)
            .create(
                {
                    "user_id": self.deputy.id,
                    "company_id": self.district.id,
                    "post": "Chủ tịch",
                    "decision": "15/QĐ-UBND",
                    "decided_on": "2026-02-27",
                    "date_from": "2026-03-01",
                    **values,
                }
            )
        )

    def _fault(self):
        draft = self.draft.sudo()
        draft.write({"signer_id": self.deputy.id, "authority": "Q."})
        return draft._authority_fault()

    def test_without_a_decision_nobody_signs_as_acting_head(self):
        self.assertEqual(self._fault(), "not_acting")
        (finding,) = self.draft.sudo()._authority_findings()
        self.assertEqual(finding.code, "not_acting")

    def test_by_the_decision_the_deputy_signs_as_acting_head(self):
        self._acting()
        self.assertEqual(self._fault(), "")
        self.assertFalse(self.draft.sudo()._signer_blockers())

    def test_it_holds_from_its_day_on_and_until_it_is_ended(self):
        row = self._acting(date_from="2026-03-03")
        self.assertEqual(self._fault(), "not_acting")
        row.end()
        row = self._acting()
        self.assertEqual(self._fault(), "")
        row.end()
        self.assertFalse(row.is_running)
        self.assertEqual(self._fault(), "not_acting")
        self.assertTrue(self.draft.sudo()._signer_blockers())

    def test_what_was_signed_while_it_lasted_stays_signed_rightly(self):
        """The minute of signing counts, not that of issuing (art. 13)."""
        row = self._acting()
        draft = self.draft.sudo()
        self._fault()
        row.end()
        before = datetime(2026, 3, 2, 0, 30)
        self.assertTrue(draft._could_sign(self.deputy, before))
        self.assertFalse(draft._could_sign(self.deputy, self._now()))

    def test_it_is_not_rewritten_nor_deleted_nor_made_longer(self):
        row = self._acting(date_to="2026-03-31")
        with self.assertRaisesRegex(UserError, "not rewritten"):
            row.post = "Giám đốc"
        with self.assertRaisesRegex(UserError, "never made longer"):
            row.date_to = "2026-04-30"
        with self.assertRaisesRegex(UserError, "never made longer"):
            row.date_to = False
        row.date_to = "2026-03-15"
        with self.assertRaisesRegex(UserError, "is kept"):
            row.sudo().unlink()
        with self.assertRaisesRegex(UserError, "not rewritten"):
            row.ended_at = False

    def test_a_post_has_one_acting_head_at_a_time(self):
        self._acting()
        with self.assertRaisesRegex(ValidationError, "on the same days"):
            self._acting(user_id=self.leader.id)
        self._acting(user_id=self.head.id, department_id=self.culture.id)

    def test_a_stranger_to_the_agency_holds_no_post(self):
        with self.assertRaisesRegex(ValidationError, "does not work in"):
            self._acting(user_id=self.commune_leader.id)

    def test_only_administrators_enter_and_end_it(self):
        row = self._acting()
        for user in (self.leader, self.clerk, self.deputy):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).end()
        self.assertEqual(row.with_user(self.specialist).post, "Chủ tịch")
        self.assertFalse(
            self.env["qlvb.acting.head"].with_user(self.commune_clerk).search([]) & row
        )
