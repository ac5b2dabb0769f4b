# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class QlvbAssignmentGiveBack(models.TransientModel):
    """Ask why the work is given back."""

    _name = "qlvb.assignment.give.back"
    _description = "Give Back"
    _inherit = ["qlvb.assignment.dialog"]

    def _do(self):
        self.assignment_id.give_back(self.reason)
