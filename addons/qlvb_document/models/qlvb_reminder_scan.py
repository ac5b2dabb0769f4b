# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import SQL

BATCH = 2000


class QlvbReminderScan(models.AbstractModel):
    """What is due or late in an agency and was not told yet: read by the database.

    Assignments, drafts that wait for the register, signed documents that wait to be
    issued, replies that we were asked for, approval steps, and replies that others
    owe us.
    """

    _name = "qlvb.reminder.scan"
    _description = "Scan of the Deadlines"

    @api.model
    def _due_rows(self, company, now, kind):
        """Return what is to be told now and was not yet, oldest deadline first."""
        line = company.resource_calendar_id._qlvb_timeline(now)
        rows = self._candidates(company, now, kind, line)
        if kind in ("before", "half"):
            check = getattr(self, f"_is_{kind}")
            rows = [row for row in rows if check(company, now, row)]
        names = ("assignment", "register", "issue", "reply", "step", "owed")
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
        if kind == "half":
            limits.append(SQL("d.source <> 3"))  # A reply is due on a day.
        if not kind.startswith("late"):
            limits.append(SQL("d.source <> 5"))  # Others are not reminded by us.
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
        more = (
            self._awaited_replies(company),
            self._open_steps(company),
            self._owed_replies(company),
        )
        return SQL(" UNION ALL ").join((*parts, *more))

    @api.model
    def _open_steps(self, company):
        """Return the SQL of the approval steps that wait, for `_sources` (S32)."""
        return SQL(
            """SELECT 4, id, document_id, deadline, opened_at,
                      extract(epoch FROM deadline)::bigint
               FROM qlvb_submission_step WHERE company_id = %s AND state = 'current'
               AND deadline IS NOT NULL AND opened_at IS NOT NULL""",
            company.id,
        )

    @api.model
    def _awaited_replies(self, company):
        """Return the SQL of the replies that are due, for `_sources` (S28).

        Due at the end of the day in the agency. Where the lead's own deadline lies
        on that day, the reminder of the work says it already.
        """
        return SQL(
            """SELECT 3, d.id, d.id, due.moment, d.create_date,
                      extract(epoch FROM due.moment)::bigint
               FROM qlvb_document d, LATERAL (
                   SELECT (d.reply_due + 1)::timestamp AT TIME ZONE %(tz)s
                       AT TIME ZONE 'UTC' AS moment) due
               WHERE d.company_id = %(company)s AND d.active
               AND d.direction = 'incoming' AND d.needs_reply = 'reply'
               AND d.state = 'registered' AND d.reply_due IS NOT NULL
               AND NOT EXISTS (SELECT FROM qlvb_document reply
                   WHERE reply.reply_to_id = d.id AND reply.state = 'issued')
               AND NOT EXISTS (SELECT FROM qlvb_assignment a
                   WHERE a.document_id = d.id AND a.role = 'lead'
                   AND a.state IN ('open', 'accepted')
                   AND a.deadline > due.moment - interval '1 day'
                   AND a.deadline <= due.moment)""",
            tz=company._qlvb_zone_name(),
            company=company.id,
        )

    @api.model
    def _owed_replies(self, company):
        """Return the SQL of the replies that others owe us, for `_sources` (S40)."""
        return SQL(
            """SELECT 5, r.id, d.id, due.moment, d.issued_at,
                      extract(epoch FROM due.moment)::bigint
               FROM qlvb_document d JOIN qlvb_recipient r ON r.document_id = d.id,
               LATERAL (SELECT (d.reply_due + 1)::timestamp AT TIME ZONE %(tz)s
                   AT TIME ZONE 'UTC' AS moment) due
               WHERE d.company_id = %(company)s AND d.direction = 'outgoing'
               AND d.needs_reply = 'reply' AND d.state = 'issued'
               AND d.reply_due IS NOT NULL AND r.status NOT IN ('00', '02', '15')
               AND r.department_id IS NULL AND r.user_id IS NULL
               AND NOT EXISTS (SELECT FROM qlvb_document a
                   WHERE a.answers_recipient_id = r.id
                   AND a.state NOT IN ('returned', 'recalled', 'replaced'))""",
            tz=company.resource_calendar_id.tz or "UTC",
            company=company.id,
        )

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
