# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from vnrecords import deadlines, derivation

from .resource_calendar import AgencyCalendar


class QlvbDeadlinePolicy(models.Model):
    """How long a step may take, the law it comes from and the day it holds from.

    A policy for urgent documents goes before one for all, an agency's own before
    the common one, the newest before the older; the one that held at the moment of
    the event applies. Deadlines are moments (UTC) reckoned in the agency's working
    calendar. Administrators write those of their agencies, the system's
    administrator the common ones; nobody changes one that holds already: a new one
    is made from a later day, so that what happened before keeps its deadline.
    """

    _name = "qlvb.deadline.policy"
    _description = "Deadline Policy"
    _inherit = ["qlvb.dated.mixin", "qlvb.kept.mixin"]
    _order = "code, urgency, company_id, date_from desc"
    _rule_fields = frozenset(
        {"code", "urgency", "rule", "hours", "date_from", "company_id"}
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [
            ("register", "Registering an incoming document"),
            ("acknowledge", "Acknowledging the receipt"),
            ("instruct", "Assigning a registered document"),
            ("process", "Working on an assigned document"),
            ("issue", "Issuing a signed document"),
        ],
        "Event",
        required=True,
    )
    urgency = fields.Selection(
        [("all", "All documents"), ("urgent", "Urgent documents")],
        "Documents",
        required=True,
        default="all",
    )
    rule = fields.Selection(
        [
            ("hours", "Working hours"),
            ("end_of_day", "End of the working day"),
            ("next_morning", "Morning of the next working day"),
            ("at_once", "At once"),
        ],
        "Limit",
        required=True,
    )
    hours = fields.Float()

    _hours = models.Constraint(
        "CHECK(hours >= 0 AND hours <= 2000)",
        "The working hours lie between 0 and 2,000.",
    )
    _hours_said = models.Constraint(
        "CHECK(rule != 'hours' OR hours > 0)", "Say how many working hours it is."
    )
    _one_a_day = models.UniqueIndex(
        "(code, urgency, COALESCE(company_id, 0), date_from)",
        "There is a policy for this event from this day on already.",
    )

    @api.model
    def _policy(self, code, start, company, urgency="0"):
        """Return the policy that held at ``start`` (UTC) in the agency, or none."""
        day = company._qlvb_local(start).date()
        return self.sudo().browse(
            self._policy_id(code, day, company.id, urgency != "0")
        )

    @api.model
    @ormcache("code", "day", "company_id", "urgent")
    def _policy_id(self, code, day, company_id, urgent):
        found = self.sudo().search(
            [
                ("code", "=", code),
                ("urgency", "in", ["urgent", "all"] if urgent else ["all"]),
                ("company_id", "in", [False, company_id]),
                ("date_from", "<=", day),
            ],
            order="urgency DESC, company_id ASC NULLS LAST, date_from DESC",
            limit=1,
        )
        return found.id

    @api.model
    def _due(self, code, start, company, urgency="0"):
        """Return until when (naive UTC) the step that began at ``start`` is due."""
        policy = self._policy(code, start, company, urgency)
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

    @api.model
    def _reason(self, event, moment, due, code, company, urgency, start=None):
        """Return how a deadline came about, in one Vietnamese sentence, or False.

        ``event`` at ``moment`` started the clock, or something that was due at
        ``start`` after it.
        """
        policy = (
            moment and due and self._policy(code, start or moment, company, urgency)
        )
        if not policy:
            return False
        calendar = company.sudo().resource_calendar_id
        return derivation.sentence(
            event,
            moment,
            policy._as_rule(),
            due,
            tz=calendar.tz or derivation.VIETNAM,
            days_off=calendar._qlvb_days_off(moment, due) if calendar else (),
        )

    def _as_rule(self):
        hours = self.rule == "hours"
        return deadlines.Rule(
            code=self.code,
            hours=self.hours if hours else None,
            until=None if hours else deadlines.Until(self.rule),
            basis=self.basis,
        )

    def _reckon(self, start, calendar):
        return deadlines.due(self._as_rule(), start, AgencyCalendar(calendar))
