# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbAssignmentStop(models.TransientModel):
    """Ask what is awaited while the clock stands still."""

    _name = "qlvb.assignment.stop"
    _description = "Stop the Clock"
    _inherit = ["qlvb.assignment.dialog"]

    document_id = fields.Many2one(related="assignment_id.document_id")
    opinion_id = fields.Many2one(
        "qlvb.opinion",
        "Opinion awaited",
        compute="_compute_opinion_id",
        store=True,
        readonly=False,
        help="Empty: the answer of who sent the document.",
    )

    @api.depends("assignment_id")
    def _compute_opinion_id(self):
        for wizard in self:
            opinions = wizard.document_id.opinion_ids
            wizard.opinion_id = opinions.filtered(lambda o: o.state == "open")[:1]

    def _do(self):
        self.assignment_id.stop_clock(self.reason, self.opinion_id.id)
