# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbRegisterStep(models.TransientModel):
    """Ask for what a step on a book needs: how many numbers, and the reason."""

    _name = "qlvb.register.step"
    _description = "Step on a Register"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "register_id"

    register_id = fields.Many2one("qlvb.register", "Book", required=True)
    next_number = fields.Integer(related="register_id.next_number")
    what = fields.Selection(
        [
            ("lock", "Lock the book"),
            ("reserve", "Reserve numbers"),
            ("skip", "Skip numbers"),
            ("start", "Begin after an older system"),
        ],
        required=True,
    )
    count = fields.Integer("How many", default=1)
    last_number = fields.Integer("Last number used in the old system")
    reason = fields.Char(required=True)

    def action_apply(self):
        series = self.register_id.series_id
        if self.what == "lock":
            self.register_id.lock(self.reason)
        elif self.what == "reserve":
            series.reserve(self.count, self.reason)
        elif self.what == "skip":
            series.skip(self.count, self.reason)
        else:
            series.start_after(self.last_number, self.reason)
        return {"type": "ir.actions.act_window_close"}
