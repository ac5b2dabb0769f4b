# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbNumberUse(models.TransientModel):
    """Ask which document gets a reserved number."""

    _name = "qlvb.number.use"
    _description = "Use a Reserved Number"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "number_id"

    number_id = fields.Many2one("qlvb.number", required=True)
    document_id = fields.Many2one("qlvb.document", required=True)
    document_domain = fields.Json(compute="_compute_document_domain")

    @api.depends("number_id")
    def _compute_document_domain(self):
        for wizard in self:
            series = wizard.number_id.series_id
            state = "draft" if series.direction == "incoming" else "signed"
            wizard.document_domain = list(
                Domain("company_id", "=", series.company_id.id)
                & Domain("direction", "=", series.direction)
                & Domain("state", "=", state)
                & Domain("number_id", "=", False)
            )

    def action_use(self):
        self.number_id.use_for(self.document_id.id)
        return self.document_id.action_open()
