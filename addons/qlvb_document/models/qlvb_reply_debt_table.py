# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from bisect import bisect_right
from datetime import date, datetime, timedelta

from odoo import api, models
from odoo.tools import SQL

# So many years before this one are reckoned in working days; older ones count less.
YEARS = 2


class QlvbReplyDebtTable(models.AbstractModel):
    """The rows of `qlvb.reply.debt`, read from what they follow from, at any moment.

    Nothing is stored: what is late is compared with the clock when the list is read.
    The days are days on which the agency works, counted by its calendar.
    """

    _name = "qlvb.reply.debt.table"
    _description = "Table of the Replies Owed"

    @property
    def _table_query(self):
        """Return the SQL of all rows of the agencies that the user has chosen."""
        agencies = self.env.companies | self.env.company
        return SQL(
            """SELECT f.*,
                      (f.outcome = 'overdue') AS is_late_now,
                      GREATEST(0, c.worked[%(last)s] - c.worked[%(first)s])
                          AS days_late
               FROM (SELECT g.*, %(outcome)s AS outcome
                     FROM (%(owed)s UNION ALL %(owing)s) g
                     JOIN %(calendars)s k ON k.company_id = g.company_id) f
               JOIN %(calendars)s c ON c.company_id = f.company_id""",
            last=self._place(SQL("COALESCE(f.answered_on, f.excused_on, c.today)")),
            first=self._place(SQL("COALESCE(f.due, c.today)")),
            outcome=self._outcome_sql(),
            owed=self._owed_to_us(),
            owing=self._owed_by_us(),
            calendars=SQL(
                "(SELECT * FROM (VALUES %s) AS v(company_id, today, base, worked))",
                SQL(", ").join(self._calendar(agency) for agency in agencies),
            ),
        )

    @api.model
    def _place(self, day):
        """Return where a day stands in the array of its agency's calendar."""
        return SQL(
            "LEAST(GREATEST(%s - c.base + 1, 1), array_length(c.worked, 1))", day
        )

    @api.model
    def _outcome_sql(self):
        return SQL(
            """CASE WHEN g.excused_on IS NOT NULL THEN 'excused'
                    WHEN g.answered_on > g.due THEN 'late'
                    WHEN g.answered_on IS NOT NULL THEN 'in_time'
                    WHEN g.due < k.today THEN 'overdue'
                    ELSE 'waiting' END"""
        )

    @api.model
    def _calendar(self, agency):
        """Return one row: agency, its today, the first day, days worked up to each."""
        today = agency._qlvb_today()
        base = date(today.year - YEARS, 1, 1)
        return SQL(
            "(%s, %s::date, %s::date, %s::int4[])",
            agency.id,
            today,
            base,
            self._worked_days(agency, base, today),
        )

    @api.model
    def _worked_days(self, agency, base, today):
        """Return for each day from ``base`` on how many days were worked up to it."""
        calendar = agency.sudo().resource_calendar_id
        length = (today - base).days + 1
        if not calendar:
            return list(range(length))
        moments = [datetime.combine(day, datetime.min.time()) for day in (base, today)]
        days = sorted(set(calendar._qlvb_timeline(*moments).days))
        before = bisect_right(days, base - timedelta(days=1))
        return [
            bisect_right(days, base + timedelta(days=place)) - before
            for place in range(length)
        ]

    @api.model
    def _local_day(self, moment):
        """Return the SQL of the date on which ``moment`` (UTC) lies in Việt Nam."""
        return SQL("(%s + interval '7 hours')::date", moment)

    @api.model
    def _owed_to_us(self):
        """Return what others owe: recipients of issued documents that ask for it.

        Nothing is owed by whom it was not sent to yet, who refused it, or who agreed
        that it was taken back.
        """
        return SQL(
            """SELECT r.id * 2 AS id, 'them' AS side, d.id AS document_id,
                      r.id AS recipient_id, d.company_id,
                      COALESCE(p.commercial_partner_id, p.id) AS party_id,
                      r.name AS party, d.department_id AS unit_id, d.user_id,
                      d.type_id, d.urgency, d.issue_date AS asked_on,
                      d.reply_due AS due,
                      COALESCE(%(came)s, %(done)s) AS answered_on,
                      (SELECT MAX(%(decided)s) FROM qlvb_reply_exception e
                       WHERE e.assignment_id = r.assignment_id
                       AND e.state = 'approved') AS excused_on,
                      (SELECT COUNT(*) FROM qlvb_chase h
                       WHERE h.recipient_id = r.id)::int4 AS chases,
                      (SELECT MAX(h.day) FROM qlvb_chase h
                       WHERE h.recipient_id = r.id) AS chased_on
               FROM qlvb_document d JOIN qlvb_recipient r ON r.document_id = d.id
               LEFT JOIN res_partner p ON p.id = r.partner_id
               WHERE d.direction IN ('outgoing', 'internal')
               AND d.needs_reply = 'reply' AND d.state = 'issued'
               AND r.status NOT IN ('00', '02', '15')
               AND (r.department_id IS NULL AND r.user_id IS NULL
                    OR r.role = 'lead')""",
            came=SQL(
                """(SELECT MIN(%s) FROM qlvb_document a
                    WHERE a.answers_recipient_id = r.id
                    AND a.state NOT IN ('returned', 'recalled', 'replaced'))""",
                self._local_day(SQL("a.received_at")),
            ),
            done=SQL(
                """(SELECT %s FROM qlvb_assignment w
                    WHERE w.id = r.assignment_id AND w.state = 'done')""",
                self._local_day(SQL("w.done_at")),
            ),
            decided=self._local_day(SQL("e.decided_at")),
        )

    @api.model
    def _owed_by_us(self):
        """Return what we owe: incoming documents that ask for a reply."""
        return SQL(
            """SELECT d.id * 2 + 1, 'us', d.id, NULL::int4, d.company_id,
                      d.issuer_id, d.issuer_name,
                      (SELECT w.unit_id FROM qlvb_assignment w
                       WHERE w.document_id = d.id AND w.role = 'lead'
                       AND w.state NOT IN ('recalled', 'returned', 'handed')
                       ORDER BY w.id DESC LIMIT 1),
                      (SELECT w.user_id FROM qlvb_assignment w
                       WHERE w.document_id = d.id AND w.role = 'lead'
                       AND w.state NOT IN ('recalled', 'returned', 'handed')
                       ORDER BY w.user_id IS NULL, w.id DESC LIMIT 1),
                      d.type_id, d.urgency, %(asked)s,
                      COALESCE(d.reply_due, %(deadline)s),
                      (SELECT MIN(a.issue_date) FROM qlvb_document a
                       WHERE a.reply_to_id = d.id AND a.state = 'issued'),
                      (SELECT MAX(%(decided)s) FROM qlvb_reply_exception e
                       WHERE e.document_id = d.id AND e.state = 'approved'),
                      0, NULL::date
               FROM qlvb_document d
               WHERE d.direction = 'incoming' AND d.needs_reply = 'reply'
               AND d.state IN ('draft', 'registered', 'done') AND d.active""",
            asked=self._local_day(SQL("d.received_at")),
            deadline=self._local_day(SQL("d.deadline")),
            decided=self._local_day(SQL("e.decided_at")),
        )
