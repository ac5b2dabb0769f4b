# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class QlvbAssignmentRecall(models.TransientModel):
    """Ask why the work is taken back."""

    _name = "qlvb.assignment.recall"
    _description = "Recall"
    _inherit = ["qlvb.assignment.dialog"]

    def _do(self):
        self.assignment_id.recall(self.reason)
