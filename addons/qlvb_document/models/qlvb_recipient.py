# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

STATUSES = [
    ("00", "Waiting to be sent"),
    ("001", "Sent"),
    ("01", "Arrived"),
    ("02", "Refused"),
    ("03", "Received"),
    ("04", "Assigned"),
    ("05", "In progress"),
    ("06", "Completed"),
    ("13", "Taken back"),
    ("15", "Taking back accepted"),
    ("16", "Taking back refused"),
]
# Written by the system only.
KEPT = {
    "document_id",
    "status",
    "status_at",
    "status_reason",
    "status_ids",
    "target_ids",
}


class QlvbRecipient(models.Model):
    """To whom a document goes, by which way, and how far it is there (S39).

    Drafters and clerks enter recipients while the document is a draft; afterwards
    only the system writes the status, as it comes back from the recipient.
    """

    _name = "qlvb.recipient"
    _description = "Recipient"
    _order = "document_id, sequence, id"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one("res.partner", "Body or person")
    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    channel = fields.Selection(
        [
            ("internal", "In this system"),
            ("email", "E-mail"),
            ("post", "Post"),
            ("hand", "By hand"),
        ],
        compute="_compute_channel",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    paper = fields.Boolean("Paper too")
    status = fields.Selection(STATUSES, readonly=True, copy=False)
    status_at = fields.Datetime("Status since", readonly=True, copy=False)
    status_reason = fields.Char(readonly=True, copy=False)
    status_ids = fields.One2many(
        "qlvb.recipient.status", "recipient_id", "Status history", copy=False
    )
    target_ids = fields.One2many(
        "qlvb.document", "source_recipient_id", "Document there", copy=False
    )

    _partner_uniq = models.UniqueIndex(
        "(document_id, partner_id) WHERE partner_id IS NOT NULL",
        "This recipient is in the list already.",
    )

    @api.depends("partner_id")
    def _compute_name(self):
        for recipient in self:
            recipient.name = recipient.partner_id.name or recipient.name

    @api.depends("partner_id")
    def _compute_channel(self):
        agencies = (
            self.env["res.company"]
            .sudo()
            .search([("partner_id", "in", self.partner_id.ids)])
            .partner_id
        )
        for recipient in self:
            if recipient.partner_id in agencies:
                recipient.channel = "internal"
            elif recipient.partner_id.email:
                recipient.channel = "email"
            else:
                recipient.channel = recipient.channel or "post"

    @api.model
    def _status_selection(self):
        return self._fields["status"]._description_selection(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            for name in KEPT - {"document_id"}:
                vals.pop(name, None)
        kept = {f"default_{name}" for name in KEPT - {"document_id"}}
        context = {k: v for k, v in self.env.context.items() if k not in kept}
        recipients = super(
            QlvbRecipient, self.with_env(self.env(context=context))
        ).create(vals_list)
        recipients.document_id._check_may_edit({"recipient_ids": True})
        return recipients

    def write(self, vals):
        if not self.env.su:
            if KEPT.intersection(vals):
                raise UserError(
                    self.env._("The status of a recipient is kept by the system.")
                )
            self.document_id._check_may_edit({"recipient_ids": True})
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self.document_id._check_may_edit({"recipient_ids": True})

    @api.model
    def _for_reply(self, document):
        """Return commands that make who sent ``document`` the recipient."""
        partner = document.source_recipient_id.sudo().document_id.company_id.partner_id
        partner = partner or document.issuer_id
        if partner:
            return [fields.Command.create({"partner_id": partner.id})]
        return [
            fields.Command.create({"name": document.issuer_name, "channel": "post"})
        ]

    def _send(self):
        """Put one message a recipient into the outbox, in the same transaction."""
        waiting = self.sudo().filtered(lambda recipient: not recipient.status)
        for recipient in waiting:
            recipient._set_status("00")
        self.env["qlvb.outbox"]._enqueue(waiting)

    def _set_status(self, code, reason=None):
        """Note a status that came back; later ones never fall behind earlier ones."""
        now = fields.Datetime.now()
        for recipient in self.sudo():
            if recipient.status and recipient.status >= code:
                continue
            recipient.write({"status": code, "status_at": now, "status_reason": reason})
            self.env["qlvb.recipient.status"].sudo().create(
                {
                    "recipient_id": recipient.id,
                    "code": code,
                    "moment": now,
                    "reason": reason,
                }
            )
            recipient.document_id._log(
                "status", recipient=recipient.name, code=code, reason=reason
            )


class QlvbRecipientStatus(models.Model):
    """One status of one recipient, with its time; written by the system."""

    _name = "qlvb.recipient.status"
    _description = "Recipient Status"
    _order = "id"
    _rec_name = "code"

    recipient_id = fields.Many2one(
        "qlvb.recipient", required=True, index=True, ondelete="cascade"
    )
    code = fields.Selection(STATUSES, required=True)
    moment = fields.Datetime(required=True)
    reason = fields.Char()
