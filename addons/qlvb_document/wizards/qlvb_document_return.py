# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentReturn(models.TransientModel):
    """Ask why incoming documents are returned to who sent them."""

    _name = "qlvb.document.return"
    _description = "Return to the Sender"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "document_ids"

    document_ids = fields.Many2many("qlvb.document", required=True)
    reason = fields.Text(required=True)

    def action_return(self):
        self.document_ids.return_to_sender(self.reason)
        return {"type": "ir.actions.act_window_close"}
