# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentSeal(models.TransientModel):
    """Ask the clerk for the PIN of the agency's seal, and issue."""

    _name = "qlvb.document.seal"
    _description = "Issue"
    _inherit = ["qlvb.key.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)

    def _key_owner(self):
        return [("company_id", "=", self.document_id.company_id.id)]

    @hides_pin
    @check_identity
    def action_issue(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        return self._after(self.document_id.issue(pin=auth))
