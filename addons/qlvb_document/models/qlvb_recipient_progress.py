# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords.statuses import Effect, effect

from .qlvb_recipient_status import STATUSES

# What a clerk may note of a recipient that reports nothing by itself.
NOTED = ("01", "02", "03", "06")
# What says that the other side has it.
RECEIVED = ("01", "03", "04", "05", "06")


class QlvbRecipientProgress(models.AbstractModel):
    """How far a document is at one recipient: codes 01-06, 13, 15, 16 (S39).

    Inside this system and over the exchange the codes come by themselves. Of paper
    and of mail the clerk of the sender notes what the recipient says.
    """

    _name = "qlvb.recipient.progress"
    _description = "Progress at a Recipient"

    status = fields.Selection(STATUSES, readonly=True, copy=False, index=True)
    status_at = fields.Datetime("Status since", readonly=True, copy=False)
    status_reason = fields.Char(readonly=True, copy=False)
    status_ids = fields.One2many(
        "qlvb.recipient.status", "recipient_id", "Status history", copy=False
    )
    timeline = fields.Json("Way of the document", compute="_compute_timeline")
    is_noted = fields.Boolean(
        compute="_compute_is_noted",
        help="A clerk notes the status, because nothing comes back by itself.",
    )

    @api.depends("status_ids")
    @api.depends_context("lang")
    def _compute_timeline(self):
        """Give each status as {code, label, at (UTC), by, reason}, oldest first."""
        labels = dict(self._status_selection())
        for recipient in self:
            recipient.timeline = [
                {
                    "code": row.code,
                    "label": labels[row.code],
                    "at": fields.Datetime.to_string(row.moment),
                    "by": row.user_id.name or "",
                    "reason": row.reason or "",
                }
                for row in recipient.sudo().status_ids.sorted("id")
            ]

    @api.depends("channel", "status")
    def _compute_is_noted(self):
        for recipient in self:
            sent = recipient.status in ("001", "01", "03")
            recipient.is_noted = sent and recipient.channel != "internal"

    def _receipt_text(self):
        """Return who received the document and when, for the book (App. IV.I).

        Who signed the delivery book; else the person who read it in this agency, or
        the day on which the other side confirmed that it has it.
        """
        self.ensure_one()
        recipient = self.sudo()
        signed = recipient.delivery_ids.filtered("received_by").sorted("id")
        if signed:
            return "; ".join(
                f"{line.received_by} {line.received_on:%d/%m}" for line in signed
            )
        agency, read = recipient.document_id.company_id, recipient.assignment_id
        if read.read_at:
            return f"{read.read_by_id.name} {agency._qlvb_local(read.read_at):%d/%m}"
        known = recipient.status_ids.filtered(lambda row: row.code in RECEIVED)
        if recipient.is_inside or not known:
            return ""
        first = agency._qlvb_local(known.sorted("id")[0].moment)
        return f"{recipient.name} {first:%d/%m}"

    @api.model
    def _status_selection(self):
        return self._fields["status"]._description_selection(self.env)

    def _set_status(self, code, reason=None):
        """Note a status that came back; see `vnrecords.statuses` for the order."""
        now = fields.Datetime.now()
        for recipient in self.sudo():
            history = recipient.status_ids.sorted("id").mapped("code")
            found = effect(history, code)
            if found is Effect.DROP:
                continue
            if found is Effect.SHOW:
                values = {"status": code, "status_at": now, "status_reason": reason}
                recipient.write(values)
            self.env["qlvb.recipient.status"].sudo().create(
                {
                    "recipient_id": recipient.id,
                    "code": code,
                    "moment": now,
                    "user_id": self.env.uid,
                    "reason": reason,
                }
            )
            recipient.document_id._log(
                "status", recipient=recipient.name, code=code, reason=reason
            )

    def note_status(self, code, reason=None):
        """Note what a recipient outside this system says: 01, 02, 03 or 06.

        Clerks of the sender; ``reason`` is wanted for 02. What was noted already
        changes nothing.
        """
        blockers = self._note_blockers(code, reason)
        if blockers:
            raise UserError("\n".join(blockers))
        for recipient in self:
            recipient.document_id._check_role(("clerk",))
            recipient._set_status(code, reason)
        return True

    def _note_blockers(self, code, reason):
        _ = self.env._
        self.check_access("read")
        if code not in NOTED:
            return [_("A clerk notes 01, 02, 03 or 06.")]
        blockers = []
        if code == "02" and not (reason or "").strip():
            blockers.append(_("Say why the recipient refuses the document."))
        for recipient in self:
            if recipient.channel == "internal":
                blockers.append(
                    _("The status of %s comes back by itself.", recipient.name)
                )
            elif not recipient.status or recipient.status == "00":
                blockers.append(_("Nothing was sent to %s yet.", recipient.name))
        return blockers

    def action_note_received(self):
        """Note that the recipient has confirmed the receipt."""
        return self.note_status("03")

    def action_open_document(self):
        self.ensure_one()
        return self.document_id.action_open()
