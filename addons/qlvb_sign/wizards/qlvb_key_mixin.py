# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbKeyMixin(models.AbstractModel):
    """A dialog that asks for the PIN of a key, and tells which key.

    It is the user's own, unless `_key_owner` says otherwise.
    """

    _name = "qlvb.key.mixin"
    _description = "Dialog with a Key"
    _inherit = ["qlvb.pin.mixin"]

    # What the dialog is about, and so whose key it is.
    _key_by = ("document_id",)

    key_id = fields.Many2one("qlvb.sign.key", compute="_compute_key_id")
    provider = fields.Selection(related="key_id.provider")
    issuer = fields.Char(related="key_id.issuer")
    not_after = fields.Datetime(related="key_id.not_after")
    asks_pin = fields.Boolean(related="key_id.asks_pin")
    asks_otp = fields.Boolean(related="key_id.asks_otp")

    @api.depends_context("uid", "company")
    @api.depends(lambda self: self._key_by)
    def _compute_key_id(self):
        for dialog in self:
            owner = dialog._key_owner()
            dialog.key_id = self.env["qlvb.sign.key"].search(owner, limit=1)

    def _key_owner(self):
        """Return the domain of the key that is asked for."""
        return [("user_id", "=", self.env.uid)]
