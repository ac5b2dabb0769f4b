# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentGrant(models.TransientModel):
    """Ask who else is to read a document, why, and until when."""

    _name = "qlvb.document.grant"
    _description = "Grant Access"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    user_id = fields.Many2one("res.users", "Person")
    department_id = fields.Many2one("hr.department", "Unit")
    reason = fields.Char(required=True)
    date_to = fields.Date("Until")

    def action_grant(self):
        """Ask for the grant; it waits for whoever confirms it."""
        self.ensure_one()
        self.document_id.grant_access(
            self.reason,
            user_id=self.user_id.id,
            department_id=self.department_id.id,
            date_to=self.date_to,
        )
        return {"type": "ir.actions.act_window_close"}
