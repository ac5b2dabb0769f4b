# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbTrustConfirm(models.TransientModel):
    """Ask the second administrator for the fingerprint as it is published."""

    _name = "qlvb.trust.confirm"
    _description = "Confirm a Root Certificate"

    anchor_id = fields.Many2one("qlvb.trust.anchor", required=True, readonly=True)
    subject = fields.Char(related="anchor_id.subject")
    source = fields.Char(related="anchor_id.source")
    imported_by_id = fields.Many2one(related="anchor_id.imported_by_id")
    fingerprint = fields.Char("SHA-256 as published", required=True)

    def action_confirm(self):
        self.ensure_one()
        self.anchor_id.confirm(self.fingerprint)
        return {"type": "ir.actions.act_window_close"}
