# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from .qlvb_reminder_people import People
from .qlvb_target_mixin import OPEN_STATES

BATCH = 1000


class QlvbReminderRun(models.AbstractModel):
    """Reminders before a deadline and escalation after it, by a job.

    In working time only. Everybody gets one message a run for all that is due; each
    batch is a transaction of its own with its rows of the ledger.
    """

    _name = "qlvb.reminder.run"
    _description = "Run of Reminders"

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
    def _due_rows(self, company, now, kind):
        """Return what is to be told now and was not yet, oldest deadline first."""
        line = company.resource_calendar_id._qlvb_timeline(now)
        rows = self._candidates(company, now, kind, line)
        if kind in ("before", "half"):
            check = getattr(self, f"_is_{kind}")
            rows = [row for row in rows if check(company, now, row)]
        names = ("assignment", "register", "issue")
        return [
            {
                "kind": kind,
                "what": names[source],
                "id": record_id,
                "deadline": deadline,
                "ledger": {
                    "key": key,
                    "kind": kind,
                    "document_id": document_id,
                    "assignment_id": record_id if not source else None,
                },
            }
            for source, record_id, document_id, deadline, _start, key in rows
        ]

    @api.model
    def _window(self, company, now, kind, line):
        """Return between which moments (UTC) the deadlines of this kind lie."""
        if kind == "half":
            return now, None
        if kind == "before":
            hours = company.qlvb_remind_hours
            return now, company.resource_calendar_id._qlvb_add_hours(now, hours) or now
        level = company[f"qlvb_escalate_{kind[-1]}_hours"]
        return None, line.take_minutes(now, level * 60)

    @api.model
    def _candidates(self, company, now, kind, line):
        """Return (source, id, document, deadline, start, key) as the database has it.

        Each part is answered by a partial index on what is still open. What was due
        before it was given (urgent documents) is late from when it was given on.
        """
        self.env.flush_all()
        after, until = self._window(company, now, kind, line)
        if kind.startswith("late") and not until:
            return []
        limits = [SQL("d.deadline > %s", after)] if after else []
        if until:
            limits.append(SQL("d.deadline < %s", until))
            if kind.startswith("late"):
                limits.append(SQL("d.start < %s", until))
        kinds = ("half", "before") if kind == "half" else (kind,)
        known = SQL(" OR ").join(
            SQL("r.key = concat_ws(':', %s, d.source, d.id, d.stamp)", one)
            for one in kinds
        )
        self.env.cr.execute(
            SQL(
                """SELECT d.source, d.id, d.document_id, d.deadline, d.start,
                          concat_ws(':', %s, d.source, d.id, d.stamp)
                   FROM (%s) d WHERE %s
                   AND NOT EXISTS (SELECT FROM qlvb_reminder r WHERE %s)
                   ORDER BY d.deadline, d.id LIMIT %s""",
                kind,
                self._sources(company),
                SQL(" AND ").join(limits),
                known,
                BATCH if kind not in ("before", "half") else 20 * BATCH,
            )
        )
        return self.env.cr.fetchall()

    @api.model
    def _sources(self, company):
        """Return the SQL of everything that is open and has a deadline."""
        stamp = SQL("extract(epoch FROM deadline)::bigint")
        parts = (
            SQL(
                """SELECT 0 AS source, id, document_id, deadline, create_date AS start,
                          %s AS stamp
                   FROM qlvb_assignment WHERE company_id = %s AND role <> 'inform'
                   AND state IN ('open', 'accepted') AND deadline IS NOT NULL""",
                stamp,
                company.id,
            ),
            SQL(
                """SELECT 1, id, id, register_due, create_date,
                          extract(epoch FROM register_due)::bigint
                   FROM qlvb_document WHERE company_id = %s AND active
                   AND state = 'draft' AND direction = 'incoming'
                   AND register_due IS NOT NULL""",
                company.id,
            ),
            SQL(
                """SELECT 2, id, id, issue_due, signed_at,
                          extract(epoch FROM issue_due)::bigint
                   FROM qlvb_document WHERE company_id = %s AND active
                   AND state = 'signed' AND issue_due IS NOT NULL""",
                company.id,
            ),
        )
        return SQL(" UNION ALL ").join(parts)

    @api.model
    def _is_before(self, company, now, row):
        """Whether it was given before the moment of this reminder came."""
        _source, _id, _document, deadline, start, _key = row
        line = company.resource_calendar_id._qlvb_timeline(start, now, deadline)
        return line.minutes_between(start, deadline) > company.qlvb_remind_hours * 60

    @api.model
    def _is_half(self, company, now, row):
        """Whether the set part of the working time is gone."""
        _source, _id, _document, deadline, start, _key = row
        if not company.qlvb_remind_percent:
            return False
        line = company.resource_calendar_id._qlvb_timeline(start, now, deadline)
        whole = line.minutes_between(start, deadline)
        gone = line.minutes_between(start, now)
        return whole > 0 and gone * 100 >= whole * company.qlvb_remind_percent

    @api.model
    def _tell(self, company, rows):
        """Send everybody concerned one message about their part of ``rows``."""
        if not rows:
            return
        people = People(company.sudo())
        records = self._records(rows)
        documents = self.env["qlvb.document"].sudo()
        people.look_at(documents.browse({row["ledger"]["document_id"] for row in rows}))
        told = defaultdict(list)
        for row in rows:
            for user in self._whom(
                people, records[row["what"], row["id"]], row["kind"]
            ):
                told[user].append(row)
        for user, mine in told.items():
            self._send(user, mine, records)

    @api.model
    def _records(self, rows):
        """Return {(what, id): record}, read together."""
        models_of = {"assignment": "qlvb.assignment"}
        found = {}
        for what in {row["what"] for row in rows}:
            model = self.env[models_of.get(what, "qlvb.document")].sudo()
            ids = [row["id"] for row in rows if row["what"] == what]
            found.update({(what, record.id): record for record in model.browse(ids)})
        return found

    @api.model
    def _whom(self, people, record, kind):
        """Return the users to tell; on level 2 only who stands above."""
        closed = record._name == "qlvb.assignment" and record.state not in OPEN_STATES
        if closed:
            return people.nobody
        own = people.concerned(record)
        if kind == "late_1":
            return own | people.above(record, 1)
        if kind == "late_2":
            return people.above(record, 2) or people.above(record, 1)
        return own

    @api.model
    def _send(self, user, rows, records):
        """Send one user one message, in the user's language."""
        reminders = self.with_context(lang=user.lang)
        lines = [reminders._line(row, records) for row in rows]
        first = self.env["qlvb.document"].sudo()
        first = first.browse(rows[0]["ledger"]["document_id"])
        first._tell(
            user,
            reminders._subject(rows),
            Markup("<ul>%s</ul>") % Markup("").join(lines),
        )

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
        }.get(row["what"]) or record.display_name
        return self._link(document, f"{step}, {record.remaining_text}")

    @api.model
    def _link(self, document, text):
        href = f"/mail/view?model=qlvb.document&res_id={document.id}"
        return Markup('<li><a href="%s">%s</a>: %s</li>') % (
            href,
            document.display_name,
            text,
        )
