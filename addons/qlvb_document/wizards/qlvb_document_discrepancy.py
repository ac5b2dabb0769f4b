# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..models.qlvb_document_check import CHOICES


class QlvbDocumentDiscrepancy(models.TransientModel):
    """Ask what is done about pages or a number that differ (S21, S22)."""

    _name = "qlvb.document.discrepancy"
    _description = "Settle a Difference"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    discrepancy = fields.Text(related="document_id.discrepancy")
    choice = fields.Selection(CHOICES, required=True)
    reason = fields.Text(required=True)

    def action_resolve(self):
        self.ensure_one()
        self.document_id.resolve_discrepancy(self.choice, self.reason)
        return {"type": "ir.actions.act_window_close"}
