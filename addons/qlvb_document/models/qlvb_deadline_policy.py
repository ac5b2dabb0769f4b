# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import deadlines

from .resource_calendar import AgencyCalendar


class QlvbDeadlinePolicy(models.Model):
    """How long a step may take, the law it comes from and the day it holds from.

    An agency's own policy goes before the common one, the newest before the older.
    Deadlines are moments (UTC) reckoned in the agency's working calendar.
    """

    _name = "qlvb.deadline.policy"
    _description = "Deadline Policy"
    _order = "code, company_id, date_from desc"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [
            ("register", "Registering an incoming document"),
            ("register_urgent", "Registering an urgent incoming document"),
            ("instruct", "Assigning a registered document"),
            ("issue", "Issuing a signed document"),
        ],
        required=True,
    )
    rule = fields.Selection(
        [
            ("hours", "Working hours"),
            ("end_of_day", "End of the working day"),
            ("next_morning", "Morning of the next working day"),
            ("at_once", "At once"),
        ],
        required=True,
    )
    hours = fields.Float()
    basis = fields.Char("Legal basis", required=True)
    date_from = fields.Date(required=True)
    company_id = fields.Many2one("res.company", "Agency")

    _hours = models.Constraint(
        "CHECK(hours >= 0)", "The working hours cannot be negative."
    )

    @api.model
    def _due(self, code, start, company):
        """Return until when (naive UTC) the step that began at ``start`` is due."""
        policy = self.sudo().search(
            [
                ("code", "=", code),
                ("company_id", "in", [False, company.id]),
                ("date_from", "<=", start.date()),
            ],
            order="company_id ASC NULLS LAST, date_from DESC",
            limit=1,
        )
        calendar = company.sudo().resource_calendar_id
        if not policy or not calendar:
            return False
        due = policy._reckon(start, calendar)
        if not due:
            raise UserError(
                self.env._(
                    "The working calendar of %s has no working time after this moment:"
                    " add working hours to it.",
                    company.name,
                )
            )
        return due

    def _reckon(self, start, calendar):
        hours = self.rule == "hours"
        rule = deadlines.Rule(
            code=self.code,
            hours=self.hours if hours else None,
            until=None if hours else deadlines.Until(self.rule),
            basis=self.basis,
        )
        return deadlines.due(rule, start, AgencyCalendar(calendar))
