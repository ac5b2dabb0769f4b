# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbDocumentCompare(models.TransientModel):
    """Show the words that differ between two versions of a draft.

    Whoever sees the document may compare any two of its files. At first the two
    newest of the kind that was stored last are chosen.
    """

    _name = "qlvb.document.compare"
    _description = "Compare Versions"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    old_file_id = fields.Many2one(
        "qlvb.document.file",
        "Older version",
        compute="_compute_files",
        store=True,
        readonly=False,
        domain="[('document_id', '=', document_id)]",
    )
    new_file_id = fields.Many2one(
        "qlvb.document.file",
        "Newer version",
        compute="_compute_files",
        store=True,
        readonly=False,
        domain="[('document_id', '=', document_id)]",
    )
    changes = fields.Html(compute="_compute_changes", sanitize=False)

    @api.depends("document_id")
    def _compute_files(self):
        for wizard in self:
            versions = wizard.document_id.version_ids.sorted("id", reverse=True)
            alike = versions.filtered(
                lambda file, kind=versions[:1].kind: file.kind == kind
            )
            wizard.new_file_id = alike[:1]
            wizard.old_file_id = alike[1:2] or alike[:1]

    @api.depends("old_file_id", "new_file_id")
    def _compute_changes(self):
        _ = self.env._
        for wizard in self:
            old, new = wizard.old_file_id, wizard.new_file_id
            if not (old and new):
                wizard.changes = _("There are no two versions to compare yet.")
                continue
            if (old | new).document_id != wizard.document_id:
                raise UserError(_("Compare two files of the same document."))
            found = wizard.document_id._compare(old, new)
            wizard.changes = found or _("The text is the same in both versions.")
