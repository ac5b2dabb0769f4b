# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbSubmissionReturn(models.TransientModel):
    """Ask what has to be changed in a draft that is returned."""

    _name = "qlvb.submission.return"
    _description = "Return a Draft"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "submission_id"

    submission_id = fields.Many2one("qlvb.submission", required=True)
    reason = fields.Text(required=True)

    def action_return(self):
        self.submission_id.return_draft(self.reason)
        return {"type": "ir.actions.act_window_close"}
