# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbReplyExceptionRefuse(models.TransientModel):
    """Ask why a document is not to be finished without a reply."""

    _name = "qlvb.reply.exception.refuse"
    _description = "Refuse an Exception from Replying"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "exception_id"

    exception_id = fields.Many2one("qlvb.reply.exception", required=True)
    reason = fields.Char(related="exception_id.reason", string="Why it is asked for")
    answer = fields.Char("Your answer", required=True)

    def action_refuse(self):
        self.exception_id.refuse(self.answer)
        return {"type": "ir.actions.act_window_close"}
