# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import QlvbCommon

# Moments are local: 2026-03-02 is a Monday, 2026-03-06 a Friday.
TWO_HOURS = (
    ("within the morning", "2026-03-02 08:00", "2026-03-02 10:00"),
    ("over the noon break", "2026-03-02 10:30", "2026-03-02 14:30"),
    ("up to the noon break", "2026-03-02 09:30", "2026-03-02 11:30"),
    ("in the noon break", "2026-03-02 12:00", "2026-03-02 15:30"),
    ("before opening", "2026-03-02 06:00", "2026-03-02 09:30"),
    ("over the night", "2026-03-02 16:30", "2026-03-03 09:00"),
    ("after closing", "2026-03-02 17:00", "2026-03-03 09:30"),
    ("over the weekend", "2026-03-06 16:30", "2026-03-09 09:00"),
    ("on Sunday evening", "2026-03-08 20:00", "2026-03-09 09:30"),
)
# What is signed is issued by the end of the next working morning.
NEXT_MORNING = (
    ("in the morning", "2026-03-02 08:00", "2026-03-03 11:30"),
    ("before the weekend", "2026-03-06 16:50", "2026-03-09 11:30"),
    ("on Saturday", "2026-03-07 10:00", "2026-03-09 11:30"),
)
END_OF_DAY = (
    ("in the morning", "2026-03-02 08:00", "2026-03-02 17:00"),
    ("after closing", "2026-03-02 17:30", "2026-03-03 17:00"),
    ("on Sunday", "2026-03-08 20:00", "2026-03-09 17:00"),
)


def local(text):
    """Return a moment of Việt Nam as Odoo keeps it."""
    return fields.Datetime.to_datetime(f"{text}:00") - timedelta(hours=7)


def one_hour(agency):
    """Return the values of an agency's limit of one hour, from Tuesday on."""
    return {
        "name": "Một giờ",
        "code": "register",
        "rule": "hours",
        "hours": 1,
        "basis": "Quy chế làm việc của UBND huyện",
        "date_from": "2026-03-03",
        "company_id": agency.id,
    }


