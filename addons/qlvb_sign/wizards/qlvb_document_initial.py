# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentInitial(models.TransientModel):
    """Ask a reviewer for the PIN of their key, and initial."""

    _name = "qlvb.document.initial"
    _description = "Initial"
    _inherit = ["qlvb.pin.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    comment = fields.Text()
    key_id = fields.Many2one("qlvb.sign.key", compute="_compute_key_id")
    provider = fields.Selection(related="key_id.provider")
    asks_pin = fields.Boolean(related="key_id.asks_pin")
    asks_otp = fields.Boolean(related="key_id.asks_otp")

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
    def action_initial(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        slip = self.document_id.sudo().submission_id.with_env(self.env)
        return self._after(slip.initial(auth, self.comment))
