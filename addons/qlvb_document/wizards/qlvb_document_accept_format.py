# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentAcceptFormat(models.TransientModel):
    """Ask why the layout of a signed document is accepted as it is."""

    _name = "qlvb.document.accept.format"
    _description = "Accept the Layout"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    finding_ids = fields.Many2many(related="document_id.format_finding_ids")
    reason = fields.Char(required=True)

    def action_accept(self):
        self.document_id.accept_format(self.reason)
        return {"type": "ir.actions.act_window_close"}
