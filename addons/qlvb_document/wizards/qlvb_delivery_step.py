# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDeliveryStep(models.TransientModel):
    """Ask for what a step in the delivery book needs."""

    _name = "qlvb.delivery.step"
    _description = "Step in the Delivery Book"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "delivery_ids"

    delivery_ids = fields.Many2many("qlvb.delivery", required=True)
    what = fields.Selection(
        [
            ("hand_over", "Hand over"),
            ("confirm", "Signed for"),
            ("come_back", "Came back"),
        ],
        required=True,
    )
    carrier = fields.Char("Given to", help="Post office, courier or messenger.")
    envelopes = fields.Integer("Number of envelopes", default=1)
    note = fields.Char()
    received_by = fields.Char("Signed by")
    received_on = fields.Date("On", default=lambda self: self.env["qlvb.role"]._today())
    reason = fields.Char("Why it came back")

    def action_apply(self):
        lines = self.delivery_ids
        if self.what == "hand_over":
            lines.hand_over(self.carrier, self.envelopes, self.note)
        elif self.what == "confirm":
            lines.confirm(self.received_by, self.received_on)
        else:
            lines.come_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
