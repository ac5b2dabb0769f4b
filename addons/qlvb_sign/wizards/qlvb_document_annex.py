# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentAnnexAdd(models.TransientModel):
    """Ask for an annex in a file of its own, or for the one to take out."""

    _name = "qlvb.document.annex.add"
    _description = "Annexes"
    _inherit = ["qlvb.wizard.mixin"]
    _transient_max_hours = 0.2

    document_id = fields.Many2one("qlvb.document", required=True, readonly=True)
    content = fields.Binary("File", attachment=False)
    content_name = fields.Char()
    drop_id = fields.Many2one(
        "qlvb.document.file",
        "Take out",
        domain="[('document_id', '=', document_id), ('kind', '=', 'attachment'),"
        " ('is_void', '=', False)]",
    )

    def action_save(self):
        wizard = self.with_context(bin_size=False)
        if wizard.drop_id:
            wizard.document_id.drop_annex(wizard.drop_id.id)
        if wizard.content:
            wizard.document_id.add_annex(wizard.content_name, wizard.content)
        return {"type": "ir.actions.act_window_close"}
