# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of reminders and digests share."""

from freezegun import freeze_time

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
