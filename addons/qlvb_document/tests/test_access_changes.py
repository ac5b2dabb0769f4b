# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon

TOMORROW = "2026-03-03 01:00:00"


@tagged("post_install", "-at_install")
class TestAccessChanges(QlvbCommon):
    """Who gains or loses a duty gains or loses the documents with it, at once."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()

    def _sees(self, user):
        """Ask as the next request would; nothing of the registry is cleared."""
        self.env.invalidate_all()
        document = self.document.with_user(user)
        found = bool(document.search([("id", "=", document.id)]))
        self.assertEqual(document.has_access("read"), found)
        return found

    def _role(self, user):
        return self.env["qlvb.role"].search([("user_id", "=", user.id)])

    def test_a_role_that_ends_closes_the_documents_at_once(self):
        self.assertTrue(self._sees(self.head))
        self._role(self.head).with_user(self.admin_user).date_to = "2026-03-01"
        self.assertFalse(self._sees(self.head))

    def test_a_role_ends_by_itself_with_its_last_day(self):
        self._role(self.head).date_to = "2026-03-02"
        self.assertTrue(self._sees(self.head))
        with freeze_time("2026-03-02 16:59:00"):
            self.assertTrue(self._sees(self.head))
        with freeze_time("2026-03-02 17:00:00"):  # midnight in Việt Nam
            self.assertFalse(self._sees(self.head))

    def test_a_role_begins_on_its_first_day(self):
        self.env["qlvb.role"].create(
            {
                "user_id": self.stranger.id,
                "role": "unit_head",
                "company_id": self.district.id,
                "department_id": self.culture.id,
                "date_from": "2026-03-03",
            }
        )
        self.assertFalse(self._sees(self.stranger))
        with freeze_time(TOMORROW):
            self.assertTrue(self._sees(self.stranger))

    def test_a_removed_role_closes_the_documents_at_once(self):
        self.assertTrue(self._sees(self.clerk))
        self._role(self.clerk).with_user(self.admin_user).unlink()
        self.assertFalse(self._sees(self.clerk))
        with self.assertRaises(AccessError):
            self._receive()

    def test_a_head_who_moves_leaves_the_documents_to_the_next_one(self):
        self._role(self.head).department_id = self.office_unit
        self._role(self.stranger).write(
            {"role": "unit_head", "department_id": self.culture.id}
        )
        self.assertFalse(self._sees(self.head))
        self.assertTrue(self._sees(self.stranger))

    def test_a_delegate_sees_only_while_the_delegation_lasts_s54(self):
        self.assertFalse(self._sees(self.stranger))
        delegation = self._delegate(
            self.head, self.stranger, date_from="2026-03-02", date_to="2026-03-02"
        )
        self.assertTrue(self._sees(self.stranger))
        with freeze_time(TOMORROW):
            self.assertFalse(self._sees(self.stranger))
        delegation.with_user(self.head).active = False
        self.assertFalse(self._sees(self.stranger))

    def test_a_delegation_is_not_passed_on_s54(self):
        self._delegate(self.head, self.stranger)
        self._delegate(self.stranger, self.deputy)
        own = self.env["qlvb.role"].with_user(self.deputy)._acting_users()
        self.assertEqual(own, self.deputy | self.stranger)

    def test_nobody_delegates_the_duties_of_others_s54(self):
        delegations = self.env["qlvb.delegation"].with_user(self.stranger)
        values = {
            "from_user_id": self.head.id,
            "to_user_id": self.stranger.id,
            "company_id": self.district.id,
            "date_to": "2026-03-31",
            "basis": "Tự cấp",
        }
        with self.assertRaises(UserError):
            delegations.create(values)
        delegation = self._delegate(self.head, self.stranger, date_to="2026-03-02")
        for change in (
            {"date_to": "2027-01-01"},
            {"active": False},
            {"to_user_id": self.deputy.id},
        ):
            with self.subTest(change=change), self.assertRaises(UserError):
                delegation.with_user(self.stranger).write(change)
        with self.assertRaisesRegex(UserError, "not rewritten"):
            delegation.with_user(self.head).to_user_id = self.deputy

    def test_a_delegation_opens_documents_of_its_agency_only_s54(self):
        """The delegator works in two agencies, and so does the delegate."""
        for user in (self.head, self.stranger):
            user.company_ids |= self.commune
        there = self._receive(clerk=self.commune_clerk)
        there.action_register()
        there.with_user(self.commune_leader).instruct(
            "Giao",
            [
                {
                    "role": "lead",
                    "user_id": self.head.id,
                    "deadline": "2026-03-06 10:00:00",
                }
            ],
        )
        self._delegate(self.head, self.stranger)
        self.assertTrue(self._sees(self.stranger))
        self.document = there
        self.assertTrue(self._sees(self.head))
        self.assertFalse(self._sees(self.stranger))

    def test_nobody_acts_for_who_has_left_s54(self):
        self._delegate(self.head, self.stranger)
        self.assertTrue(self._sees(self.stranger))
        self.head.active = False
        self.assertFalse(self._sees(self.stranger))
        Role = self.env["qlvb.role"].with_user(self.stranger)
        self.assertEqual(Role._acting_users(), self.stranger)

    def test_nobody_acts_for_who_left_the_agency_s54(self):
        self._delegate(self.head, self.stranger)
        self.head.write(
            {"company_ids": [(6, 0, self.commune.ids)], "company_id": self.commune.id}
        )
        self.assertFalse(self._sees(self.stranger))
        self.assertFalse(self._sees(self.head))

    def test_an_employee_who_moves_leaves_the_duties_of_the_unit(self):
        employee = self.env["hr.employee"].create(
            {
                "name": "Trưởng phòng",
                "user_id": self.head.id,
                "company_id": self.district.id,
                "department_id": self.culture.id,
            }
        )
        self.assertTrue(self._sees(self.head))
        employee.department_id = self.office_unit
        self.assertFalse(self._sees(self.head))
        self.assertNotIn(
            self.env.ref("qlvb_document.group_qlvb_unit_head"), self.head.group_ids
        )

    def test_a_specialist_who_moves_works_in_the_new_unit(self):
        employee = self.env["hr.employee"].create(
            {
                "name": "Chuyên viên",
                "user_id": self.stranger.id,
                "company_id": self.district.id,
                "department_id": self.finance.id,
            }
        )
        employee.department_id = self.culture
        today = self.env["qlvb.role"]._active_domain()
        held = self._role(self.stranger).filtered_domain(today)
        self.assertEqual(held.mapped("role"), ["specialist"])
        self.assertEqual(held.department_id, self.culture)

    def test_a_draft_that_moves_to_another_unit_opens_to_its_head(self):
        self.document = self._drafted()
        self.assertTrue(self._sees(self.head))
        self.document.with_user(self.specialist).department_id = self.finance
        self.assertFalse(self._sees(self.head))
        self.assertTrue(self._sees(self.finance_head))

    def test_messages_close_with_the_document(self):
        """Who was told once does not read on after losing the document."""
        delegation = self._delegate(self.head, self.stranger)
        self._sees(self.stranger)
        told = self.document.sudo().message_post(
            body="Nội dung", partner_ids=self.stranger.partner_id.ids
        )
        message = told.with_user(self.stranger)
        self.assertTrue(message.has_access("read"))
        self.assertTrue(message.search([("id", "=", told.id)]))
        delegation.active = False
        self.env.invalidate_all()
        self.assertFalse(message.has_access("read"))
        self.assertFalse(message.search([("id", "=", told.id)]))

    def test_what_is_given_is_seen_at_once(self):
        self.assertFalse(self._sees(self.specialist))
        self._given(self.document)
        self.assertTrue(self._sees(self.specialist))
        self.assertFalse(self._sees(self.stranger))

    def test_two_people_in_one_request_get_their_own_answer(self):
        answers = [
            self.document.with_user(user).has_access("read")
            for user in (self.stranger, self.head, self.specialist, self.leader)
        ]
        self.assertEqual(answers, [False, True, False, True])

    def test_what_was_done_or_given_back_stays_readable(self):
        self._given(self.document).give_back("Bận")
        self.assertTrue(self._sees(self.specialist))

    def test_roles_are_written_by_administrators_of_the_agency_only(self):
        values = {
            "user_id": self.stranger.id,
            "role": "leader",
            "company_id": self.district.id,
        }
        for user in (self.stranger, self.clerk, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["qlvb.role"].with_user(user).create(dict(values))
        elsewhere = {
            **values,
            "user_id": self.commune_clerk.id,
            "company_id": self.commune.id,
        }
        with self.assertRaises(AccessError):
            self.env["qlvb.role"].with_user(self.admin_user).create(elsewhere)

    def test_a_group_alone_opens_nothing(self):
        """The groups are the ceiling of what; only a role says where."""
        self._role(self.leader).unlink()
        self.district.qlvb_duty_leader_id = self.deputy
        self.document = self._registered()
        self.assertFalse(self._sees(self.leader))
        self.assertTrue(self._sees(self.deputy))
