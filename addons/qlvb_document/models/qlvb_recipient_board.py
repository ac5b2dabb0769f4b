# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbRecipientBoard(models.AbstractModel):
    """What the board of issued documents shows and groups by, beside the status."""

    _name = "qlvb.recipient.board"
    _description = "Board of Issued Documents"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    direction = fields.Selection(related="document_id.direction", store=True)
    unit_id = fields.Many2one(
        "hr.department",
        "Drafting unit",
        related="document_id.department_id",
        store=True,
    )
    issue_date = fields.Date(related="document_id.issue_date", store=True)
    urgency = fields.Selection(related="document_id.urgency")
    notation = fields.Char(related="document_id.notation")
    abstract = fields.Char(related="document_id.name")
    needs_reply = fields.Selection(related="document_id.needs_reply")
    reply_due = fields.Date(related="document_id.reply_due")
    answer_ids = fields.One2many(
        "qlvb.document", "answers_recipient_id", "Answers", copy=False
    )
    answered_at = fields.Datetime("Answered", compute="_compute_answered_at")

    _board_idx = models.Index(
        "(company_id, issue_date DESC, id DESC) WHERE status IS NOT NULL"
    )

    @api.depends("answer_ids.received_at", "answer_ids.state")
    def _compute_answered_at(self):
        for recipient in self:
            answers = recipient.sudo().answer_ids.filtered(
                lambda row: row.state not in ("returned", "recalled", "replaced")
            )
            moments = filter(None, answers.mapped("received_at"))
            recipient.answered_at = min(moments, default=False)

    @api.depends("name", "document_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Name the document, too, to who may see it."""
        documents = self.env["qlvb.document"].browse(self.sudo().document_id.ids)
        seen = documents.sudo(False)._filtered_access("read")
        for recipient in self:
            document = recipient.sudo().document_id
            title = document.display_name if document.id in seen.ids else ""
            parts = filter(None, (recipient.sudo().name, title))
            recipient.display_name = ": ".join(parts)