@tagged("post_install", "-at_install")
class TestDeadlines(QlvbCommon):
    """Time limits, counted from receipt in the working calendar of the agency."""

    def _due(self, code, start):
        policies = self.env["qlvb.deadline.policy"]
        return policies._due(code, local(start), self.district)

    def _assert_due(self, code, start, end):
        self.assertEqual(self._due(code, start), local(end))

    def _holiday(self, first, last):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ lễ",
                "calendar_id": self.district.resource_calendar_id.id,
                "company_id": self.district.id,
                "date_from": local(f"{first} 00:00"),
                "date_to": local(f"{last} 23:59"),
            }
        )

    def _worked_saturday(self, day):
        hours = ((7.5, 11.5), (13.5, 17))
        self.district.resource_calendar_id.extra_day_ids = [
            Command.create({"date": day, "hour_from": first, "hour_to": last})
            for first, last in hours
        ]

    def test_an_incoming_document_is_registered_within_two_working_hours_s15(self):
        for name, start, end in TWO_HOURS:
            with self.subTest(name), freeze_time(local(start)):
                document = self._receive(files=[], received_at=local(start))
                self.assertEqual(document.register_due, local(end))

    def test_a_holiday_is_skipped_s15(self):
        self._holiday("2026-03-09", "2026-03-09")
        self._assert_due("register", "2026-03-06 16:30", "2026-03-10 09:00")
        self._assert_due("register", "2026-03-09 10:00", "2026-03-10 09:30")

    def test_the_days_of_tet_are_skipped_s15(self):
        self._holiday("2026-02-16", "2026-02-20")
        self._assert_due("register", "2026-02-13 16:30", "2026-02-23 09:00")

    def test_a_saturday_worked_in_exchange_counts_s15(self):
        """Monday is a bridge day, the Saturday before it is worked instead."""
        self._holiday("2026-03-09", "2026-03-09")
        self._worked_saturday("2026-03-07")
        for start, end in (
            ("2026-03-06 16:30", "2026-03-07 09:00"),
            ("2026-03-07 16:30", "2026-03-10 09:00"),
            ("2026-03-07 10:30", "2026-03-07 14:30"),
        ):
            with self.subTest(start=start):
                self._assert_due("register", start, end)
        self._assert_due("issue", "2026-03-06 16:50", "2026-03-07 11:30")

    def test_the_working_hours_are_those_of_the_agency_s15(self):
        self.district.resource_calendar_id.attendance_ids.filtered(
            lambda part: part.day_period == "morning"
        ).hour_from = 8
        self._assert_due("register", "2026-03-02 06:00", "2026-03-02 10:00")
        policies = self.env["qlvb.deadline.policy"]
        commune = policies._due("register", local("2026-03-02 06:00"), self.commune)
        self.assertEqual(commune, local("2026-03-02 09:30"))

    def test_an_agency_without_working_time_is_told_so(self):
        self.district.resource_calendar_id.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "no working time"):
            self.assertTrue(self._receive(files=[]).register_due)

    def test_an_urgent_document_is_handled_at_once_s16(self):
        for urgency in ("1", "2", "3", "4"):
            with self.subTest(urgency=urgency):
                document = self._receive(files=[], urgency=urgency)
                self.assertEqual(document.register_due, document.received_at)

    def test_an_urgent_document_stands_before_older_ones_s16(self):
        calm = self._receive()
        urgent = self._receive(urgency="2", received_at="2026-03-02 00:00:00")
        late = self._receive(received_at="2026-03-02 00:30:00")
        documents = self.env["qlvb.document"].with_user(self.clerk).search([])
        self.assertEqual(documents[:3], urgent | calm | late)

    def test_the_leader_assigns_on_the_same_day_s17(self):
        for name, start, end in END_OF_DAY:
            with self.subTest(name), freeze_time(local(start)):
                row = self._registered(received_at=local(start)).assignment_ids
                self.assertEqual(row.deadline, local(end))

    def test_a_signed_document_is_issued_by_the_next_morning_s14(self):
        for name, start, end in NEXT_MORNING:
            with self.subTest(name):
                self._assert_due("issue", start, end)

    def test_a_holiday_moves_the_issue_by_a_day_s14(self):
        self._holiday("2026-03-09", "2026-03-09")
        self._assert_due("issue", "2026-03-06 16:50", "2026-03-10 11:30")

    def test_the_signature_starts_the_clock_of_the_issue_s14(self):
        document = self._approved()
        self.patch(type(document), "_signature_blockers", lambda document: [])
        with freeze_time(local("2026-03-06 16:50")):
            document._mark_signed()
        self.assertEqual(document.issue_due, local("2026-03-09 11:30"))

    def test_deadlines_count_from_receipt_not_from_assignment_s31(self):
        received = local("2026-03-02 08:00")
        with freeze_time(local("2026-03-02 15:00")):
            document = self._registered(received_at=received)
        self.assertEqual(document.register_due, local("2026-03-02 10:00"))
        self.assertEqual(document.assignment_ids.deadline, local("2026-03-02 17:00"))

    def test_registering_late_does_not_move_the_leaders_deadline_s31(self):
        """Received on Friday at 16:50, so it had to be registered on Monday."""
        received = local("2026-03-06 16:50")
        for registered in ("2026-03-06 16:55", "2026-03-09 08:00", "2026-03-10 09:00"):
            with self.subTest(registered=registered):
                with freeze_time(local(registered)):
                    row = self._registered(received_at=received).assignment_ids
                self.assertEqual(row.deadline, local("2026-03-09 17:00"))

    def test_the_first_deadline_is_kept_for_the_reports_s31(self):
        row = self._lead_row(self._assigned())
        self.assertEqual(row.original_deadline, row.deadline)

    def test_overdue_is_asked_of_the_clock_and_search_agrees_s15(self):
        document = self._receive(files=[])
        row = self._lead_row(self._assigned())
        for now, entry_late, work_late in (
            ("2026-03-02 09:59", False, False),
            ("2026-03-02 10:01", True, False),
            ("2026-03-07 10:00", True, True),
        ):
            with self.subTest(now=now), freeze_time(local(now)):
                self.env.invalidate_all()
                self.assertEqual(document.is_overdue, entry_late)
                self.assertEqual(row.is_overdue, work_late)
                late = row.search([("is_overdue", "=", True), ("id", "=", row.id)])
                on_time = row.search([("is_overdue", "=", False), ("id", "=", row.id)])
                self.assertEqual(
                    (bool(late), bool(on_time)), (work_late, not work_late)
                )

    def test_an_agency_may_set_a_stricter_limit_from_a_day_on(self):
        policies = self.env["qlvb.deadline.policy"].with_user(self.admin_user)
        policies.create(one_hour(self.district))
        self._assert_due("register", "2026-03-02 08:00", "2026-03-02 10:00")
        self._assert_due("register", "2026-03-03 08:00", "2026-03-03 09:00")
        other = policies._due("register", local("2026-03-03 08:00"), self.commune)
        self.assertEqual(other, local("2026-03-03 10:00"))
