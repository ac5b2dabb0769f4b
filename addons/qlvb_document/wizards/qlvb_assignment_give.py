# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbAssignmentGive(models.TransientModel):
    """Ask to whom the unit's work is given, and until when."""

    _name = "qlvb.assignment.give"
    _description = "Give to a Person"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "assignment_id"

    assignment_id = fields.Many2one("qlvb.assignment", required=True)
    company_id = fields.Many2one(related="assignment_id.company_id")
    user_id = fields.Many2one("res.users", "Person", required=True)
    deadline = fields.Datetime(compute="_compute_deadline", store=True, readonly=False)
    text = fields.Char("Note")

    def _compute_deadline(self):
        for wizard in self:
            wizard.deadline = wizard.assignment_id.deadline

    def action_give(self):
        self.assignment_id.give(self.user_id.id, self.deadline, self.text)
        return {"type": "ir.actions.act_window_close"}
