# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbAssignmentComplete(models.TransientModel):
    """Ask for the result with which a piece of work is closed."""

    _name = "qlvb.assignment.complete"
    _description = "Complete"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "assignment_id"

    assignment_id = fields.Many2one("qlvb.assignment", required=True)
    result = fields.Char(required=True)

    def action_complete(self):
        self.assignment_id.complete(self.result)
        return {"type": "ir.actions.act_window_close"}
