# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbSecrecyDeclare(models.TransientModel):
    """Ask a clerk why a refused file bears no secrecy stamp (S2)."""

    _name = "qlvb.secrecy.declare"
    _description = "Declare a File not Secret"

    sha256 = fields.Char("SHA-256", required=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    reason = fields.Text(required=True)

    def action_declare(self):
        self.ensure_one()
        self.env["qlvb.secrecy.declaration"].declare(
            self.sha256, self.reason, self.company_id.id
        )
        return {"type": "ir.actions.act_window_close"}
