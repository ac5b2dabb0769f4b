# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .test_issuing import IssueCase

# Friday 2026-03-06, 16:50 in Việt Nam.
FRIDAY_1650 = "2026-03-06 09:50:00"


@tagged("post_install", "-at_install")
class TestIssueClock(IssueCase):
    """Issued on the day of signing, or in the next working morning (S14)."""

    def _signed_on_friday(self):
        document = self._approved()
        with freeze_time(FRIDAY_1650):
            document._mark_signed()
        return document

    def _late(self, document):
        found = self.env["qlvb.document"].search(
            [("state", "=", "signed"), ("is_issue_late", "=", True)]
        )
        self.assertEqual(document in found, document.is_issue_late)
        return document in found

    def test_signed_on_friday_at_1650_is_due_on_monday_at_1130_s14(self):
        document = self._signed_on_friday()
        # 11:30 in Việt Nam.
        self.assertEqual(str(document.issue_due), "2026-03-09 04:30:00")

    def test_it_is_on_the_overdue_list_a_minute_later_s14(self):
        document = self._signed_on_friday()
        for moment, late in (
            ("2026-03-09 04:30:00", False),
            ("2026-03-09 04:31", True),
        ):
            with freeze_time(moment):
                document.invalidate_recordset()
                self.assertEqual(self._late(document), late)

    def test_the_issue_keeps_whether_it_came_in_time_for_the_report_s14(self):
        in_time, late = self._signed_on_friday(), self._signed_on_friday()
        with freeze_time("2026-03-09 01:50:00"):
            self._issue(in_time)
        with freeze_time("2026-03-09 07:50:00"):
            self._issue(late)
        self.assertRecordValues(
            in_time | late,
            [
                {"issue_timeliness": "in_time", "issue_hours": 64},
                {"issue_timeliness": "late", "issue_hours": 70},
            ],
        )
        groups = self.env["qlvb.document"]._read_group(
            [("id", "in", (in_time | late).ids)],
            ["department_id", "issue_timeliness"],
            ["__count", "issue_hours:avg"],
        )
        self.assertEqual(
            {row[1]: row[2:] for row in groups},
            {"in_time": (1, 64.0), "late": (1, 70.0)},
        )

    def test_the_clerks_are_told_when_it_is_late_s14(self):
        document = self._signed_on_friday()
        self.env["resource.calendar"].flush_model()
        with freeze_time("2026-03-09 07:00:00"):
            reminders = self.env["qlvb.reminder"].sudo().with_company(self.district)
            now = self._now()
            while reminders._remind_batch(self.district, now):
                pass
        told = self.env["qlvb.reminder"].search([("document_id", "=", document.id)])
        self.assertIn("late_1", told.mapped("kind"))

    def test_the_actions_open_their_lists_s14(self):
        for name in ("late", "report"):
            action = self.env.ref(f"qlvb_document.qlvb_document_issue_{name}_action")
            kinds = action.view_mode.split(",")
            views = self.env["qlvb.document"].with_user(self.clerk)
            for kind in kinds:
                self.assertTrue(views.get_view(view_type=kind)["arch"])
