# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import keys


class QlvbTrustIntermediate(models.Model):
    """A certificate between a root and a signer: it only helps to build the chain.

    It is never trusted by itself, so one administrator suffices. Needed where the
    signatures or the timestamps of a service leave it out.
    """

    _name = "qlvb.trust.intermediate"
    _description = "Intermediate Certificate"
    _order = "name"

    name = fields.Char(compute="_compute_certificate", store=True)
    active = fields.Boolean(default=True)
    certificate = fields.Binary(
        required=True, attachment=False, help="DER or PEM, one certificate."
    )
    sha256 = fields.Char("SHA-256", compute="_compute_certificate", store=True)
    issuer = fields.Char(compute="_compute_certificate", store=True)
    not_after = fields.Datetime(
        "Valid until", compute="_compute_certificate", store=True
    )

    _sha256_uniq = models.UniqueIndex("(sha256)", "This certificate is already there.")

    @api.depends("certificate")
    def _compute_certificate(self):
        for row in self:
            info = keys.describe(row._der())
            row.update(
                {
                    "name": info.name,
                    "sha256": info.sha256,
                    "issuer": info.issuer,
                    "not_after": info.not_after.replace(tzinfo=None),
                }
            )

    def _der(self):
        self.ensure_one()
        data = self.with_context(bin_size=False).certificate
        try:
            return keys.certificate_der(base64.b64decode(data or b""))
        except (ValueError, TypeError, binascii.Error) as error:
            raise UserError(
                self.env._("The file is not a certificate (DER or PEM).")
            ) from error

    @api.model
    def _certificates(self):
        return tuple(row._der() for row in self.sudo().search([]))
