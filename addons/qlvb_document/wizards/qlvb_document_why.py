# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbDocumentWhy(models.TransientModel):
    """Tell why the reader, or somebody else, sees a document."""

    _name = "qlvb.document.why"
    _description = "Why Is This Visible?"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    user_id = fields.Many2one(
        "res.users", "Person", required=True, default=lambda self: self.env.user
    )
    can_ask = fields.Boolean(compute="_compute_can_ask")
    reasons = fields.Text(compute="_compute_reasons")

    @api.depends("document_id")
    @api.depends_context("uid")
    def _compute_can_ask(self):
        for wizard in self:
            wizard.can_ask = wizard.document_id._may_ask_about_others()

    @api.depends("document_id", "user_id")
    @api.depends_context("uid")
    def _compute_reasons(self):
        for wizard in self:
            reasons = []
            if wizard.document_id and wizard.user_id:
                reasons = wizard.document_id.why_visible(wizard.user_id.id)
            if reasons:
                wizard.reasons = "\n".join(f"• {reason}." for reason in reasons)
            else:
                wizard.reasons = self.env._("This person does not see the document.")
