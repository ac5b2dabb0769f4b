# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

ROLES = [
    ("initial", "Initials of a reviewer"),
    ("person", "Signature of a person"),
    ("agency", "Seal of the agency"),
    ("annex", "Signature of the agency on an annex"),
    ("copy", "Signature of the agency on a copy"),
]


class QlvbSigning(models.Model):
    """That somebody here signed or sealed a document: which key, which bytes.

    The chain is pinned by digests: the file after a signing begins with the file
    before it. Written by the system; read by whoever may see the document.
    """

    _name = "qlvb.signing"
    _description = "Signing"
    _order = "id desc"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, readonly=True, ondelete="restrict"
    )
    role = fields.Selection(ROLES, required=True, readonly=True)
    key_id = fields.Many2one("qlvb.sign.key", readonly=True, ondelete="restrict")
    certificate_sha256 = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", "Done by", required=True, readonly=True)
    moment = fields.Datetime(required=True, readonly=True)
    file_id = fields.Many2one("qlvb.document.file", readonly=True)
    before_sha256 = fields.Char("SHA-256 before", required=True, readonly=True)
    after_sha256 = fields.Char("SHA-256 after", required=True, readonly=True)

    step_id = fields.Many2one(
        "qlvb.submission.step", "Initialled at", readonly=True, ondelete="set null"
    )

    _one_per_role = models.UniqueIndex(
        "(document_id, role, before_sha256) WHERE role NOT IN ('initial', 'copy')",
        "The document is signed already.",
    )

    @api.depends("document_id", "role")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for signing in self:
            signing.display_name = (
                f"{label.get(signing.role)}: {signing.document_id.display_name}"
            )

    def write(self, vals):
        if vals:
            raise UserError(self.env._("The record of a signing is never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The record of a signing is never deleted."))
