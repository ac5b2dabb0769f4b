# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestFilePlan(WorkfileCommon):
    """The file plan of a year: written by the office, approved by the leader (S6)."""

    def test_the_office_plans_and_the_leader_approves(self):
        plans = self.env["qlvb.file.plan"].with_user(self.office)
        plan = plans.create(
            {
                "code": "01.VP",
                "title": "Họp giao ban",
                "retention_id": self.five_years.id,
            }
        )
        self.assertEqual((plan.year, plan.company_id), (2026, self.district))
        with self.assertRaisesRegex(AccessError, "Only Leader"):
            plan.approve()
        plan.with_user(self.leader).approve()
        self.assertEqual(plan.state, "approved")
        plan.with_user(self.leader).approve()
        self.assertEqual(plan.state, "approved")

    @users("t_archivist")
    def test_an_archivist_writes_a_line_in_the_list(self):
        view = "qlvb_workfile.qlvb_file_plan_view_list"
        with Form(self.env["qlvb.file.plan"], view=view) as form:
            form.code = " 05.VP "
            form.title = "Hồ sơ thi đua"
        self.assertEqual(form.record.code, "05.VP")

    def test_others_only_read_the_plan(self):
        for user in (self.specialist, self.head, self.clerk, self.leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan.with_user(user).user_id = user
        self.assertEqual(self.plan.with_user(self.specialist).code, "01.VHTT")
        self.assertFalse(self.plan.with_user(self.commune_leader).has_access("read"))

    def test_an_approved_line_is_fixed(self):
        plan = self.plan.with_user(self.office)
        with self.assertRaisesRegex(UserError, "takes the approval back"):
            plan.title = "Khác"
        plan.user_id = self.specialist
        with self.assertRaisesRegex(UserError, "not deleted"):
            plan.unlink()
        self.draft_plan.with_user(self.office).unlink()
        plan.with_user(self.leader).take_back_approval()
        plan.title = "Khác"
        self.assertEqual(plan.state, "draft")

    def test_a_line_in_use_keeps_its_approval(self):
        self._open(self._work(), plan_id=self.plan.id)
        with self.assertRaisesRegex(UserError, "has its work file already"):
            self.plan.with_user(self.leader).take_back_approval()

    def test_a_line_without_retention_is_not_approved(self):
        plan = self._plan("09.VHTT", "Thiếu thời hạn", retention_id=False)
        with self.assertRaisesRegex(UserError, "needs a title and a retention"):
            plan.with_user(self.leader).approve()

    @mute_logger("odoo.sql_db")
    def test_a_code_is_used_once_a_year(self):
        self._plan("01.VHTT", "Năm sau", year=2027)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._plan("01.VHTT", "Trùng")

    def test_the_line_opens_its_file_and_finds_it_again(self):
        plan = self.plan.with_user(self.specialist)
        action = plan.action_open_workfile()
        workfile = self.env["qlvb.workfile"].browse(action["res_id"])
        self.assertEqual(workfile.user_id, self.specialist)
        self.assertEqual(plan.action_open_workfile()["res_id"], workfile.id)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.colleague).action_open_workfile()

    @mute_logger("odoo.sql_db")
    def test_a_line_has_one_file(self):
        self._make_workfile(plan_id=self.plan.id)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._make_workfile(plan_id=self.plan.id, code="77.VHTT")

    def test_a_file_of_last_years_plan_belongs_to_last_year(self):
        plan = self._plan("31.VHTT", "Hồ sơ năm trước", year=2025)
        plan.with_user(self.leader).approve()
        workfile = self._make_workfile(plan_id=plan.id)
        self.assertEqual(workfile.year, 2025)
        self.assertEqual(str(workfile.start_date), "2026-03-02")
