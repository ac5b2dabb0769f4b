# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbSubmissionEdit(models.TransientModel):
    """An approver who may edit stores a version; it says first what that voids."""

    _name = "qlvb.submission.edit"
    _description = "Store an Edited Version"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    file_name = fields.Char()
    content = fields.Binary("File", required=True, attachment=False)
    note = fields.Char("What was changed")
    warning = fields.Char(compute="_compute_warning")

    @api.depends("document_id")
    def _compute_warning(self):
        for wizard in self:
            document = wizard.document_id
            wizard.warning = document and document._version_warning()

    def action_store(self):
        """Store the file, and of a Word file its PDF."""
        document = self.document_id
        content = self.with_context(bin_size=False).content
        file_id = document.upload_version(self.file_name, content, self.note)
        stored = document.sudo().file_ids.filtered(lambda file: file.id == file_id)
        if stored.kind == "draft":
            document.make_pdf()
        return {"type": "ir.actions.act_window_close"}
