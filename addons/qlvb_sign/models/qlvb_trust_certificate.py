# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import keys


class QlvbTrustCertificate(models.AbstractModel):
    """One certificate that an administrator imported, and what is read from it."""

    _name = "qlvb.trust.certificate"
    _description = "Imported Certificate"

    name = fields.Char(compute="_compute_certificate", store=True)
    active = fields.Boolean(default=True)
    certificate = fields.Binary(
        required=True, attachment=False, help="DER or PEM, one certificate."
    )
    sha256 = fields.Char("SHA-256", compute="_compute_certificate", store=True)
    not_after = fields.Datetime(
        "Valid until", compute="_compute_certificate", store=True
    )

    @api.depends("certificate")
    def _compute_certificate(self):
        for row in self:
            row.update(row._values_of(keys.describe(row._der())))

    @api.model
    def _values_of(self, info):
        """Return {field: value} for what `keys.describe` told."""
        return {
            "name": info.name,
            "sha256": info.sha256,
            "not_after": info.not_after.replace(tzinfo=None),
        }

    def _der(self):
        """Return the certificate as DER bytes; raise UserError for other files."""
        self.ensure_one()
        data = self.with_context(bin_size=False).certificate
        try:
            return keys.certificate_der(base64.b64decode(data or b""))
        except (ValueError, TypeError, binascii.Error) as error:
            raise UserError(
                self.env._("The file is not a certificate (DER or PEM).")
            ) from error
