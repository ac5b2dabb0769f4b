# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.tests import tagged

from .reminding import ReminderCase
from .test_deadlines import local


@tagged("post_install", "-at_install")
class TestDigest(ReminderCase):
    """One digest at 07:30 and one at 13:30, by the agency's clock."""

    def _digest(self, now):
        return self._run(now, "_cron_digest")

    def test_it_comes_twice_a_working_day_and_once_each(self):
        self._given_on_monday()
        self.assertEqual(self._digest("2026-03-04 07:29"), {})
        self.assertEqual(self._digest("2026-03-04 07:30"), {"t_head": "New: 1"})
        self.assertEqual(self._digest("2026-03-04 11:00"), {})
        self.assertEqual(self._digest("2026-03-04 13:30"), {"t_head": "New: 1"})
        self.assertEqual(self._digest("2026-03-04 20:00"), {})
        self.assertEqual(self._digest("2026-03-06 07:35"), {"t_head": "Due today: 1"})

    def test_what_was_missed_is_not_made_up_for_in_the_night(self):
        self._given_on_monday()
        self.assertEqual(self._digest("2026-03-04 22:00"), {})
        self.assertEqual(self._digest("2026-03-05 09:00"), {"t_head": "New: 1"})

    def test_it_does_not_come_at_the_weekend_or_on_holidays(self):
        self._given_on_monday()
        self.assertEqual(self._digest("2026-03-07 07:30"), {})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ",
                "calendar_id": self.district.resource_calendar_id.id,
                "date_from": local("2026-03-09 00:00"),
                "date_to": local("2026-03-09 23:59"),
            }
        )
        self.assertEqual(self._digest("2026-03-09 07:30"), {})
        self.assertEqual(self._digest("2026-03-10 07:30"), {"t_head": "Overdue: 1"})

    def test_it_tells_what_is_new_due_overdue_and_to_decide(self):
        self._given_on_monday()
        self._given_on_monday(deadline="2026-03-05 02:00:00")
        self._given_on_monday(deadline="2026-03-04 02:00:00")
        slip = self._drafted()
        slip.submit("Trình ký")
        told = self._digest("2026-03-05 07:30")
        self.assertEqual(
            told, {"t_head": "Overdue: 1, Due today: 1, New: 1, To decide: 1"}
        )
        body = self.env["mail.message"].search([], order="id desc", limit=1).body
        self.assertIn("6 h late", body)

    def test_who_acts_for_somebody_gets_that_work_too_s54(self):
        self._delegate(self.head, self.stranger)
        self._given_on_monday()
        both = {"t_head": "New: 1", "t_stranger": "New: 1"}
        self.assertEqual(self._digest("2026-03-04 07:30"), both)

    def test_a_long_list_is_cut(self):
        for _time in range(12):
            self._given_on_monday()
        self.assertEqual(self._digest("2026-03-09 07:30"), {"t_head": "Overdue: 12"})
        body = self.env["mail.message"].search([], order="id desc", limit=1).body
        self.assertEqual(body.count("<li>"), 11)
        self.assertIn("and 2 more", body)

    def test_it_reaches_people_as_they_chose_to_be_told(self):
        self.head.sudo().notification_type = "inbox"
        self._given_on_monday()
        self._digest("2026-03-04 07:30")
        notice = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.head.partner_id.id)], order="id desc", limit=1
        )
        self.assertEqual(notice.notification_type, "inbox")
        self.head.sudo().notification_type = "email"
        self._digest("2026-03-04 13:30")
        notice = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.head.partner_id.id)], order="id desc", limit=1
        )
        self.assertEqual(notice.notification_type, "email")

    def test_it_speaks_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.env["ir.module.module"]._load_module_terms(["qlvb_document"], ["vi_VN"])
        self.head.sudo().lang = "vi_VN"
        self._given_on_monday()
        self.assertEqual(self._digest("2026-03-04 07:30"), {"t_head": "Mới: 1"})
