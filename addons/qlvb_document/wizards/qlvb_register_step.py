# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbRegisterStep(models.TransientModel):
    """Ask for what a step on a book needs: how many numbers, and the reason."""

    _name = "qlvb.register.step"
    _description = "Step on a Register"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "register_id"

    register_id = fields.Many2one("qlvb.register", "Book", required=True)
    series_id = fields.Many2one(
        "qlvb.series",
        compute="_compute_series_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', own_series_ids)]",
    )
    own_series_ids = fields.Many2many("qlvb.series", compute="_compute_own_series_ids")
    next_number = fields.Integer(related="series_id.next_number")
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
    day = fields.Date(
        "Date of the numbers",
        help="Empty: today. An earlier day only while no number is dated later.",
    )
    reason = fields.Char(required=True)

    @api.depends("register_id")
    def _compute_own_series_ids(self):
        for wizard in self:
            book = wizard.register_id
            wizard.own_series_ids = book and book._own_series()

    @api.depends("register_id")
    def _compute_series_id(self):
        for wizard in self:
            wizard.series_id = wizard.series_id or wizard.register_id.series_id

    def action_apply(self):
        series = self.series_id
        if self.what == "lock":
            self.register_id.lock(self.reason)
        elif self.what == "reserve":
            series.reserve(self.count, self.reason, self.day)
        elif self.what == "skip":
            series.skip(self.count, self.reason)
        else:
            series.start_after(self.last_number, self.reason)
        return {"type": "ir.actions.act_window_close"}
