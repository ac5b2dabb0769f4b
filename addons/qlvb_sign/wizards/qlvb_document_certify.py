# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentCertify(models.TransientModel):
    """An electronic copy also asks for the PIN of the agency's seal, if it has one."""

    _name = "qlvb.document.certify"
    _inherit = ["qlvb.document.certify", "qlvb.pin.mixin"]

    form = fields.Selection(
        [("paper", "On paper"), ("electronic", "Electronic")],
        default="paper",
        required=True,
    )
    key_id = fields.Many2one("qlvb.sign.key", compute="_compute_key_id")
    provider = fields.Selection(related="key_id.provider", string="Kind of key")
    asks_pin = fields.Boolean(related="key_id.asks_pin")
    asks_otp = fields.Boolean(related="key_id.asks_otp")

    @api.depends("document_id")
    def _compute_key_id(self):
        for wizard in self:
            agency = wizard.document_id.company_id
            wizard.key_id = self.env["qlvb.sign.key"].search(
                [("company_id", "=", agency.id)], limit=1
            )

    def _wish(self):
        return {**super()._wish(), "form": self.form}

    @hides_pin
    @check_identity
    def action_make_electronic(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        made = self.document_id.certify(self._wish(), auth)
        if isinstance(made, dict):
            return self._after(made)
        return self.env["qlvb.copy"].browse(made).action_open()
