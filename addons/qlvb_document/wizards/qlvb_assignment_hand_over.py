# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbAssignmentHandOver(models.TransientModel):
    """Ask which colleague goes on with the work, and why."""

    _name = "qlvb.assignment.hand.over"
    _description = "Hand Over"
    _inherit = ["qlvb.assignment.dialog"]

    user_id = fields.Many2one("res.users", "Colleague", required=True)

    def _do(self):
        self.assignment_id.hand_over(self.user_id.id, self.reason)
