# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbDocumentInitial(models.TransientModel):
    """Ask a reviewer for the PIN of their key, and initial."""

    _name = "qlvb.document.initial"
    _description = "Initial"
    _inherit = ["qlvb.key.mixin", "qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    comment = fields.Text()

    @hides_pin
    @check_identity
    def action_initial(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        slip = self.document_id.sudo().submission_id.with_env(self.env)
        return self._after(slip.initial(auth, self.comment))
