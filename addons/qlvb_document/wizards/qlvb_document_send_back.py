# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentSendBack(models.TransientModel):
    """Ask why a signed document goes back to its drafter."""

    _name = "qlvb.document.send.back"
    _description = "Send Back a Signed Document"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    reason = fields.Text(required=True)

    def action_send_back(self):
        self.document_id.send_back(self.reason)
        return {"type": "ir.actions.act_window_close"}
