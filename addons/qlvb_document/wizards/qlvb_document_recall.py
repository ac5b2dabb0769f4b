# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbDocumentRecall(models.TransientModel):
    """Ask why issued documents are recalled, and on whose decision."""

    _name = "qlvb.document.recall"
    _description = "Recall Issued Documents"
    _inherit = ["qlvb.wizard.mixin", "qlvb.decider.mixin"]
    _target = "document_ids"

    document_ids = fields.Many2many("qlvb.document", required=True)
    paper_names = fields.Char(compute="_compute_paper_names")

    @api.depends("document_ids")
    def _compute_paper_names(self):
        """Name who has it on paper: a letter has to ask them for it (art. 18.4a)."""
        for wizard in self:
            paper = wizard.document_ids.recipient_ids.filtered(
                lambda row: row.paper or row.channel in ("post", "hand")
            )
            wizard.paper_names = "; ".join(filter(None, paper.mapped("name")))

    def action_recall(self):
        self.document_ids.recall(self.reason, self.decided_by_id.id)
        return {"type": "ir.actions.act_window_close"}
