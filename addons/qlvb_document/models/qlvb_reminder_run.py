# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .qlvb_reminder_people import People, document_of
from .qlvb_reminder_scan import BATCH
from .qlvb_target_mixin import OPEN_STATES


class QlvbReminderRun(models.AbstractModel):
    """Reminders before a deadline and escalation after it, by a job.

    In working time only. Everybody gets one message a run for all that is due; each
    batch is a transaction of its own with its rows of the ledger.
    """

    _name = "qlvb.reminder.run"
    _description = "Run of Reminders"
    _inherit = ["qlvb.reminder.scan"]

    @api.model
    def _cron_remind(self):
        """Remind and escalate in every agency that works now."""
        cron = self.env["ir.cron"]
        now = fields.Datetime.now()
        for company in self.env["res.company"]._qlvb_working():
            calendar = company.resource_calendar_id
            if not calendar or not calendar._qlvb_timeline(now).is_worked(now):
                continue
            reminders = self.with_company(company).sudo()
            while found := reminders._remind_batch(company, now):
                if not cron._commit_progress(found, remaining=1):
                    return
        cron._commit_progress(remaining=0)

    @api.model
    def _remind_batch(self, company, now):
        """Send the notices of one batch; return how many things were told."""
        rows = []
        for kind in ("late_2", "late_1", "before", "half"):
            left = BATCH - len(rows)
            if left > 0:
                told = {(row["what"], row["id"]) for row in rows}
                due = self._due_rows(company, now, kind)
                # One thing at a time: before says more than half of the time.
                new = [row for row in due if (row["what"], row["id"]) not in told]
                rows += (new if kind == "half" else due)[:left]
        new = self._claim(company, [row["ledger"] for row in rows])
        rows = [row for row in rows if row["ledger"]["key"] in new]
        self._tell(company, rows)
        return len(rows)

    @api.model
    def _tell(self, company, rows):
        """Send everybody concerned one message about their part of ``rows``."""
        if not rows:
            return
        people = People(company.sudo())
        records = self._records(rows)
        people.look_at((one, people.candidates(one)) for one in records.values())
        told = defaultdict(list)
        for row in rows:
            record = records[row["what"], row["id"]]
            for user in self._whom(people, record, row["kind"]):
                told[user].append(row)
        self.env["qlvb.document"]._tell_many(
            [self._notice(user, mine, records) for user, mine in told.items()]
        )

    @api.model
    def _records(self, rows):
        """Return {(what, id): record}, read together."""
        models_of = {
            "assignment": "qlvb.assignment",
            "step": "qlvb.submission.step",
            "owed": "qlvb.recipient",
        }
        found = {}
        for what in {row["what"] for row in rows}:
            model = self.env[models_of.get(what, "qlvb.document")].sudo()
            ids = [row["id"] for row in rows if row["what"] == what]
            found.update({(what, record.id): record for record in model.browse(ids)})
        replies = [row["id"] for row in rows if row["what"] == "reply"]
        found.update(self._answering(replies))
        return found

    @api.model
    def _answering(self, document_ids):
        """Return {("reply", document id): the work of who has the lead now}."""
        rows = self.env["qlvb.assignment"].sudo()
        rows = rows.search(
            Domain("document_id", "in", document_ids)
            & Domain("role", "in", ("lead", "instruct"))
            & Domain("state", "in", OPEN_STATES)
        )
        rows = rows.sorted(lambda row: (row.role == "lead", row.id))
        return {("reply", row.document_id.id): row for row in rows}

    @api.model
    def _whom(self, people, record, kind):
        """Return the users to tell; on level 2 only who stands above."""
        open_states = {
            "qlvb.assignment": OPEN_STATES,
            "qlvb.submission.step": ("current",),
        }.get(record._name)
        if open_states and record.state not in open_states:
            return people.nobody
        own = people.concerned(record)
        if kind == "late_1":
            return own | people.above(record, 1)
        if kind == "late_2":
            return people.above(record, 2) or people.above(record, 1)
        return own

    @api.model
    def _notice(self, user, rows, records):
        """Return one user's message in the user's language, see `_tell_many`."""
        reminders = self.with_context(lang=user.lang)
        lines = [reminders._line(row, records) for row in rows]
        first = document_of(records[rows[0]["what"], rows[0]["id"]])
        body = Markup("<ul>%s</ul>") % Markup("").join(lines)
        return first, user, reminders._subject(rows), body

    @api.model
    def _subject(self, rows):
        late = sum(row["kind"].startswith("late") for row in rows)
        soon = len(rows) - late
        parts = []
        if late:
            parts.append(self.env._("%s overdue", late))
        if soon:
            parts.append(self.env._("%s due soon", soon))
        return ", ".join(parts)

    @api.model
    def _line(self, row, records):
        """Return one entry of the list: document, step, for whom, the time left."""
        record = records[row["what"], row["id"]].with_context(lang=self.env.lang)
        document = record if record._name == "qlvb.document" else record.document_id
        step = {
            "register": self.env._("to be registered"),
            "issue": self.env._("to be issued"),
        }.get(row["what"])
        if row["what"] == "reply":
            day = format_date(self.env, document.reply_due)
            return self._link(document, self.env._("the reply is due on %s", day))
        if row["what"] == "owed":
            day = format_date(self.env, document.reply_due)
            owed = self.env._("%(name)s owes a reply since %(day)s")
            return self._link(document, owed % {"name": record.name, "day": day})
        step = step or record.display_name
        return self._link(document, f"{step}, {record.remaining_text}")

    @api.model
    def _link(self, document, text):
        href = f"/mail/view?model=qlvb.document&res_id={document.id}"
        return Markup('<li><a href="%s">%s</a>: %s</li>') % (
            href,
            document.display_name,
            text,
        )
