# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentKeep(models.TransientModel):
    """Ask why a document is kept that its sender takes back."""

    _name = "qlvb.document.keep"
    _description = "Keep a Document that Is Taken Back"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "document_ids"

    document_ids = fields.Many2many("qlvb.document", required=True)
    reason = fields.Text(required=True)

    def action_keep(self):
        self.document_ids.answer_withdrawal(False, self.reason)
        return {"type": "ir.actions.act_window_close"}
