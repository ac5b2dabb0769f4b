# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# After so many failures a message waits for an administrator.
MAX_ATTEMPTS = 10
BATCH = 50


class QlvbOutbox(models.Model):
    """Messages that are to leave: written with the issue, drained by a job.

    Delivery is at-least-once; the receiving side knows a message by its key, so a
    message that is sent twice arrives once. Clerks and administrators read what
    waits and why; which document it is, only who may see that document.
    """

    _name = "qlvb.outbox"
    _description = "Outbox"
    _order = "id"
    _rec_name = "key"

    # A reference tells the title to whoever may read the row: these two are not read.
    recipient_id = fields.Many2one(
        "qlvb.recipient",
        required=True,
        index=True,
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )
    document_id = fields.Many2one(
        related="recipient_id.document_id", store=True, groups=fields.NO_ACCESS
    )
    seen_document_id = fields.Many2one(
        "qlvb.document", "Message of", compute="_compute_seen"
    )
    seen_recipient = fields.Char("Goes to", compute="_compute_seen")
    channel = fields.Selection(related="recipient_id.channel")
    key = fields.Char(required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
        default="waiting",
        required=True,
    )
    attempts = fields.Integer(default=0)
    error = fields.Char()

    _key_uniq = models.UniqueIndex("(key)", "This message is in the outbox already.")
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.depends("recipient_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_seen(self):
        messages = self.sudo()
        documents = self.env["qlvb.document"].browse(messages.document_id.ids)
        visible = documents.sudo(False)._filtered_access("read")
        for message, system in zip(self, messages, strict=True):
            seen = system.document_id.id in visible.ids
            message.seen_document_id = system.document_id.id if seen else False
            message.seen_recipient = system.recipient_id.name if seen else False

    @api.model
    def _enqueue(self, recipients):
        self.sudo().create(
            [
                {
                    "recipient_id": recipient.id,
                    "key": f"{recipient.document_id.uuid}:{recipient.id}",
                }
                for recipient in recipients
            ]
        )
        if recipients:
            self.env.ref("qlvb_document.ir_cron_outbox").sudo()._trigger()

    @api.model
    def _forget(self, recipients):
        """Drop what still waits for these recipients: it is not to be sent any more."""
        waiting = [("recipient_id", "in", recipients.ids), ("state", "!=", "sent")]
        self.sudo().search(waiting).unlink()

    @api.model
    def _cron_send(self):
        """Send what waits, each message in a transaction of its own."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count([("state", "=", "waiting")]))
        done = 0
        while message := self._next(done):
            done = message.id
            message._try_send()
            if not cron._commit_progress(1):
                break

    @api.model
    def _next(self, after):
        """Return one waiting message that nobody else is sending, locked."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM qlvb_outbox WHERE state = 'waiting' AND id > %s
                   ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED""",
                after,
            )
        )
        row = self.env.cr.fetchone()
        return self.browse(row and row[0] or [])

    def _try_send(self):
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_send_{self.recipient_id.channel}")()
                self.write({"state": "sent", "error": False})
        except Exception as error:
            _logger.warning("Message %s was not sent: %s", self.key, error)
            attempts = self.attempts + 1
            self.write(
                {
                    "attempts": attempts,
                    "error": str(error)[:500],
                    "state": "failed" if attempts >= MAX_ATTEMPTS else "waiting",
                }
            )

    def _send_internal(self):
        """Put the document on the incoming list of another agency of this database."""
        recipient = self.recipient_id
        agency = self.env["res.company"].search(
            [("partner_id", "=", recipient.partner_id.id)], limit=1
        )
        document = recipient.document_id
        if agency == document.company_id:
            # Within the agency it is in the book already; readers find it there.
            recipient._set_status("03")
        elif not recipient.target_ids:
            document._deliver_to(agency, recipient)
        document._log("deliver", to=recipient.name)

    def _send_email(self):
        """Send the issued file by mail."""
        recipient = self.recipient_id
        document = recipient.document_id
        if not recipient.partner_id.email:
            raise UserError(self.env._("%s has no e-mail address.", recipient.name))
        mail = self.env["mail.mail"].create(
            {
                "subject": document.display_name,
                "email_to": recipient.partner_id.email,
                # The queue of mails is read by who sees the document.
                "model": document._name,
                "res_id": document.id,
                "attachment_ids": [
                    fields.Command.link(file.attachment_id.id)
                    for file in document._files_to_send()
                ],
            }
        )
        mail.send(raise_exception=True)
        recipient._set_status("001")
        document._log("deliver", to=recipient.name, mail=mail.id)

    def _send_post(self):
        """Paper leaves by post: the clerk enters it in the delivery book."""
        self.recipient_id._set_status("001")
        self.recipient_id.document_id._log("deliver", to=self.recipient_id.name)

    def _send_hand(self):
        self._send_post()

    def action_retry(self):
        """Let failed messages be sent again."""
        self.check_access("read")
        for message in self:
            company = message.sudo().document_id.company_id
            self.env["qlvb.document"]._check_role(("clerk", "admin"), company)
        failed = self.sudo().filtered(lambda message: message.state == "failed")
        failed.write({"state": "waiting", "attempts": 0})
        self.env.ref("qlvb_document.ir_cron_outbox").sudo()._trigger()
