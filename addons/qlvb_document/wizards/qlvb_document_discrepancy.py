# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

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
    knows_address = fields.Boolean(compute="_compute_knows_address")
    email = fields.Char(
        "E-mail of the sender", help="Where the sender is told of the difference."
    )

    @api.depends("document_id")
    def _compute_knows_address(self):
        for dialog in self:
            document = dialog.document_id
            document.check_access("read")
            document = document.sudo()
            dialog.knows_address = bool(
                document.source_recipient_id or document.issuer_id.email
            )

    def action_resolve(self):
        self.ensure_one()
        email = self.choice == "tell_sender" and self.email
        self.document_id.resolve_discrepancy(self.choice, self.reason, email)
        return {"type": "ir.actions.act_window_close"}
