# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .reminding import ReminderCase
from .test_deadlines import local


@tagged("post_install", "-at_install")
class TestHolidays(ReminderCase):
    """The holidays of a year are imported, and missed when they are not there."""

    def setUp(self):
        super().setUp()
        self.calendar = self.district.resource_calendar_id

    def _import(self, user=None, **values):
        wizards = self.env["qlvb.holiday.import"].with_user(user or self.admin_user)
        return wizards.create(
            {"year": 2026, "company_ids": [Command.set(self.district.ids)], **values}
        )

    def test_tet_2026_is_entered_and_skipped_s15(self):
        wizard = self._import()
        self.assertFalse(wizard.problem)
        self.assertFalse(any(wizard.line_ids.mapped("is_entered")))
        wizard.action_import()
        start = local("2026-02-13 16:30")
        self.assertEqual(
            self.calendar._qlvb_add_hours(start, 2), local("2026-02-23 09:00")
        )
        # Saturday 22 August is worked for Monday 31 August.
        self.assertEqual(
            self.calendar._qlvb_add_hours(local("2026-08-21 16:30"), 2),
            local("2026-08-22 09:00"),
        )
        self.assertEqual(
            self.calendar._qlvb_add_hours(local("2026-08-28 16:30"), 2),
            local("2026-09-03 09:00"),
        )

    def test_importing_twice_changes_nothing(self):
        self._import().action_import()
        before = (self.calendar.extra_day_ids, self.calendar.qlvb_holiday_ids)
        wizard = self._import()
        self.assertTrue(all(wizard.line_ids.mapped("is_entered")))
        wizard.action_import()
        self.calendar.invalidate_recordset()
        after = (self.calendar.extra_day_ids, self.calendar.qlvb_holiday_ids)
        self.assertEqual(before, after)

    def test_tet_2027_is_to_be_confirmed_by_the_agency(self):
        self._import(year=2027).action_import()
        tet = self.calendar.qlvb_holiday_ids.filtered(
            lambda day: "Đinh Mùi" in day.name
        )
        self.assertTrue(tet.qlvb_expected)
        announced = (
            "from;to;kind;name;confirmed\n05/02/2027;11/02/2027;off;Tết Đinh Mùi;yes"
        )
        self._import(year=2027, upload=self._as_upload(announced)).action_import()
        self.assertFalse(tet.qlvb_expected)
        self.assertEqual(
            self.calendar._qlvb_add_hours(local("2027-02-04 16:30"), 2),
            local("2027-02-12 09:00"),
        )

    def _as_upload(self, text):
        return base64.b64encode(text.encode()).decode()

    def test_a_wrong_file_is_told_line_by_line_and_enters_nothing(self):
        wizard = self._import(
            upload=self._as_upload("from,to,kind,name\n2026-13-01,,off,Tết")
        )
        self.assertIn("Dòng 2", wizard.problem)
        self.assertFalse(wizard.line_ids)
        with self.assertRaisesRegex(Exception, "Dòng 2"):
            wizard.action_import()
        self.assertIn("No table of 1999", self._import(year=1999).problem)

    def test_lines_can_be_left_out(self):
        wizard = self._import()
        wizard.line_ids.is_left_out = True
        wizard.line_ids[0].is_left_out = False
        wizard.action_import()
        self.assertEqual(self.calendar.qlvb_holiday_ids.name, "Tết Dương lịch")

    def test_only_administrators_of_the_agency_import(self):
        with self.assertRaises(AccessError):
            self._import(user=self.clerk)
        with self.assertRaises(AccessError):
            self._import(company_ids=[Command.set(self.commune.ids)]).action_import()

    @users("t_clerk", "t_leader")
    def test_others_do_not_move_deadlines_by_entering_holidays(self):
        with self.assertRaises(AccessError):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Nghỉ",
                    "calendar_id": self.calendar.id,
                    "date_from": local("2026-03-09 00:00"),
                    "date_to": local("2026-03-09 23:59"),
                }
            )
        with self.assertRaises(AccessError):
            self.calendar.with_user(self.env.user).attendance_ids[0].hour_from = 9

    def test_administrators_keep_the_calendar_of_their_agency_only(self):
        calendar = self.calendar.with_user(self.admin_user)
        calendar.attendance_ids[0].hour_from = 8
        self.assertEqual(self.calendar.attendance_ids[0].hour_from, 8)
        other = self.env["resource.calendar"].search(
            [("company_id", "=", self.commune.id)], limit=1
        )
        with self.assertRaises(AccessError):
            other.with_user(self.admin_user).name = "Khác"

    def test_next_years_holidays_are_missed_from_the_first_of_december(self):
        self._import().action_import()
        job = "_cron_warn_of_holidays"
        self.reminders = self.env["resource.calendar"].sudo()
        self.assertEqual(self._run("2026-11-30 08:00", job), {})
        self.assertFalse(self.calendar.qlvb_holidays_wanted)
        told = self._run("2026-12-01 08:00", job)
        self.assertEqual(told, {"t_admin": f"{self.district.name}: holidays of 2027"})
        self.assertEqual(self._run("2026-12-02 08:00", job), {})
        self.assertEqual(len(self._run("2026-12-08 08:00", job)), 1)
        self._import(year=2027).action_import()
        self.assertEqual(len(self._run("2026-12-15 08:00", job)), 1, "To be confirmed.")
        self.calendar.qlvb_holiday_ids.qlvb_expected = False
        self.assertEqual(self._run("2026-12-22 08:00", job), {})
