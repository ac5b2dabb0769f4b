# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from markupsafe import Markup
from pytz import timezone, utc

from odoo import api, fields, models

from .qlvb_reminder_people import People
from .qlvb_target_mixin import OPEN_STATES

SHOWN = 10
USERS = 50


class QlvbDigest(models.AbstractModel):
    """Twice a working day, one message tells everybody what waits for them.

    At the hours of the agency (07:30 and 13:30 by its clock): what is new, due
    today, overdue, and where an opinion or a decision is awaited. Who has nothing
    gets nothing.
    """

    _name = "qlvb.digest"
    _description = "Digest of the Work"

    @api.model
    def _cron_digest(self):
        """Send the digests whose hour has come; each person's once."""
        cron = self.env["ir.cron"]
        for company in self.env["res.company"]._qlvb_working():
            reminders = self.with_company(company).sudo()
            slot = reminders._slot(company)
            if not slot:
                continue
            work = reminders._work_of(company)
            users = sorted(work, key=lambda user: user.id)
            for start in range(0, len(users), USERS):
                some = users[start : start + USERS]
                reminders._send_digests(
                    company, slot, {user: work[user] for user in some}
                )
                if not cron._commit_progress(len(some), remaining=1):
                    return
        cron._commit_progress(remaining=0)

    @api.model
    def _slot(self, company):
        """Return ("YYYY-MM-DD", 1 or 2) of the digest whose hour has come, or None.

        What was missed is made up for until the offices close, not in the night.
        """
        calendar = company.resource_calendar_id
        now = fields.Datetime.now()
        line = calendar and calendar._qlvb_timeline(now)
        if not line or not line.is_working_day(line.local_date(now)):
            return None
        closing = calendar._qlvb_end_of_day(now)
        if not closing or line.local_date(closing) != line.local_date(now):
            return None
        local = utc.localize(now).astimezone(timezone(calendar.tz))
        hour = local.hour + local.minute / 60
        hours = (company.qlvb_digest_1_hour, company.qlvb_digest_2_hour)
        passed = sum(hour >= one for one in hours)
        return (fields.Date.to_string(local.date()), passed) if passed else None

    @api.model
    def _work_of(self, company):
        """Return {user: {heading: records}} of all who have something to do."""
        people = People(company)
        found = defaultdict(lambda: defaultdict(list))
        now = fields.Datetime.now()
        line = company.resource_calendar_id._qlvb_timeline(now)
        waiting = []
        for heading, record in self._waiting(company, now, line, line.local_date(now)):
            is_step = record._name == "qlvb.submission.step"
            own = record.user_id if is_step else people.receivers(record)
            waiting.append((heading, record, people.acting(own)))
        people.look_at((record, users) for _heading, record, users in waiting)
        for heading, record, users in waiting:
            for user in people.may_see(users, record):
                found[user][heading].append(record)
        return found

    @api.model
    def _waiting(self, company, now, line, today):
        """Yield (heading, record) of what waits for somebody."""
        rows = self.env["qlvb.assignment"].sudo()
        domain = [("company_id", "=", company.id), ("state", "in", OPEN_STATES)]
        for row in rows.search(domain, order="deadline, id"):
            if row.deadline and row.deadline < now:
                yield "overdue", row
            elif row.deadline and line.local_date(row.deadline) == today:
                yield "today", row
            elif not row.read_at:
                yield "new", row
        domain = [("company_id", "=", company.id), ("state", "=", "current")]
        for step in self.env["qlvb.submission.step"].sudo().search(domain):
            yield "decide", step
        if "qlvb.opinion" in self.env:
            domain = [("company_id", "=", company.id), ("state", "=", "open")]
            for opinion in self.env["qlvb.opinion"].sudo().search(domain):
                yield "opinion", opinion

    @api.model
    def _send_digests(self, company, slot, work):
        day, number = slot
        keys = {user: f"digest:{user.id}:{company.id}:{day}:{number}" for user in work}
        new = self._claim(
            company,
            [
                {"key": key, "kind": "digest", "user_id": user.id}
                for user, key in keys.items()
            ],
        )
        self.env["qlvb.document"]._tell_many(
            [
                self.with_context(lang=user.lang)._digest_of(user, headings)
                for user, headings in work.items()
                if keys[user] in new
            ]
        )

    @api.model
    def _digest_of(self, user, headings):
        """Return the notice of one user's digest, see `_tell_many`."""
        _ = self.env._
        words = {
            "overdue": _("Overdue"),
            "today": _("Due today"),
            "new": _("New"),
            "opinion": _("An opinion is awaited"),
            "decide": _("To decide"),
        }
        parts = []
        counts = []
        for heading, label in words.items():
            rows = headings.get(heading, ())
            if rows:
                counts.append(f"{label}: {len(rows)}")
                parts.append(self._digest_part(label, rows))
        first = next(iter(headings.values()))[0].document_id
        return first, user, ", ".join(counts), Markup("").join(parts)

    @api.model
    def _digest_part(self, label, rows):
        lines = [
            self._link(
                row.document_id,
                row.remaining_text if "remaining_text" in row else row.display_name,
            )
            for row in (one.with_context(lang=self.env.lang) for one in rows[:SHOWN])
        ]
        if len(rows) > SHOWN:
            more = self.env._("and %s more", len(rows) - SHOWN)
            lines.append(Markup("<li>%s</li>") % more)
        head = Markup("<p><b>%s (%s)</b></p>") % (label, len(rows))
        return head + Markup("<ul>%s</ul>") % Markup("").join(lines)
