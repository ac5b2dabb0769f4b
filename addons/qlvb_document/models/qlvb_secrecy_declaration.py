# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import UserError

SHA256 = re.compile(r"[0-9a-f]{64}")


class QlvbSecrecyDeclaration(models.Model):
    """A clerk's word that what looks like a secrecy stamp is none (S2).

    Nothing of a refused file is kept, so the declaration names it by its SHA-256:
    only those very bytes may enter afterwards, by any path. Clerks of the agency
    declare and, like its administrators, read; nobody changes or removes it.
    """

    _name = "qlvb.secrecy.declaration"
    _description = "Declaration that a File is not Secret"
    _inherit = ["qlvb.unchanged.mixin"]
    _order = "id desc"
    _rec_name = "sha256"

    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Declared by", required=True, readonly=True)
    moment = fields.Datetime(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, readonly=True, index=True
    )

    _file_uniq = models.UniqueIndex(
        "(company_id, sha256)", "This file has been declared already."
    )

    @api.model
    def declare(self, sha256, reason, company_id=None):
        """State that the file with this SHA-256 bears no secrecy stamp; return the id.

        A second declaration of the same file changes nothing.
        """
        company = self.env["res.company"].browse(company_id or self.env.company.id)
        if not company.exists():
            raise UserError(self.env._("There is no such agency."))
        self.env["qlvb.document"]._check_role(("clerk",), company)
        if not isinstance(sha256, str) or not SHA256.fullmatch(sha256):
            raise UserError(self.env._("Name the file by its SHA-256: 64 digits."))
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(
                self.env._(
                    "Say why this is not a secrecy stamp: who looked, and at what."
                )
            )
        known = self._of(sha256, company)
        return (
            known.id
            or self.sudo()
            .create(
                {
                    "sha256": sha256,
                    "reason": reason,
                    "user_id": self.env.uid,
                    "moment": fields.Datetime.now(),
                    "company_id": company.id,
                }
            )
            .id
        )

    @api.model
    def _of(self, sha256, company):
        """Return the declaration about a file in an agency, or none."""
        return self.sudo().search(
            [("sha256", "=", sha256), ("company_id", "=", company.id)], limit=1
        )

    def _refuse_change(self):
        raise UserError(self.env._("A declaration is neither changed nor removed."))
