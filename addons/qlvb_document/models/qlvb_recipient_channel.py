# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

# What leaves on paper and is entered in the delivery book.
ON_PAPER = ("post", "hand")


class QlvbRecipient(models.Model):
    """By which way a document reaches its recipients, and what each way needs.

    Within the system, by the exchange axis, by e-mail, or on paper by post and by
    hand; ``paper``: also on paper, where a body still asks for it (QĐ 28/2018).
    """

    _name = "qlvb.recipient"
    _inherit = ["qlvb.recipient", "qlvb.recipient.withdraw"]

    channel = fields.Selection(
        selection_add=[("exchange", "Exchange axis")],
        ondelete={"exchange": "cascade"},
    )
    is_added = fields.Boolean(
        "Added after issue", readonly=True, copy=False, help="Issued to them later."
    )
    delivery_ids = fields.One2many("qlvb.delivery", "recipient_id", copy=False)

    def _channel_blockers(self):
        """Return what the ways of these recipients lack, all at once."""
        return [reason for row in self for reason in row._channel_lacks()]

    def _channel_lacks(self):
        _ = self.env._
        partner = self.partner_id
        lacks = []
        if not (self.name or "").strip():
            lacks.append(_("A recipient has no name."))
        if self.channel == "email" and not partner.email:
            lacks.append(
                _(
                    "%s has no e-mail address: enter it, or choose another way.",
                    self.name,
                )
            )
        if self.channel == "internal" and not (
            self.is_inside or self._receiving_agency()
        ):
            lacks.append(
                _("%s is no agency of this system: choose another way.", self.name)
            )
        if self.channel == "exchange" and not partner.agency_code:
            lacks.append(
                _(
                    "%s has no agency code, without which the exchange axis cannot"
                    " deliver: enter the code, or choose another way.",
                    self.name,
                )
            )
        if self.channel == "exchange" and not self._exchange_is_connected():
            lacks.append(
                _(
                    "The exchange axis is not connected: choose another way for %s.",
                    self.name,
                )
            )
        return lacks

    @api.model
    def _exchange_is_connected(self):
        """Hook: tell whether messages can leave by the exchange axis."""
        return False

    def _receiving_agency(self):
        """Return the agency of this system that the recipient is, if it is one."""
        partner = self.partner_id
        if not partner:
            return self.env["res.company"]
        return (
            self.env["res.company"]
            .sudo()
            .search([("partner_id", "=", partner.id)], limit=1)
        )

    def _send(self):
        """Enter in the delivery book, too, what leaves on paper."""
        waiting = self.sudo().filtered(lambda recipient: not recipient.status)
        result = super()._send()
        paper = waiting.filtered(lambda row: row.channel in ON_PAPER or row.paper)
        self.env["qlvb.delivery"]._plan(paper)
        return result


class QlvbOutbox(models.Model):
    """Paper waits for the clerk; the exchange axis is another add-on's."""

    _inherit = "qlvb.outbox"

    def _send_post(self):
        """Nothing leaves by itself: the delivery book says when it was handed over."""
        handed = self.recipient_id.delivery_ids.filtered("moment")
        if handed:
            self.recipient_id._set_status("001")

    def _send_exchange(self):
        """Door of the exchange add-on."""
        raise UserError(self.env._("The exchange axis is not connected."))
