# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """Every body that sends or gets documents has its agency code."""

    _inherit = "res.partner"

    agency_code = fields.Char(index="btree_not_null", help="QĐ 20/2020/QĐ-TTg.")

    _agency_code_uniq = models.UniqueIndex(
        "(agency_code) WHERE agency_code IS NOT NULL AND agency_code != ''",
        "Another body has this agency code.",
    )

    @api.model
    def _find_agency(self, issuer):
        """Return the body with the code, else the name, of ``issuer`` (a dict)."""
        for field, value in (
            ("agency_code", issuer.get("code")),
            ("name", issuer.get("name")),
        ):
            if value:
                found = self.sudo().search([(field, "=", value)], limit=1)
                if found:
                    return found.with_env(self.env)
        return self.browse()
