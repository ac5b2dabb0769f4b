# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbTrustIntermediate(models.Model):
    """A certificate between a root and a signer: it only helps to build the chain.

    It is never trusted by itself, so one administrator suffices. Needed where the
    signatures or the timestamps of a service leave it out.
    """

    _name = "qlvb.trust.intermediate"
    _description = "Intermediate Certificate"
    _inherit = ["qlvb.trust.certificate"]
    _order = "name"

    issuer = fields.Char(compute="_compute_certificate", store=True)

    _sha256_uniq = models.UniqueIndex("(sha256)", "This certificate is already there.")

    @api.model
    def _values_of(self, info):
        return {**super()._values_of(info), "issuer": info.issuer}

    @api.model
    def _certificates(self):
        return tuple(row._der() for row in self.sudo().search([]))
