# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestNumbering(WorkfileCommon):
    """Files that nobody planned get a code that continues the plan of their unit."""

    def test_codes_continue_after_the_plan(self):
        self.assertEqual(self._make_workfile().code, "03.VHTT")
        self.assertEqual(self._make_workfile().code, "04.VHTT")
        self.assertEqual(self._make_workfile(self.stranger).code, "01.TCKH")

    def test_each_year_starts_anew(self):
        self.assertEqual(self._make_workfile(start_date="2027-01-04").code, "01.VHTT")

    def test_a_unit_without_code_uses_the_agencys_abbreviation(self):
        self.assertEqual(self._make_workfile(self.office).code, "01.UBND")

    def test_who_comes_second_takes_the_next_code(self):
        """Another user's file is not seen yet when the code is reckoned."""
        workfiles = type(self.env["qlvb.workfile"])
        first = self._make_workfile()
        with patch.object(workfiles, "_last_ordinal", return_value=2):
            second = self._make_workfile()
        self.assertEqual((first.code, second.code), ("03.VHTT", "04.VHTT"))

    @mute_logger("odoo.sql_db")
    def test_a_code_is_used_once_in_an_agency_and_year(self):
        self._make_workfile(code="07.VHTT")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._make_workfile(code="07.VHTT")
        self._make_workfile(code="07.VHTT", start_date="2027-01-04")
        self._make_workfile(
            self.commune_leader, code="07.VHTT", company_id=self.commune.id
        )

    @mute_logger("odoo.sql_db")
    def test_a_code_is_not_taken_away(self):
        workfile = self._make_workfile()
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            workfile.code = False
            self.env.flush_all()

    def test_text_is_stored_without_invisible_characters(self):
        """S10."""
        workfile = self._make_workfile(title=" Lễ hội\u200b năm 2026 ")
        self.assertEqual(workfile.title, "Lễ hội năm 2026")

    @users("t_specialist")
    def test_a_file_is_started_in_the_form(self):
        with Form(self.env["qlvb.workfile"]) as form:
            form.title = "Hồ sơ tuyển dụng"
        self.assertRecordValues(
            form.record,
            [{"code": "03.VHTT", "user_id": self.env.uid, "state": "open"}],
        )
        self.assertEqual(form.record.display_name, "03.VHTT – Hồ sơ tuyển dụng")

    @users("t_specialist")
    def test_a_planned_file_is_started_in_the_form(self):
        with Form(self.env["qlvb.workfile"]) as form:
            form.title = "Tên riêng"
            form.plan_id = self.plan.with_env(self.env)
        self.assertEqual(form.record.code, "01.VHTT")
        self.assertEqual(form.record.title, "Tên riêng")
        self.assertEqual(form.record.retention_id, self.five_years)
