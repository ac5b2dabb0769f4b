# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentAmendment(models.TransientModel):
    """Ask why a document is replaced or corrected, and open the new draft."""

    _name = "qlvb.document.amendment"
    _description = "Replace or Correct"
    _inherit = ["qlvb.wizard.mixin", "qlvb.decider.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    kind = fields.Selection(
        [
            ("replaced", "A new document replaces it (error of content)"),
            ("corrected", "A letter corrects it (error of form)"),
        ],
        required=True,
        default="replaced",
    )

    def action_start(self):
        leader = self.decided_by_id.id
        if self.kind == "replaced":
            draft = self.document_id.replace_by_draft(self.reason, leader)
        else:
            draft = self.document_id.correct_by_draft(self.reason, leader)
        return self.env["qlvb.document"].browse(draft).action_open()
