# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbSubmissionChanges(models.TransientModel):
    """What changed in a draft since the reader agreed to it (ND 30/2020, art. 11.2)."""

    _name = "qlvb.submission.changes"
    _description = "What Changed since I Agreed"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    versions = fields.Char(compute="_compute_changes")
    changes = fields.Html(compute="_compute_changes", sanitize=False)

    @api.depends("document_id")
    @api.depends_context("uid")
    def _compute_changes(self):
        for wizard in self:
            document = wizard.document_id
            before = document._agreed_before()
            now = document.sudo().submission_id.file_id
            wizard.versions = before and self.env._(
                "Version %(old)s, on which you agreed, and version %(new)s",
                old=before.version,
                new=now.version,
            )
            wizard.changes = before and (
                document._compare(before, now) or self.env._("The text is the same.")
            )
