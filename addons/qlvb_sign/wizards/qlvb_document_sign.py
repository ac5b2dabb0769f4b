# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentSign(models.TransientModel):
    """Ask the signer for the PIN of their key, and sign."""

    _name = "qlvb.document.sign"
    _description = "Sign"
    _inherit = ["qlvb.key.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    picture = fields.Binary(related="key_id.picture", related_sudo=False)

    @hides_pin
    @check_identity
    def action_sign(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        return self._after(self.document_id._sign(auth))
