# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from .qlvb_access_log import KINDS


class QlvbAccessDay(models.Model):
    """How often a person opened, downloaded or printed something on a day.

    Added up while the history is chained, so that counts over years cost nothing
    (ND 30/2020, App. VI.III.6). No titles: administrators of the agency read it
    too, besides its leaders and heads of office, and everybody their own.
    """

    _name = "qlvb.access.day"
    _description = "Use by Day"
    _inherit = ["qlvb.audited.mixin"]
    _order = "day desc, id desc"
    _log_access = False
    _rec_name = "day"

    user_id = fields.Many2one("res.users", "Person", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    accesses = fields.Integer("Times", required=True, readonly=True)

    _day_uniq = models.UniqueIndex(
        "(company_id, day, user_id, kind)", "This day is counted already."
    )

    @api.model
    def _count(self, rows):
        """Add rows of the history to the day of their agency's calendar."""
        days = Counter(
            (
                row.company_id.id,
                row.user_id.id,
                self._local_day(row.company_id, row.moment),
                row.kind,
            )
            for row in rows
        )
        for key, times in sorted(days.items()):
            self._add(*key, times)

    @api.model
    def _local_day(self, company, moment):
        return company._qlvb_local(moment).date()

    @api.model
    def _add(self, company_id, user_id, day, kind, times):
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_access_day
                    (company_id, user_id, day, kind, accesses)
                VALUES (%(company)s, %(user)s, %(day)s, %(kind)s, %(times)s)
                ON CONFLICT (company_id, day, user_id, kind)
                DO UPDATE SET accesses = qlvb_access_day.accesses + %(times)s""",
                company=company_id,
                user=user_id,
                day=day,
                kind=kind,
                times=times,
            )
        )
