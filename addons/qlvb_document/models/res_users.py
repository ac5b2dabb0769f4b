# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResUsers(models.Model):
    """An account, and the agencies in which it counts."""

    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        self.env["qlvb.role"]._forget_tokens()
        return result

    def _is_member(self, company):
        """Tell whether the person works in the agency and has not left."""
        self.ensure_one()
        return self.active and company.id in self.sudo()._get_company_ids()

    def _update_last_login(self):
        """Note each signing in, in the history of the person's agency (S54)."""
        result = super()._update_last_login()
        user = self.env.user
        self.env["qlvb.access.log"]._note_apart(user, user.company_id, "login")
        return result
