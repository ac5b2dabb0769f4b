# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import QlvbCommon, make_pdf


@tagged("post_install", "-at_install")
class TestDelegations(QlvbCommon):
    """Somebody stands in for somebody else, with an own account (art. 13.5, S54)."""

    def _delegate(self, user=None, delegate=None, **values):
        giver, taker = user or self.leader, delegate or self.stranger
        return super()._delegate(giver, taker, **values)

    def _sees(self, document, user=None):
        self.env.invalidate_all()
        document = document.with_user(user or self.stranger)
        found = bool(document.search([("id", "=", document.id)]))
        self.assertEqual(document.has_access("read"), found)
        return found

    def test_a_scope_of_types_opens_these_only_s54(self):
        self._delegate(type_ids=[Command.set(self.decision.ids)])
        decision = self._registered(type="quyet_dinh")
        letter = self._registered()
        self.assertTrue(self._sees(decision))
        self.assertFalse(self._sees(letter))
        mine = self.env["qlvb.assignment"].with_user(self.stranger)
        rows = mine.search([("is_mine", "=", True)])
        self.assertEqual(rows.document_id, decision)
        self._instruct_by(decision)
        self.assertRecordValues(
            decision.instruction_ids,
            [
                {
                    "user_id": self.stranger.id,
                    "on_behalf_id": self.leader.id,
                    "giver_id": self.leader.id,
                    "author": f"{self.stranger.name}, on behalf of {self.leader.name}",
                }
            ],
        )

    def _instruct_by(self, document, user=None):
        row = {"department_id": self.culture.id, "deadline": "2026-03-06 10:00:00"}
        document.with_user(user or self.stranger).instruct("Giao", [row])

    def test_a_scope_of_urgency_opens_what_is_as_urgent_s54(self):
        self._delegate(urgency_from="2")
        seen = [self._sees(self._registered(urgency=code)) for code in "0123"]
        self.assertEqual(seen, [False, False, True, True])

    def test_a_scope_also_binds_who_sees_the_document_anyway_s54(self):
        """A deputy sees all, but stands in for the leader within the scope only."""
        self._delegate(delegate=self.office, type_ids=[Command.set(self.decision.ids)])
        letter = self._registered().assignment_ids
        decision = self._registered(type="quyet_dinh").assignment_ids
        with self.assertRaisesRegex(UserError, "assigned to t_leader"):
            letter.with_user(self.office).mark_read()
        self.assertTrue(decision.with_user(self.office).mark_read())

    def test_a_scope_of_one_unit_leaves_the_rest_s54(self):
        self.env["qlvb.role"].create(
            {
                "user_id": self.head.id,
                "role": "unit_head",
                "company_id": self.district.id,
                "department_id": self.finance.id,
                "date_from": "2026-01-01",
            }
        )
        self._delegate(self.head, self.clerk, department_id=self.finance.id)
        lead = self._lead_row(self._assigned())
        mine = self.env["qlvb.assignment"].with_user(self.clerk)
        rows = mine.search([("is_mine", "=", True)])
        self.assertEqual(rows.department_id, self.finance)
        with self.assertRaises(UserError):
            lead.with_user(self.clerk).give(self.stranger.id)

    def test_what_a_delegate_gave_the_leader_recalls_s54(self):
        delegation = self._delegate()
        document = self._registered()
        self._instruct_by(document)
        row = self._lead_row(document)
        delegation.with_user(self.leader).revoke()
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            row.with_user(self.stranger).recall("Tôi đã giao")
        row.with_user(self.leader).recall("Tự chỉ đạo lại")
        self.assertEqual(row.state, "recalled")

    def test_of_several_rows_each_is_noted_for_whom_it_is_s54(self):
        self._delegate(self.head)
        theirs, mine = self._assigned(), self._registered()
        row = {"role": "inform", "user_id": self.stranger.id}
        lead = {"department_id": self.finance.id, "deadline": "2026-03-06 10:00:00"}
        mine.with_user(self.leader).instruct("Để biết", [{"role": "lead", **lead}, row])
        own = mine.sudo().assignment_ids.filtered(lambda r: r.user_id == self.stranger)
        rows = self._lead_row(theirs) | own
        for order in (rows, rows[::-1]):
            rows.sudo()._through_door().write({"read_at": False, "state": "open"})
            order.with_user(self.stranger).mark_read()
            for document, principal in ((theirs, self.head.name), (mine, None)):
                events = document.sudo().event_ids.filtered(lambda e: e.kind == "read")
                noted = events.sorted("id")[-1].details.get("on_behalf")
                self.assertEqual(noted, principal)

    def test_revoking_closes_the_documents_with_the_next_request_s54(self):
        delegation = self._delegate(urgency_from="1")
        document = self._registered(urgency="1")
        self.assertTrue(self._sees(document))
        with self.assertRaises(UserError):
            delegation.with_user(self.stranger).revoke()
        delegation.with_user(self.leader).revoke()
        self.assertFalse(self._sees(document))
        self.assertEqual(delegation.ended_at, self._now())
        with self.assertRaisesRegex(UserError, "never made longer"):
            delegation.with_user(self.leader).active = True

    def test_it_ends_by_itself_s54(self):
        self._delegate(date_to="2026-03-02", urgency_from="1")
        document = self._registered(urgency="1")
        self.assertTrue(self._sees(document))
        with freeze_time("2026-03-03 01:00:00"):
            self.assertFalse(self._sees(document))

    def test_two_do_not_hold_the_same_duty_on_the_same_day_s54(self):
        self._delegate(type_ids=[Command.set(self.decision.ids)])
        self._delegate(delegate=self.office, type_ids=[Command.set(self.letter.ids)])
        with (
            self.assertRaisesRegex(UserError, "covers the same days"),
            self.cr.savepoint(),
        ):
            self._delegate(delegate=self.clerk)
        self._delegate(
            delegate=self.clerk, date_from="2026-04-01", date_to="2026-04-02"
        )

    def test_nobody_stands_in_for_each_other_s54(self):
        self._delegate(self.leader, self.deputy)
        with (
            self.assertRaisesRegex(UserError, "stand in for each other"),
            self.cr.savepoint(),
        ):
            self._delegate(self.deputy, self.leader)
        self._delegate(self.deputy, self.office)
        with (
            self.assertRaisesRegex(UserError, "stand in for each other"),
            self.cr.savepoint(),
        ):
            self._delegate(self.office, self.leader)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._delegate(self.clerk, self.clerk)

    def test_what_was_authorised_is_not_authorised_again_s54(self):
        self._delegate(self.leader, self.office, authority="TUQ.")
        with (
            self.assertRaisesRegex(UserError, "not authorised again"),
            self.cr.savepoint(),
        ):
            self._delegate(self.office, self.stranger, authority="TUQ.")
        self._delegate(self.office, self.stranger, authority="KT.")
        document = self._registered()
        self.assertEqual(
            self.env["qlvb.role"].with_user(self.stranger)._acting_users(),
            self.stranger | self.office,
        )
        with self.assertRaises(UserError):
            document.assignment_ids.with_user(self.stranger).mark_read()

    def test_the_delegate_works_in_the_agency_s54(self):
        with self.assertRaisesRegex(UserError, "does not work in"), self.cr.savepoint():
            self._delegate(delegate=self.commune_leader)
        unit = self._make_unit("Ban xã", "BX", self.commune)
        with (
            self.assertRaisesRegex(UserError, "not a unit of this agency"),
            self.cr.savepoint(),
        ):
            self._delegate(department_id=unit.id)

    def test_the_order_of_two_authorisations_does_not_matter_s54(self):
        self._delegate(self.deputy, self.office, authority="TUQ.")
        with self.assertRaisesRegex(ValidationError, "not authorised again"):
            self._delegate(self.leader, self.deputy, authority="TUQ.")

    def test_it_is_not_given_when_it_is_over_nor_to_who_has_left_s54(self):
        with (
            self.assertRaisesRegex(ValidationError, "over already"),
            self.cr.savepoint(),
        ):
            self._delegate(
                self.leader, self.deputy, date_from="2026-01-01", date_to="2026-03-01"
            )
        self.stranger.active = False
        with self.assertRaisesRegex(ValidationError, "does not work in"):
            self._delegate(self.leader, self.stranger)

    def test_it_names_its_legal_basis_s54(self):
        with self.assertRaisesRegex(ValidationError, "Name the paper"):
            self._delegate(self.leader, self.deputy, basis=" ")

    def test_the_file_of_the_legal_basis_goes_through_the_gate_s54(self):
        data = base64.b64encode(make_pdf("Authorisation"))
        kept = self._delegate(basis_file=data, basis_name="uy-quyen.pdf")
        self.assertEqual(base64.b64decode(kept.basis_file)[:4], b"%PDF")
        with self.enter_registry_test_mode(), self.assertRaises(UserError):
            self._delegate(
                delegate=self.office,
                basis_file=base64.b64encode(b"MZ\x90"),
                basis_name="uy-quyen.pdf",
            )
