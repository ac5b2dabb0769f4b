# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class MailAlias(models.Model):
    """Addresses of registers answer nobody: an answer would carry the content back."""

    _inherit = "mail.alias"

    def _alias_bounce_incoming_email(self, message, message_dict, set_invalid=True):
        if self.sudo().alias_model_id.model != "qlvb.document":
            return super()._alias_bounce_incoming_email(
                message, message_dict, set_invalid=set_invalid
            )
        if set_invalid:
            self.alias_status = "invalid"
        return None
