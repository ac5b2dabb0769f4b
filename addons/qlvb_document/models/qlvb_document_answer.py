# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class QlvbDocumentAnswer(models.AbstractModel):
    """A received document that answers one of ours: what we asked for is there.

    Inside this system the link comes with the document; of one that comes by paper
    or mail the clerk says which of our documents it answers.
    """

    _name = "qlvb.document.answer"
    _description = "Answers to Our Documents"

    answers_recipient_id = fields.Many2one(
        "qlvb.recipient",
        "Answers our document",
        copy=False,
        index="btree_not_null",
        domain="[('needs_reply', '=', 'reply'), ('company_id', '=', company_id),"
        " ('status', '!=', False)]",
    )
    answered_id = fields.Many2one(
        "qlvb.document", "Our document", compute="_compute_answered_id"
    )

    @api.depends("answers_recipient_id")
    def _compute_answered_id(self):
        for document in self:
            document.answered_id = document.sudo().answers_recipient_id.document_id

    @api.constrains("answers_recipient_id")
    def _check_answers(self):
        for document in self.filtered("answers_recipient_id"):
            asked = document.answers_recipient_id.sudo()
            if (
                document.direction != "incoming"
                or asked.company_id != document.company_id
                or not asked.status
            ):
                raise ValidationError(
                    self.env._(
                        "An incoming document answers one that its own agency has sent."
                    )
                )

    def note_answer(self, recipient_id):
        """Note that this incoming document is what the recipient was asked for.

        Clerks of the agency, also after the document was registered;
        ``recipient_id``: of our document, False to take the link away.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        asked = self.env["qlvb.recipient"].browse(recipient_id or []).exists()
        if recipient_id and not asked:
            raise UserError(self.env._("This recipient does not exist."))
        asked.check_access("read")
        self.sudo()._through_door().write({"answers_recipient_id": asked.id})
        self._log("answer", to=asked.document_id.notation, by=asked.name)
        return True
