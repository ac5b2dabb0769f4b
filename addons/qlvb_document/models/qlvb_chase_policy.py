# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords.chasing import reminders_due


class QlvbChasePolicy(models.Model):
    """When a reply that is owed to us is chased by itself (S40).

    The first reminder letter is drafted so many working days after the day the reply
    was due, each next one so many later. An agency's own rule goes before the common
    one, the newest before the older. Administrators write those of their agencies;
    nobody changes one that holds already: a new one is made from a later day.
    """

    _name = "qlvb.chase.policy"
    _description = "Rule of Chasing"
    _inherit = ["qlvb.dated.mixin"]
    _order = "company_id, date_from desc"
    _rec_name = "basis"
    _rule_fields = frozenset(
        {"company_id", "date_from", "first_days", "every_days", "most"}
    )

    first_days = fields.Integer(
        "First after",
        required=True,
        default=3,
        help="Working days late; 0: nothing is chased by itself.",
    )
    every_days = fields.Integer(
        "Again every", required=True, default=5, help="Working days; 0: only once."
    )
    most = fields.Integer("At most", default=3, help="Reminders; 0: no limit.")

    _days = models.Constraint(
        "CHECK(first_days BETWEEN 0 AND 250 AND every_days BETWEEN 0 AND 250"
        " AND most BETWEEN 0 AND 20)",
        "The days lie between 0 and 250, the reminders between 0 and 20.",
    )
    _one_a_day = models.UniqueIndex(
        "(COALESCE(company_id, 0), date_from)",
        "There is a rule of chasing from this day on already.",
    )

    @api.model
    def _of(self, company):
        """Return the rule that holds in the agency today, or none."""
        return self.sudo().search(
            [
                ("company_id", "in", [False, company.id]),
                ("date_from", "<=", company._qlvb_today()),
            ],
            order="company_id ASC NULLS LAST, date_from DESC",
            limit=1,
        )

    def _due(self, days_late):
        """Return how many reminders should have been made; see `vnrecords.chasing`."""
        if not self:
            return 0
        return reminders_due(days_late, self.first_days, self.every_days, self.most)
