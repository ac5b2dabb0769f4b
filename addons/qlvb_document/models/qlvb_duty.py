# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache


class QlvbDuty(models.Model):
    """Which leader is on duty for new documents, from one day to another.

    Administrators and heads of office write the calendar of their agencies,
    everybody reads it.
    """

    _name = "qlvb.duty"
    _description = "Leader on Duty"
    _inherit = ["qlvb.kept.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one("res.users", "Leader", required=True)
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(required=True)

    _dates = models.Constraint(
        "CHECK(date_to >= date_from)", "A duty cannot end before it begins."
    )

    @api.constrains("company_id", "date_from", "date_to")
    def _check_one_at_a_time(self):
        for duty in self:
            other = self.search(
                [
                    ("id", "!=", duty.id),
                    ("company_id", "=", duty.company_id.id),
                    ("date_from", "<=", duty.date_to),
                    ("date_to", ">=", duty.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(leader)s is on duty until %(date)s: two leaders are not on"
                        " duty on the same day.",
                        leader=other.user_id.name,
                        date=other.date_to,
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_leader(self):
        for duty in self:
            leaders = self.env["qlvb.role"]._holders("leader", duty.company_id)
            if duty.user_id not in leaders:
                raise ValidationError(
                    self.env._("%s is no leader of this agency.", duty.user_id.name)
                )

    @api.model
    def _leader(self, company):
        """Return who decides on new documents today when no rule says so."""
        on_duty = self._on_duty(company.id, company._qlvb_today())
        leaders = self.env["qlvb.role"]._holders("leader", company)
        settled = company.sudo().qlvb_duty_leader_id
        # Who has left or leads no more gets nothing: the head of the agency does.
        asked = leaders.filtered(lambda user: user.id == on_duty)
        asked = asked or settled & leaders
        if settled and not asked:
            asked = settled & self.env["qlvb.role"]._holders("office", company)
        return asked or leaders[:1]

    @api.model
    @ormcache("company_id", "day")
    def _on_duty(self, company_id, day):
        """Return the id of the user who is on duty on a day, or False."""
        duty = self.sudo().search(
            [
                ("company_id", "=", company_id),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ],
            limit=1,
        )
        return duty.user_id.id
