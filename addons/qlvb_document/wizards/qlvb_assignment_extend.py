# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbAssignmentExtend(models.TransientModel):
    """Ask until when the deadline is wanted later, and why."""

    _name = "qlvb.assignment.extend"
    _description = "Ask for a Later Deadline"
    _inherit = ["qlvb.assignment.dialog"]

    deadline = fields.Datetime("Proposed deadline", required=True)

    def _do(self):
        self.assignment_id.ask_extension(self.deadline, self.reason)
