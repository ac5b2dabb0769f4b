# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbDocumentReply(models.AbstractModel):
    """Reports and information that an incoming document asks for, by a day (S28).

    The reply is late once that day is over in the agency and no answer was issued;
    it is compared when the list is read. Without an issued reply, or an exception
    that was approved, the document is not finished (S43).
    """

    _name = "qlvb.document.reply"
    _description = "Replies that Are Asked for"

    is_reply_late = fields.Boolean(
        "Reply is late",
        compute="_compute_is_reply_late",
        search="_search_is_reply_late",
        help="A report was asked for, and neither sent nor in time (art. 7.2c).",
    )

    exception_ids = fields.One2many(
        "qlvb.reply.exception", "document_id", readonly=True
    )

    _reply_due_idx = models.Index(
        "(company_id, reply_due) WHERE direction = 'incoming'"
        " AND needs_reply = 'reply' AND state IN ('draft', 'registered')"
    )

    _owed_idx = models.Index(
        "(company_id, reply_due) WHERE direction IN ('outgoing', 'internal')"
        " AND needs_reply = 'reply' AND state = 'issued'"
    )

    @api.depends("needs_reply", "reply_due", "direction", "state", "reply_ids.state")
    def _compute_is_reply_late(self):
        late = self.sudo().filtered_domain(self._reply_late_domain())
        for document in self:
            document.is_reply_late = document in late

    @api.model
    def _search_is_reply_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._reply_late_domain()
        return late if True in value else ~late

    @api.model
    def _reply_late_domain(self):
        today = self.env["qlvb.role"]._today()
        issued = Domain("state", "=", "issued")
        return (
            Domain("direction", "=", "incoming")
            & Domain("needs_reply", "=", "reply")
            & Domain("state", "in", ("draft", "registered"))
            & Domain("reply_due", "<", today)
            & Domain("reply_ids", "not any!", issued)
        )

    def write(self, vals):
        """What the sender asks for in this system is not classed away (S41)."""
        if vals.get("needs_reply") == "none":
            for document in self:
                document._check_asked_by_sender()
        return super().write(vals)

    def _check_asked_by_sender(self):
        sent = self.sudo().source_recipient_id.document_id
        if sent.needs_reply == "reply":
            raise UserError(
                self.env._(
                    "%(sender)s asks for a reply to “%(document)s”: it cannot be"
                    " classed as needing none.",
                    sender=sent.company_id.name,
                    document=self.display_name,
                )
            )

    def _reply_blockers(self):
        """Return what keeps a document that asks for a reply from being finished."""
        self.ensure_one()
        document = self.sudo()
        if document.direction == "outgoing" or document.needs_reply != "reply":
            return []
        replied = any(reply.state == "issued" for reply in document.reply_ids)
        excused = any(row.state == "approved" for row in document.exception_ids)
        if replied or excused:
            return []
        return [
            self.env._(
                "“%s” asks for a reply: draft it, it closes the work when it is"
                " issued; or ask to finish without a reply.",
                document.display_name,
            )
        ]

    def _blockers_done(self):
        return super()._blockers_done() + self._reply_blockers()
