# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged, users
from odoo.tools import SQL

from .planning import plan_with_only
from .reminding import ReminderCase
from .test_deadlines import local


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

    def _signed_on_friday(self):
        """Return a document signed on Friday at 16:50: due on Monday at 11:30."""
        document = self._approved()
        self.patch(type(document), "_signature_blockers", lambda document: [])
        with freeze_time(local("2026-03-06 16:50")):
            document._mark_signed()
        return document

    def test_the_clerk_is_reminded_when_half_the_time_to_issue_is_gone_s14(self):
        """250 working minutes: half of them are gone on Monday at 09:25."""
        self._signed_on_friday()
        for moment in ("2026-03-06 16:55", "2026-03-07 09:30", "2026-03-09 09:15"):
            self.assertEqual(self._run(moment), {})
        self.assertEqual(self._run("2026-03-09 09:30"), {"t_clerk": "1 due soon"})
        self.assertEqual(self._run("2026-03-09 11:15"), {})

    def test_the_clerk_is_reminded_as_long_before_as_the_agency_says_s14(self):
        self.district.write({"qlvb_remind_percent": 0, "qlvb_remind_hours": 1})
        document = self._signed_on_friday()
        self.assertEqual(self._run("2026-03-09 10:15"), {})
        self.assertEqual(self._run("2026-03-09 10:45"), {"t_clerk": "1 due soon"})
        self.assertEqual(self._run("2026-03-09 11:00"), {})
        told = self.reminders.search([("document_id", "=", document.id)])
        self.assertEqual(told.mapped("kind"), ["before"])

    def test_what_is_recalled_in_time_is_not_reminded_of_s14(self):
        document = self._signed_on_friday()
        document._through_door().write({"state": "recalled"})
        self.assertEqual(self._run("2026-03-09 09:30"), {})

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
        query = SQL(
            "SELECT * FROM (%s) d WHERE d.deadline < %s",
            self.reminders._sources(self.district),
            local("2026-03-09 07:45"),
        )
        names = [
            f"qlvb_{name}_idx"
            for name in (
                "assignment_open_deadline",
                "document_register_due",
                "document_issue_due",
            )
        ]
        tables = ["qlvb_document", "qlvb_assignment"]
        plan = plan_with_only(self, query, tables, names)
        for name in names:
            self.assertIn(name, plan)

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
