# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentCertify(models.TransientModel):
    """An electronic copy also asks for the PIN of the agency's seal."""

    _name = "qlvb.document.certify"
    _inherit = ["qlvb.document.certify", "qlvb.pin.mixin"]

    form = fields.Selection(
        [("paper", "On paper"), ("electronic", "Electronic")],
        default="paper",
        required=True,
    )

    def _wish(self):
        return {**super()._wish(), "form": self.form}

    @hides_pin
    @check_identity
    def action_make_electronic(self):
        pin = self._take_pin()
        if not pin:
            return self._reopen()
        copy = self.document_id.certify(self._wish(), pin)
        return self.env["qlvb.copy"].browse(copy).action_open()
