# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form, tagged

from odoo.addons.qlvb_document.models.resource_calendar import AgencyCalendar

from vnrecords.deadlines import WorkingCalendar

from .common import QlvbCommon
from .test_deadlines import local

MORNING, AFTERNOON = (7.5, 11.5), (13.5, 17.0)


@tagged("post_install", "-at_install")
class TestWorkingTime(QlvbCommon):
    """The agency's calendar reckons like the reference, and forgets nothing."""

    def setUp(self):
        super().setUp()
        self.calendar = self.district.resource_calendar_id

    def _free(self, first, last, **values):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ lễ",
                "calendar_id": self.calendar.id,
                "company_id": self.district.id,
                "date_from": local(f"{first} 00:00"),
                "date_to": local(f"{last} 23:59"),
                **values,
            }
        )

    def _swap(self, day, *blocks):
        self.calendar.extra_day_ids = [
            Command.create({"date": day, "hour_from": begin, "hour_to": end})
            for begin, end in blocks
        ]

    def test_the_agencys_calendar_agrees_with_the_reference_s15(self):
        """Over the end of a year, Tết, a half-day Saturday and swapped days."""
        self.calendar.attendance_ids = [
            Command.create(
                {
                    "name": "Sáng thứ Bảy",
                    "dayofweek": "5",
                    "hour_from": 7.5,
                    "hour_to": 11.5,
                    "day_period": "morning",
                }
            )
        ]
        self._free("2027-01-01", "2027-01-01")
        self._free("2027-02-05", "2027-02-11")
        self._swap("2026-12-27", MORNING, AFTERNOON)
        self._swap("2027-02-14", MORNING)
        tet = [date(2027, 2, day) for day in range(5, 12)]
        reference = WorkingCalendar(
            weekdays=(0, 1, 2, 3, 4, 5),
            weekly={5: (MORNING,)},
            holidays=frozenset([date(2027, 1, 1), *tet]),
            extra_days={date(2026, 12, 27): None, date(2027, 2, 14): (MORNING,)},
        )
        agency = AgencyCalendar(self.calendar)
        source = random.Random(2027)
        for _time in range(150):
            start = local("2026-12-20 00:00")
            start += timedelta(minutes=source.randrange(60 * 24 * 60))
            hours = source.choice((0.25, 2, 7.5, 40))
            end = reference.add_hours(start, hours)
            self.assertEqual(agency.add_hours(start, hours), end)
            self.assertEqual(agency.minutes_between(start, end), hours * 60)
            self.assertEqual(agency.end_of_day(start), reference.end_of_day(start))
            self.assertEqual(
                agency.end_of_next_morning(start), reference.end_of_next_morning(start)
            )

    def test_a_holiday_entered_later_counts_at_once_s15(self):
        start = local("2026-03-06 16:30")
        self.assertEqual(
            self.calendar._qlvb_add_hours(start, 2), local("2026-03-09 09:00")
        )
        leave = self._free("2026-03-09", "2026-03-09")
        self.assertEqual(
            self.calendar._qlvb_add_hours(start, 2), local("2026-03-10 09:00")
        )
        self._swap("2026-03-07", MORNING)
        self.assertEqual(
            self.calendar._qlvb_add_hours(start, 2), local("2026-03-07 09:00")
        )
        self.calendar.extra_day_ids.unlink()
        leave.unlink()
        self.assertEqual(
            self.calendar._qlvb_add_hours(start, 2), local("2026-03-09 09:00")
        )

    def test_what_another_agency_or_one_person_has_off_is_worked_here(self):
        elsewhere = self._free("2026-03-09", "2026-03-09", calendar_id=False)
        elsewhere.company_id = self.commune
        person = self.env["resource.resource"].create(
            {"name": "Người nghỉ phép", "calendar_id": self.calendar.id}
        )
        self._free("2026-03-09", "2026-03-09", resource_id=person.id)
        self.assertEqual(
            self.calendar._qlvb_add_hours(local("2026-03-06 16:30"), 2),
            local("2026-03-09 09:00"),
        )

    def test_a_moment_beyond_every_calendar_has_no_deadline(self):
        for moment in ("0001-02-01 08:00", "9999-03-01 08:00"):
            self.assertFalse(self.calendar._qlvb_add_hours(local(moment), 2))
        between = self.calendar._qlvb_minutes_between(
            local("2026-03-02 08:00"), local("9000-03-02 08:00")
        )
        self.assertGreater(between, 0)

    def test_lists_tell_the_working_time_left_s15(self):
        document = self._receive(files=[])
        row = self._lead_row(self._assigned())
        for now, entry, work in (
            ("2026-03-02 08:00", "2 h left", "4 days left"),
            ("2026-03-02 09:30", "30 min left", "4 days left"),
            ("2026-03-02 10:00", "due just now", "4 days left"),
            ("2026-03-02 14:30", "2 h late", "4 days left"),
            ("2026-03-06 15:00", "4 days late", "2 h left"),
            ("2026-03-08 15:00", "4 days late", "just overdue"),
            ("2026-03-10 15:00", "6 days late", "1 days late"),
        ):
            with self.subTest(now=now), freeze_time(local(now)):
                self.env.invalidate_all()
                self.assertEqual(document.remaining_text, entry)
                self.assertEqual(row.remaining_text, work)

    def test_the_time_left_costs_no_query_a_row(self):
        rows = self._lead_row(self._assigned())
        rows |= self._lead_row(self._assigned())
        rows.mapped("remaining_text")
        costs = []
        for some in (rows[:1], rows):
            self.env.invalidate_all()
            some.mapped("deadline")
            some.company_id.sudo().resource_calendar_id.attendance_ids.mapped("hour_to")
            before = self.env.cr.sql_log_count
            some.mapped("remaining_text")
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs, [0, 0])

    def test_the_form_tells_how_the_deadline_came_about_s15(self):
        document = self._receive(files=[], received_at=local("2026-02-27 16:30"))
        self.assertEqual(
            document.deadline_reason,
            "Đến 16:30 thứ Sáu 27/02; hạn 02 giờ hành chính (khoản 4 Điều 6 Quy chế)"
            " → 09:00 thứ Hai 02/03",
        )
        self._free("2026-03-09", "2026-03-09", name="Giỗ Tổ")
        document = self._receive(files=[], received_at=local("2026-03-06 16:30"))
        self.assertIn(
            "không tính Giỗ Tổ → 09:00 thứ Ba 10/03", document.deadline_reason
        )

    def test_the_leaders_deadline_is_derived_from_receipt_s17_s31(self):
        document = self._registered(received_at=local("2026-03-02 08:00"))
        self.assertEqual(
            document.assignment_ids.deadline_reason,
            "Đến 08:00 thứ Hai 02/03; hạn hết ngày làm việc (khoản 4 Điều 6 Quy chế)"
            " → 17:00 thứ Hai 02/03",
        )

    def _instruct_form(self, documents):
        dialog = self.env["qlvb.document.instruct"].with_user(self.leader)
        return Form(dialog.with_context(default_document_ids=documents.ids))

    def test_the_work_is_counted_from_receipt_not_from_the_instruction_s31(self):
        document = self._registered(received_at=local("2026-03-02 08:00"))
        with freeze_time(local("2026-03-03 15:00")):
            form = self._instruct_form(document)
            self.assertEqual(form.deadline, local("2026-03-05 09:30"))
            self.assertEqual(
                form.deadline_reason,
                "Đến 08:00 thứ Hai 02/03; hạn 24 giờ hành chính (tính từ khi nhận,"
                " khoản 1 Điều 8 Quy chế) → 09:30 thứ Năm 05/03",
            )
            form.text = "Tham mưu"
            form.lead_department_id = self.culture
            form.save().action_instruct()
        self.assertEqual(
            document.deadline_reason,
            f"{self.leader.name} giao 15:00 thứ Ba 03/03; nhận 08:00 thứ Hai 02/03, hạn"
            " 24 giờ hành chính (tính từ khi nhận, khoản 1 Điều 8 Quy chế)"
            " → 09:30 thứ Năm 05/03",
        )

    def test_urgent_work_is_due_on_the_day_of_receipt_s16(self):
        document = self._registered(urgency="1")
        form = self._instruct_form(document | self._registered())
        self.assertEqual(form.deadline, local("2026-03-02 17:00"))
        self.assertIn("Nghị định 30/2020/NĐ-CP", form.deadline_reason)
        form.deadline = local("2026-03-03 17:00")
        self.assertFalse(form.deadline_reason)

    def test_what_would_have_passed_is_counted_from_now_s31(self):
        document = self._registered(received_at=local("2026-03-02 08:00"), urgency="2")
        with freeze_time(local("2026-03-04 09:00")):
            form = self._instruct_form(document)
            self.assertEqual(form.deadline, local("2026-03-04 17:00"))
            self.assertTrue(form.deadline_reason.startswith("Giao 09:00 thứ Tư"))

    def test_an_agency_says_how_long_its_work_takes_s31(self):
        self.env["qlvb.deadline.policy"].with_user(self.admin_user).create(
            {
                "name": "Quy chế làm việc",
                "code": "process",
                "rule": "hours",
                "hours": 45,
                "basis": "Quy chế làm việc của UBND huyện",
                "date_from": "2026-03-03",
                "company_id": self.district.id,
            }
        )
        with freeze_time(local("2026-03-03 07:30")):
            form = self._instruct_form(self._registered())
        self.assertEqual(form.deadline, local("2026-03-10 17:00"))

    def test_a_deadline_that_the_leader_set_says_who_and_when_s26(self):
        document = self._assigned()
        reason = self._lead_row(document).deadline_reason
        self.assertTrue(reason.startswith(f"{self.leader.name} giao 08:00 thứ Hai"))
        self.assertTrue(reason.endswith("→ 17:00 thứ Sáu 06/03"))
        self.assertEqual(document.with_user(self.clerk).deadline_reason, reason)
        child = self._given(document)
        self.assertIn(f"{self.head.name} giao", child.deadline_reason)

    def test_the_deadline_of_the_issue_is_derived_from_the_signature_s14(self):
        document = self._approved()
        self.patch(type(document), "_signature_blockers", lambda document: [])
        with freeze_time(local("2026-03-06 16:50")):
            document._mark_signed()
        self.assertIn("Ký 16:50 thứ Sáu 06/03;", document.deadline_reason)
        self.assertTrue(document.deadline_reason.endswith("→ 11:30 thứ Hai 09/03"))

    def test_an_urgent_document_is_signed_and_issued_at_once_s16(self):
        policies = self.env["qlvb.deadline.policy"]
        moment = local("2026-03-08 23:00")
        for code in ("register", "instruct", "issue"):
            for urgency in ("1", "2", "3", "4"):
                due = policies._due(code, moment, self.district, urgency)
                self.assertEqual(due, moment)
        due = policies._due("acknowledge", moment, self.district, "3")
        self.assertEqual(due, local("2026-03-09 17:00"))

    def _late(self, name):
        documents = self.env["qlvb.document"].with_user(self.clerk)
        late = documents.search([(name, "=", True)])
        on_time = documents.search([(name, "=", False)])
        self.assertFalse(late & on_time)
        self.assertEqual(late | on_time, documents.search([]))
        self.env.invalidate_all()
        self.assertEqual(late, (late | on_time).filtered(name))
        return late

    def test_what_is_not_registered_in_time_is_found_s15(self):
        waiting = self._receive()
        missed = self._receive()
        self._drafted()
        with freeze_time(local("2026-03-02 10:30")):
            missed.action_register()
            self._registered(received_at=local("2026-03-02 10:00"))
            self.assertEqual(self._late("is_register_late"), waiting | missed)
        self.env.invalidate_all()
        self.assertEqual(self._late("is_register_late"), missed)

    def test_what_is_not_assigned_on_the_same_day_is_found_s17(self):
        waiting = self._registered()
        missed = self._registered()
        self._assigned()
        self.assertFalse(self._late("is_assign_late"))
        with freeze_time(local("2026-03-03 08:00")):
            self._instruct(missed)
            self.assertEqual(self._late("is_assign_late"), waiting | missed)

    def test_what_is_not_issued_in_time_is_found_s14(self):
        document = self._approved()
        self.patch(type(document), "_signature_blockers", lambda document: [])
        document._mark_signed()
        document = document.with_user(self.clerk)
        with freeze_time(local("2026-03-03 11:30")):
            self.assertFalse(self._late("is_issue_late"))
        with freeze_time(local("2026-03-03 11:31")):
            self.env.invalidate_all()
            self.assertEqual(self._late("is_issue_late"), document)
