# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentSeal(models.TransientModel):
    """Ask the clerk for the PIN of the agency's seal, and issue."""

    _name = "qlvb.document.seal"
    _description = "Issue"
    _inherit = ["qlvb.pin.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    key_id = fields.Many2one("qlvb.sign.key", compute="_compute_key_id")
    not_after = fields.Datetime(related="key_id.not_after")
    issuer = fields.Char(related="key_id.issuer")
    provider = fields.Selection(related="key_id.provider")
    asks_pin = fields.Boolean(related="key_id.asks_pin")
    asks_otp = fields.Boolean(related="key_id.asks_otp")

    @api.depends("document_id")
    def _compute_key_id(self):
        for wizard in self:
            agency = wizard.document_id.company_id
            wizard.key_id = self.env["qlvb.sign.key"].search(
                [("company_id", "=", agency.id)], limit=1
            )

    @hides_pin
    @check_identity
    def action_issue(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        return self._after(self.document_id.issue(pin=auth))
