# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbAssignmentComplete(models.TransientModel):
    """Ask for the result with which a piece of work is closed."""

    _name = "qlvb.assignment.complete"
    _description = "Complete"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "assignment_id"

    assignment_id = fields.Many2one("qlvb.assignment", required=True)
    obstacle = fields.Text(compute="_compute_obstacle")
    result = fields.Char(required=True)

    @api.depends("assignment_id")
    def _compute_obstacle(self):
        """Tell what the button would refuse before a result is typed (S43)."""
        for wizard in self:
            row = wizard.assignment_id.sudo()
            answers = row.role in ("lead", "instruct")
            reasons = row.document_id._reply_blockers() if answers else []
            wizard.obstacle = "\n".join(reasons)

    def action_complete(self):
        self.assignment_id.complete(self.result)
        return {"type": "ir.actions.act_window_close"}
