# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbNumberReason(models.TransientModel):
    """Ask why numbers are released or cancelled."""

    _name = "qlvb.number.reason"
    _description = "Reason for a Number"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "number_ids"

    number_ids = fields.Many2many("qlvb.number", required=True)
    what = fields.Selection(
        [("release", "Release"), ("cancel", "Cancel")], required=True
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        if self.what == "release":
            self.number_ids.release(self.reason)
        else:
            self.number_ids.cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
