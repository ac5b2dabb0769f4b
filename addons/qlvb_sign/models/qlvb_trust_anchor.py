# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import keys


class QlvbTrustAnchor(models.Model):
    """A root certificate whose signatures this system believes.

    None is shipped and none is fetched: the administrator imports each one and types
    the SHA-256 that its authority publishes, so a file that was swapped on the way is
    found. Without any anchor nothing is trusted. Everybody reads, administrators of
    documents write; a certificate is never altered, only archived.
    """

    _name = "qlvb.trust.anchor"
    _description = "Trusted Root Certificate"
    _order = "domain, name"

    name = fields.Char(compute="_compute_certificate", store=True)
    active = fields.Boolean(default=True)
    domain = fields.Selection(
        [
            ("state", "State service (công vụ)"),
            ("public", "Public service"),
            ("tsa", "Timestamp service"),
            ("test", "Internal or test"),
        ],
        "Used for",
        required=True,
        default="state",
    )
    certificate = fields.Binary(
        required=True, attachment=False, help="DER or PEM, one certificate."
    )
    fingerprint = fields.Char(
        "SHA-256 as published",
        required=True,
        help="Typed from the authority's own publication, not from the file.",
    )
    sha256 = fields.Char("SHA-256", compute="_compute_certificate", store=True)
    subject = fields.Char(compute="_compute_certificate", store=True)
    not_before = fields.Datetime(
        "Valid from", compute="_compute_certificate", store=True
    )
    not_after = fields.Datetime(
        "Valid until", compute="_compute_certificate", store=True
    )
    source = fields.Char(help="Where the published fingerprint was read.")

    _sha256_uniq = models.UniqueIndex("(sha256)", "This certificate is already there.")

    @api.depends("certificate")
    def _compute_certificate(self):
        for anchor in self:
            info = keys.describe(anchor._der())
            anchor.update(
                {
                    "name": info.name,
                    "sha256": info.sha256,
                    "subject": info.subject,
                    "not_before": info.not_before.replace(tzinfo=None),
                    "not_after": info.not_after.replace(tzinfo=None),
                }
            )

    @api.constrains("certificate", "fingerprint")
    def _check_fingerprint(self):
        for anchor in self:
            typed = "".join(filter(str.isalnum, anchor.fingerprint)).lower()
            if typed != anchor.sha256:
                raise UserError(
                    self.env._(
                        "The typed fingerprint is not the one of the certificate,"
                        " whose SHA-256 is %s. Do not trust this file.",
                        anchor.sha256,
                    )
                )

    def write(self, vals):
        if {"certificate", "fingerprint"} & set(vals):
            raise UserError(
                self.env._("A trusted certificate is not altered: archive it.")
            )
        return super().write(vals)

    def _der(self):
        """Return the certificate as DER bytes."""
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
        """Return the DER bytes of everything that is trusted now."""
        return [anchor._der() for anchor in self.sudo().search([])]
