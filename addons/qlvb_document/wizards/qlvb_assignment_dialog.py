# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbAssignmentDialog(models.AbstractModel):
    """A dialog that asks for the reason of one step of an assignment."""

    _name = "qlvb.assignment.dialog"
    _description = "Dialog on an Assignment"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "assignment_id"

    assignment_id = fields.Many2one("qlvb.assignment", required=True)
    company_id = fields.Many2one(related="assignment_id.company_id")
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Do the step and close the dialog."""
        self.ensure_one()
        self._do()
        return {"type": "ir.actions.act_window_close"}

    def _do(self):
        raise NotImplementedError
