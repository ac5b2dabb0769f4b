# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import QlvbCommon
from .test_deadlines import local


class ReminderCase(QlvbCommon):
    """Agencies other than the district have no calendar, so only it is reminded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["res.company"].search([]) - cls.district
        others.resource_calendar_id = False
        # Whoever else works in this database is no part of the stories.
        cls.reminders = cls.env["qlvb.reminder"].sudo()

    def _run(self, now, job="_cron_remind"):
        """Run a job at a local moment; return {login: subject} of what was sent."""
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.env.flush_all()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *_a, **_k: 1.0)
        with freeze_time(local(now)):
            self.env.invalidate_all()
            getattr(self.reminders, job)()
        return self._told(last)

    def _told(self, last):
        self.env.flush_all()
        told = {}
        for message in self.env["mail.message"].sudo().search([("id", ">", last)]):
            for user in message.partner_ids.with_context(active_test=False).user_ids:
                self.assertNotIn(user.login, told, "One message a person and run.")
                told[user.login] = message.subject
        return told

    def _given_on_monday(self, **changes):
        """Return the lead row of the culture unit: given on Monday, due on Friday."""
        row = self._lead_row(self._assigned_rows(**changes))
        self._begin(row, "2026-03-02 08:00")
        return row

    def _assigned_rows(self, **changes):
        document = self._registered()
        rows = [
            {
                "role": "lead",
                "department_id": self.culture.id,
                "deadline": "2026-03-06 10:00:00",
                **changes,
            }
        ]
        document.with_user(self.leader).instruct("Tham mưu trả lời", rows)
        return document

    def _begin(self, rows, moment):
        """Set since when the rows are there; the database's clock does not stop."""
        self.env.flush_all()
        self.cr.execute(
            f"UPDATE {rows._table} SET create_date = %s WHERE id IN %s",
            [local(moment), tuple(rows.ids)],
        )
        rows.invalidate_recordset()

    def _delegate(self, person, delegate):
        return self.env["qlvb.delegation"].create(
            {
                "from_user_id": person.id,
                "to_user_id": delegate.id,
                "company_id": self.district.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "basis": "Giấy uỷ quyền 01",
            }
        )


