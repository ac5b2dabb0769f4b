# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

from odoo.addons.qlvb_document.orm import token


class QlvbWorkfileAccess(models.AbstractModel):
    """Who may see and keep a work file, as tokens; the same way as for documents."""

    _name = "qlvb.workfile.access"
    _description = "Access to Work Files"
    _inherit = ["qlvb.access.mixin"]

    @api.depends("user_id", "department_id", "company_id")
    def _compute_access_tokens(self):
        return super()._compute_access_tokens()

    def _get_access_tokens(self):
        """The keeper, the head of its unit, and the agency's leaders and archivists."""
        agency = self.company_id.id
        tokens = {token(role, agency) for role in ("leader", "office", "archivist")}
        if self.department_id:
            tokens.add(token("unit_head", self.department_id.id))
        tokens |= super()._get_access_tokens()
        return tokens | {token("user", self.user_id.id)}
