# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbSubmissionReturn(models.TransientModel):
    """Ask why a draft is returned, refused, or taken back."""

    _name = "qlvb.submission.return"
    _description = "Return a Draft"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "submission_id"

    submission_id = fields.Many2one("qlvb.submission", required=True)
    what = fields.Selection(
        [
            ("return_draft", "Ask for changes"),
            ("refuse", "Disagree"),
            ("withdraw", "Take back"),
        ],
        default="return_draft",
        required=True,
    )
    reason = fields.Text(required=True)

    def action_return(self):
        """Do what was asked for, with the reason."""
        slip = self.submission_id
        doing = {
            "return_draft": slip.return_draft,
            "refuse": slip.refuse,
            "withdraw": slip.withdraw,
        }
        doing[self.what](self.reason)
        return {"type": "ir.actions.act_window_close"}
