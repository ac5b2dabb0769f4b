# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbExtensionDecide(models.TransientModel):
    """Ask until when a later deadline is granted, or why it is refused."""

    _name = "qlvb.extension.decide"
    _description = "Decide on an Extension"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "extension_id"

    extension_id = fields.Many2one("qlvb.extension", required=True)
    target = fields.Char(related="extension_id.target")
    reason = fields.Char(related="extension_id.reason", string="Why it is asked for")
    old_deadline = fields.Datetime(related="extension_id.old_deadline")
    granted = fields.Datetime(
        "Grant until", compute="_compute_granted", store=True, readonly=False
    )
    answer = fields.Char("Your answer")

    @api.depends("extension_id")
    def _compute_granted(self):
        for wizard in self:
            wizard.granted = wizard.extension_id.proposed

    def action_grant(self):
        self.extension_id.grant(self.granted, self.answer)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        self.extension_id.refuse(self.answer)
        return {"type": "ir.actions.act_window_close"}
