# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

# Written by the system only.
KEPT = {
    "document_id",
    "status",
    "status_at",
    "status_reason",
    "status_ids",
    "target_ids",
    "answer_ids",
    "chase_ids",
    "assignment_id",
}


class QlvbRecipient(models.Model):
    """To whom a document goes, by which way, and how far it is there (S39).

    A body or person outside, or a unit or person of the agency itself. Drafters and
    clerks enter recipients while the document is a draft; afterwards only the system
    writes the status, as it comes back from the recipient. Whoever sees the document
    sees its recipients.
    """

    _name = "qlvb.recipient"
    _description = "Recipient"
    _inherit = [
        "qlvb.recipient.progress",
        "qlvb.recipient.inside",
        "qlvb.recipient.board",
        "qlvb.recipient.withdrawn",
        "qlvb.recipient.chased",
    ]
    _order = "document_id, sequence, id"

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
    target_ids = fields.One2many(
        "qlvb.document", "source_recipient_id", "Document there", copy=False
    )

    _partner_uniq = models.UniqueIndex(
        "(document_id, partner_id) WHERE partner_id IS NOT NULL",
        "This recipient is in the list already.",
    )

    @api.depends("partner_id", "department_id", "user_id")
    def _compute_name(self):
        for recipient in self:
            inside = recipient.user_id.name or recipient.department_id.name
            recipient.name = inside or recipient.partner_id.name or recipient.name

    @api.depends("partner_id", "department_id", "user_id")
    def _compute_channel(self):
        agencies = (
            self.env["res.company"]
            .sudo()
            .search([("partner_id", "in", self.partner_id.ids)])
            .partner_id
        )
        for recipient in self:
            inside = recipient.department_id or recipient.user_id
            if inside or recipient.partner_id in agencies:
                recipient.channel = "internal"
            elif recipient.partner_id.email:
                recipient.channel = "email"
            else:
                recipient.channel = recipient.channel or "post"

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
        if document.direction == "internal":
            return self._inside_for_reply(document)
        partner = document.source_recipient_id.sudo().document_id.company_id.partner_id
        partner = partner or document.issuer_id
        if partner:
            return [fields.Command.create({"partner_id": partner.id})]
        return [
            fields.Command.create({"name": document.issuer_name, "channel": "post"})
        ]

    def _send(self):
        """Put one message a recipient into the outbox, in the same transaction.

        Units and persons of the agency have the document on their lists at once.
        """
        waiting = self.sudo().filtered(lambda recipient: not recipient.status)
        waiting._set_status("00")
        inside = waiting.filtered("is_inside")
        inside._land()
        self.env["qlvb.outbox"]._enqueue(waiting - inside)