@tagged("post_install", "-at_install")
class TestReminders(ReminderCase):
    """Reminded before, told upwards after, and each thing once (S15, S28)."""

    def test_people_are_reminded_at_half_the_time_and_a_day_before_s28(self):
        self._given_on_monday()
        # 37 working hours: half of them are gone on Wednesday at 11:30.
        self.assertEqual(self._run("2026-03-04 11:20"), {})
        self.assertEqual(self._run("2026-03-04 13:30"), {"t_head": "1 due soon"})
        self.assertEqual(self._run("2026-03-05 16:30"), {})
        self.assertEqual(self._run("2026-03-06 08:00"), {"t_head": "1 due soon"})
        self.assertEqual(self._run("2026-03-06 08:15"), {})

    def test_escalation_climbs_two_levels_s15(self):
        self._given_on_monday()
        late = self._run("2026-03-09 07:45")
        self.assertEqual(late, {"t_head": "1 overdue", "t_leader": "1 overdue"})
        self.assertEqual(self._run("2026-03-09 16:00"), {})
        self.assertEqual(self._run("2026-03-10 07:45"), {"t_office": "1 overdue"})
        self.assertEqual(self._run("2026-03-11 07:45"), {})

    def test_a_substitute_is_told_first_then_who_stands_above_s54(self):
        self._delegate(self.head, self.stranger)
        self._given_on_monday()
        self.assertEqual(
            self._run("2026-03-09 07:45"),
            {"t_head": "1 overdue", "t_stranger": "1 overdue"},
        )
        self.assertEqual(self._run("2026-03-10 07:45"), {"t_leader": "1 overdue"})

    def test_a_specialists_delay_goes_to_the_head_then_to_the_leader(self):
        child = self._given(self._assigned_rows())
        self._begin(child | child.sudo().parent_id, "2026-03-02 08:00")
        child.sudo().parent_id._through_door().write({"state": "done"})
        self.assertEqual(
            self._run("2026-03-09 07:45"),
            {"t_specialist": "1 overdue", "t_head": "1 overdue"},
        )
        self.assertEqual(self._run("2026-03-10 07:45"), {"t_leader": "1 overdue"})

    def test_the_work_of_who_has_left_goes_to_who_stands_above(self):
        """A head's duties end with the account, and with them what was delegated."""
        self._given_on_monday()
        self.head.sudo().active = False
        self.assertEqual(self._run("2026-03-06 08:00"), {"t_leader": "1 due soon"})
        self.assertEqual(self._run("2026-03-09 07:45"), {"t_leader": "1 overdue"})

    def test_who_is_away_is_reminded_with_the_delegate_s54(self):
        self._delegate(self.head, self.stranger)
        self._given_on_monday()
        due = {"t_head": "1 due soon", "t_stranger": "1 due soon"}
        self.assertEqual(self._run("2026-03-06 08:00"), due)

    def test_a_clerks_delay_goes_to_the_office_then_to_the_leader_s15(self):
        document = self._receive()
        self._begin(document, "2026-03-02 08:00")
        self.assertEqual(self._run("2026-03-02 09:15"), {"t_clerk": "1 due soon"})
        self.assertEqual(self._run("2026-03-02 10:15").get("t_clerk"), "1 overdue")
        later = self._run("2026-03-03 10:15")
        self.assertNotIn("t_clerk", later)

    def test_a_signed_document_that_does_not_leave_alerts_the_clerk_s14(self):
        document = self._approved()
        self.patch(type(document), "_signature_blockers", lambda document: [])
        document._mark_signed()
        self.assertEqual(
            self._run("2026-03-03 13:45"),
            {"t_clerk": "1 overdue", "t_office": "1 overdue"},
        )
        leaders = {"t_leader": "1 overdue", "t_deputy": "1 overdue"}
        self.assertEqual(self._run("2026-03-04 13:45"), leaders)

    def test_an_urgent_document_is_escalated_at_the_next_run_s16(self):
        document = self._registered(urgency="3")
        self._begin(document.sudo().assignment_ids, "2026-03-02 08:00")
        told = self._run("2026-03-02 08:15")
        self.assertEqual(told, {"t_leader": "1 overdue", "t_office": "1 overdue"})

    def test_nobody_is_woken_outside_working_time(self):
        self._given_on_monday()
        for moment in ("2026-03-06 20:00", "2026-03-07 09:00", "2026-03-09 12:00"):
            self.assertEqual(self._run(moment), {})

    def test_a_moved_deadline_is_reminded_of_again_s31(self):
        row = self._given_on_monday()
        self._run("2026-03-09 07:45")
        row.sudo()._through_door().write({"deadline": local("2026-03-10 17:00")})
        self.assertIn("t_head", self._run("2026-03-10 08:00"))
        self.assertIn("t_head", self._run("2026-03-11 07:45"))

    def test_what_is_closed_or_for_information_is_left_alone(self):
        row = self._given_on_monday()
        row._through_door().write({"state": "recalled"})
        self.assertEqual(self._run("2026-03-09 07:45"), {})

    def test_everybody_gets_one_message_for_all_that_is_due(self):
        for _time in range(3):
            self._given_on_monday()
        self.assertEqual(
            self._run("2026-03-09 07:45"),
            {"t_head": "3 overdue", "t_leader": "3 overdue"},
        )
        body = self.env["mail.message"].search([], order="id desc", limit=1).body
        self.assertEqual(body.count("/mail/view?model=qlvb.document&amp;res_id="), 3)

    def test_killed_before_its_commit_a_batch_is_sent_again_once(self):
        self._given_on_monday()
        with self.assertRaises(ZeroDivisionError), self.cr.savepoint():
            self.assertEqual(len(self._run("2026-03-09 07:45")), 2)
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertEqual(len(self._run("2026-03-09 08:00")), 2)
        self.assertEqual(self._run("2026-03-09 08:00"), {})

    def test_two_jobs_at_once_tell_nobody_twice(self):
        """The other job has the key: this one does not send."""
        row = self._given_on_monday()
        self.env.flush_all()
        found = self.reminders._due_rows(
            self.district, local("2026-03-09 07:45"), "late_1"
        )
        self.assertEqual([one["id"] for one in found], row.ids)
        key = found[0]["ledger"]["key"]
        self.assertTrue(key.startswith(f"late_1:0:{row.id}:"))
        self.assertEqual(
            self.reminders._claim(self.district, [found[0]["ledger"]]), {key}
        )
        self.assertEqual(
            self.reminders._claim(self.district, [found[0]["ledger"]]), set()
        )

    def test_the_agency_sets_when_people_are_told(self):
        self.district.write(
            {
                "qlvb_remind_percent": 0,
                "qlvb_remind_hours": 15,
                "qlvb_escalate_1_hours": 2,
                "qlvb_escalate_2_hours": 4,
            }
        )
        self._given_on_monday()
        self.assertEqual(self._run("2026-03-04 14:00"), {})
        self.assertEqual(self._run("2026-03-05 08:00"), {"t_head": "1 due soon"})
        self.assertEqual(self._run("2026-03-09 09:00"), {})
        self.assertEqual(len(self._run("2026-03-09 09:31")), 2)
        self.assertEqual(self._run("2026-03-09 13:31"), {"t_office": "1 overdue"})

    def test_who_cannot_see_the_document_is_not_told_of_it(self):
        """The head of the person's unit may not see what the leader gave by name."""
        row = self._given_on_monday(department_id=False, user_id=self.stranger.id)
        document = row.document_id.with_user(self.finance_head)
        told = self._run("2026-03-09 07:45")
        sees = bool(document.search([("id", "=", document.id)]))
        self.assertEqual("t_finance_head" in told, sees)
        self.assertIn("t_stranger", told)

    def test_the_scan_uses_the_partial_index_on_open_rows(self):
        self.env.flush_all()
        self.cr.execute("SET LOCAL enable_seqscan = off")
        until = local("2026-03-09 07:45")
        query = self.reminders._sources(self.district)
        self.cr.execute(
            "EXPLAIN SELECT * FROM ("
            + self.cr.mogrify(query).decode()
            + f") d WHERE d.deadline < '{until}'"
        )
        plan = "\n".join(line for (line,) in self.cr.fetchall())
        for name in (
            "assignment_open_deadline",
            "document_register_due",
            "document_issue_due",
        ):
            self.assertIn(f"qlvb_{name}_idx", plan)

    @users("t_clerk", "t_leader")
    def test_only_administrators_read_the_ledger(self):
        with self.assertRaises(AccessError):
            self.env["qlvb.reminder"].search([])

    @users("t_admin")
    def test_nobody_writes_the_ledger(self):
        with self.assertRaises(AccessError):
            self.env["qlvb.reminder"].create(
                {"key": "x", "kind": "digest", "company_id": self.district.id}
            )


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
