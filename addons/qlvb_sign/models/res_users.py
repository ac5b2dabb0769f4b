# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class ResUsers(models.Model):
    """People reach their own signing key from their preferences."""

    _inherit = "res.users"

    def action_my_sign_key(self):
        """Open the caller's signing keys."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "qlvb_sign.qlvb_sign_key_action_mine"
        )
        return action
