# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentCertify(models.TransientModel):
    """An electronic copy also asks for the PIN of the agency's seal, if it has one."""

    _name = "qlvb.document.certify"
    _inherit = ["qlvb.document.certify", "qlvb.key.mixin"]

    form = fields.Selection(
        [("paper", "On paper"), ("electronic", "Electronic")],
        default="paper",
        required=True,
    )
    provider = fields.Selection(string="Kind of key")

    def _key_owner(self):
        return [("company_id", "=", self.document_id.company_id.id)]

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
