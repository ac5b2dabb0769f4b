# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, api, fields, models


class QlvbSubmissionStart(models.TransientModel):
    """Ask what the submission slip says, and show who will be asked."""

    _name = "qlvb.submission.start"
    _description = "Submit a Draft"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    matter = fields.Text(compute="_compute_texts", store=True, readonly=False)
    basis = fields.Text(compute="_compute_texts", store=True, readonly=False)
    summary = fields.Text()
    proposal = fields.Text()
    deadline = fields.Datetime("Decision wanted by")
    company_id = fields.Many2one(related="document_id.company_id")
    related_ids = fields.Many2many(
        "qlvb.document",
        "qlvb_submission_start_related_rel",
        string="Related incoming documents",
        domain="[('direction', '=', 'incoming'), ('company_id', '=', company_id)]",
        compute="_compute_texts",
        store=True,
        readonly=False,
    )
    asked = fields.Html("Who will be asked", compute="_compute_asked", sanitize=False)

    @api.depends("document_id")
    def _compute_texts(self):
        for wizard in self:
            document = wizard.document_id
            lines = self.env["qlvb.submission"]._basis_lines(document)
            wizard.matter = document.name
            wizard.basis = "\n".join(lines)
            wizard.related_ids = [Command.set(document.reply_to_id.ids)]

    @api.depends("document_id")
    def _compute_asked(self):
        Preview = self.env["qlvb.approval.preview"]
        for wizard in self:
            wizard.asked = wizard.document_id and Preview._shown(wizard.document_id)

    def action_submit(self):
        """Start the slip."""
        values = {
            "matter": self.matter,
            "basis": self.basis,
            "deadline": self.deadline,
            "related_ids": self.related_ids.ids,
        }
        self.document_id.submit(self.summary, self.proposal, values)
        return {"type": "ir.actions.act_window_close"}
