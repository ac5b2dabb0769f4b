# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentSign(models.TransientModel):
    """Ask the signer for the PIN of their key, and sign."""

    _name = "qlvb.document.sign"
    _description = "Sign"
    _inherit = ["qlvb.pin.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    key_id = fields.Many2one("qlvb.sign.key", compute="_compute_key_id")
    not_after = fields.Datetime(related="key_id.not_after")
    issuer = fields.Char(related="key_id.issuer")
    provider = fields.Selection(related="key_id.provider")
    asks_pin = fields.Boolean(related="key_id.asks_pin")
    asks_otp = fields.Boolean(related="key_id.asks_otp")
    picture = fields.Binary(related="key_id.picture", related_sudo=False)

    @api.depends_context("uid")
    @api.depends("document_id")
    def _compute_key_id(self):
        key = self.env["qlvb.sign.key"].search(
            [("user_id", "=", self.env.uid)], limit=1
        )
        for wizard in self:
            wizard.key_id = key

    @hides_pin
    @check_identity
    def action_sign(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        return self._after(self.document_id._sign(auth))
