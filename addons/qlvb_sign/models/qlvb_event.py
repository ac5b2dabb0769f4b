# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbEvent(models.Model):
    """The trail says when signatures were made and judged."""

    _inherit = "qlvb.event"

    @api.model
    def _kind_labels(self):
        return {
            **super()._kind_labels(),
            "verify": self.env._("Signatures verified"),
            "wrong_pin": self.env._("Wrong PIN of a signing key"),
            "key_paused": self.env._("Signing key paused after wrong PINs"),
            "sign_asked": self.env._("Signature asked for"),
            "sign_failed": self.env._("Signature not made"),
        }
