# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# Working hours that are proposed for an opinion: two days.
PROPOSED_HOURS = 16


class QlvbOpinionAsk(models.TransientModel):
    """Ask whom to ask for an opinion, what, and until when."""

    _name = "qlvb.opinion.ask"
    _description = "Ask for an Opinion"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    question = fields.Text(required=True)
    user_ids = fields.Many2many("res.users", string="People")
    department_ids = fields.Many2many("hr.department", string="Units")
    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, readonly=False, required=True
    )

    @api.depends("document_id")
    def _compute_deadline(self):
        now = fields.Datetime.now()
        for wizard in self:
            calendar = wizard.company_id.sudo().resource_calendar_id
            wizard.deadline = calendar and calendar._qlvb_add_hours(now, PROPOSED_HOURS)

    def action_ask(self):
        """Ask everybody chosen."""
        self.ensure_one()
        targets = [{"user_id": user.id} for user in self.user_ids]
        targets += [{"department_id": unit.id} for unit in self.department_ids]
        self.document_id.ask_opinion(self.question, targets, self.deadline)
        return {"type": "ir.actions.act_window_close"}
