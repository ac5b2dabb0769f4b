# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class QlvbAssignmentExempt(models.TransientModel):
    """Ask why a document that asks for a reply is to be finished without one."""

    _name = "qlvb.assignment.exempt"
    _description = "Ask to Finish without a Reply"
    _inherit = ["qlvb.assignment.dialog"]

    def _do(self):
        self.assignment_id.ask_exception(self.reason)
