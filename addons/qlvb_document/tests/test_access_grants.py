# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestAccessGrants(QlvbCommon):
    """A change of rights warns until it is confirmed (ND30 VI III.3)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()

    def _ask(self, user=None, target=None, **values):
        document = self.document.with_user(user or self.head)
        if "department_id" not in values:
            values["user_id"] = (target or self.stranger).id
        grant = document.grant_access("Phối hợp thẩm định", **values)
        return self.env["qlvb.access.grant"].browse(grant)

    def _sees(self, user):
        self.env.invalidate_all()
        document = self.document.with_user(user)
        found = bool(document.search([("id", "=", document.id)]))
        self.assertEqual(document.has_access("read"), found)
        self.assertEqual(bool(document.sudo().with_user(user).why_visible()), found)
        return found

    def test_a_widening_takes_effect_only_when_confirmed(self):
        grant = self._ask()
        self.assertEqual(grant.state, "asked")
        self.assertFalse(self._sees(self.stranger))
        self.assertTrue(self.document.with_user(self.clerk).has_pending_grant)
        grant.with_user(self.leader).confirm()
        self.assertTrue(self._sees(self.stranger))
        self.assertFalse(self.document.with_user(self.clerk).has_pending_grant)
        self.assertEqual(grant.confirmed_by, self.leader)

    def test_a_narrowing_takes_effect_at_once_and_warns(self):
        grant = self._ask()
        grant.with_user(self.leader).confirm()
        grant.with_user(self.head).withdraw()
        self.assertFalse(self._sees(self.stranger))
        self.assertEqual(grant.state, "withdrawn")
        self.assertTrue(self.document.with_user(self.head).has_pending_grant)
        grant.with_user(self.office).confirm()
        self.assertEqual(grant.state, "closed")

    def test_a_withdrawal_that_is_refused_opens_the_document_again(self):
        grant = self._ask()
        grant.with_user(self.leader).confirm()
        grant.with_user(self.head).withdraw()
        grant.with_user(self.leader).refuse()
        self.assertTrue(self._sees(self.stranger))

    def test_a_refused_grant_opens_nothing(self):
        grant = self._ask()
        grant.with_user(self.office).refuse()
        self.assertFalse(self._sees(self.stranger))
        with self.assertRaisesRegex(UserError, "decided already"):
            grant.with_user(self.leader).confirm()

    def test_what_a_leader_grants_needs_no_second_word(self):
        self.assertEqual(self._ask(self.leader).state, "given")
        self.assertTrue(self._sees(self.stranger))

    def test_a_grant_holds_from_its_first_to_its_last_day(self):
        self._ask(self.leader, date_from="2026-03-03", date_to="2026-03-04")
        self.assertFalse(self._sees(self.stranger))
        for moment, seen in (
            ("2026-03-02 16:59:59", False),
            ("2026-03-02 17:00:00", True),
            ("2026-03-04 16:59:59", True),
            ("2026-03-04 17:00:00", False),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(self._sees(self.stranger), seen)

    def test_a_unit_is_all_who_hold_a_role_in_it(self):
        self._ask(self.leader, department_id=self.finance.id)
        for user in (self.stranger, self.finance_head):
            self.assertTrue(self._sees(user))
        self.assertFalse(self._sees(self.specialist))
        role = self.env["qlvb.role"].search([("user_id", "=", self.stranger.id)])
        role.department_id = self.office_unit
        self.assertFalse(self._sees(self.stranger))

    def test_who_profits_does_not_confirm(self):
        self.document = self._approved(signer_id=self.leader.id)
        grant = self._ask(self.specialist, self.office)
        with self.assertRaisesRegex(UserError, "profits"):
            grant.with_user(self.office).confirm()
        for user in (self.specialist, self.clerk):
            with self.assertRaises(UserError):
                grant.with_user(user).confirm()
        with self.assertRaises(AccessError):
            grant.with_user(self.stranger).confirm()
        with self.assertRaises(AccessError):
            grant.with_user(self.admin_user).confirm()
        grant.with_user(self.leader).confirm()

    def test_the_head_of_the_unit_confirms_for_its_drafts_only(self):
        self.document = self._drafted()
        grant = self._ask(self.specialist)
        grant.with_user(self.head).confirm()
        self.assertTrue(self._sees(self.stranger))
        self.document = self._assigned()
        with self.assertRaisesRegex(UserError, "leader or the head of office"):
            self._ask(self.head).with_user(self.head).confirm()

    def test_only_who_sees_a_document_asks_for_others(self):
        for user in (self.stranger, self.admin_user, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._ask(user, self.stranger)

    def test_what_makes_no_sense_is_refused_with_all_reasons(self):
        cases = {
            "Choose the person or the unit": {},
            "works in this agency": {"user_id": self.commune_clerk.id},
            "unit of this agency": {
                "department_id": self._make_unit("Khác", "K", self.commune).id
            },
        }
        for sentence, values in cases.items():
            with self.subTest(sentence=sentence), self.assertRaises(UserError) as told:
                self.document.with_user(self.head).grant_access(" ", **values)
            self.assertIn(sentence, str(told.exception))
            self.assertIn("Say why", str(told.exception))

    def test_an_unregistered_document_is_not_granted(self):
        self.document = self._receive()
        with self.assertRaisesRegex(UserError, "Register"):
            self._ask(self.clerk)

    def test_a_grant_is_not_written_past_its_door(self):
        grant = self._ask()
        for user in (self.head, self.leader, self.admin_user):
            for values in ({"state": "given"}, {"user_id": user.id}):
                with self.subTest(user=user.login), self.assertRaises(UserError):
                    grant.with_user(user).write(values)
            with self.assertRaises(UserError):
                grant.with_user(user).create(
                    {"document_id": self.document.id, "user_id": user.id}
                )
        with self.assertRaises(UserError):
            grant.sudo().unlink()

    def test_every_change_is_in_the_trail_s53(self):
        grant = self._ask()
        grant.with_user(self.leader).confirm()
        grant.with_user(self.head).withdraw()
        lines = self.document.event_ids.sorted("id")[-3:]
        self.assertEqual(
            [(line.kind, line.user_id) for line in lines],
            [
                ("grant_ask", self.head),
                ("grant_confirm", self.leader),
                ("grant_withdraw", self.head),
            ],
        )

    def test_leaders_are_told_of_an_open_change(self):
        self._ask()
        told = self.env["mail.message"].search(
            [("subject", "like", "change of rights"), ("res_id", "=", self.document.id)]
        )
        self.assertIn(self.leader.partner_id, told.partner_ids)
        self.assertNotIn(self.stranger.partner_id, told.partner_ids)

    def test_the_dialogs_do_the_same(self):
        wizard = (
            self.env["qlvb.document.grant"]
            .with_user(self.leader)
            .create(
                {
                    "document_id": self.document.id,
                    "user_id": self.stranger.id,
                    "reason": "Thẩm định",
                }
            )
        )
        wizard.action_grant()
        self.assertTrue(self._sees(self.stranger))
        why = self.env["qlvb.document.why"].with_user(self.leader)
        dialog = why.create({"document_id": self.document.id})
        self.assertIn("Leader of", dialog.reasons)
        dialog.user_id = self.stranger
        self.assertIn("Thẩm định", dialog.reasons)
        with self.assertRaises(AccessError):
            why.with_user(self.commune_leader).create({"document_id": self.document.id})


@tagged("post_install", "-at_install")
class TestWhyVisible(QlvbCommon):
    """“Why do I see this?” is answered in sentences (ND30 VI III.3)."""

    def _why(self, document, user, asker=None):
        return document.sudo().with_user(asker or user).why_visible(user.id)

    def test_each_way_to_a_document_is_named(self):
        document = self._assigned()
        self._given(document)
        for user, sentence in (
            (self.clerk, "Registry clerk of UBND huyện Thử"),
            (self.leader, "Leader of UBND huyện Thử"),
            (self.office, "Head of office of UBND huyện Thử"),
            (self.head, "Heads Phòng Văn hóa, assigned on"),
            (self.specialist, "Assigned on"),
        ):
            with self.subTest(user=user.login):
                self.assertIn(sentence, "\n".join(self._why(document, user)))
        draft = self._approved(signer_id=self.leader.id)
        self.assertIn("Responsible for the document", self._why(draft, self.specialist))
        self.assertIn("Signs the document", self._why(draft, self.leader))
        self.assertIn(
            "Heads Phòng Văn hóa, which drafts it", self._why(draft, self.head)
        )

    def test_a_delegate_is_told_for_whom_and_until_when_s54(self):
        document = self._assigned()
        self._delegate(self.head, self.stranger)
        (sentence,) = self._why(document, self.stranger)
        self.assertIn(f"Acts for {self.head.name} until 31/03/2026: Heads", sentence)

    def test_who_does_not_see_it_is_told_nothing(self):
        document = self._assigned()
        for user in (self.stranger, self.commune_leader, self.admin_user):
            self.assertEqual(self._why(document, user), [])

    def test_about_others_only_those_in_charge_ask(self):
        document = self._assigned()
        for asker in (self.leader, self.office, self.admin_user):
            with self.subTest(asker=asker.login):
                self.assertTrue(self._why(document, self.head, asker))
        for asker in (self.head, self.clerk, self.specialist, self.commune_leader):
            with self.subTest(asker=asker.login), self.assertRaises(AccessError):
                self._why(document, self.leader, asker)

    def test_unknown_people_and_documents_are_told_so(self):
        document = self._assigned().with_user(self.leader)
        with self.assertRaises(UserError):
            document.why_visible(2**30)
        with self.assertRaises(UserError):
            document.browse(2**30).why_visible()
