# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    """Refusals of official records are told plainly, and name nothing."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if not records._name.startswith("qlvb."):
            return super()._make_access_error(operation, records)
        return AccessError(
            self.env._(
                "This was not assigned to you. If you need it for your work, ask your"
                " head of unit or the registry clerk."
            )
        )
