# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

# What the sender may do to a document that has left.
KINDS = [
    ("recall", "Recalled by the sender"),
    ("replace", "Replaced by the sender"),
]


class QlvbRecipientWithdrawn(models.AbstractModel):
    """The sender takes back or replaces what a recipient has (ND 30/2020, 18.4).

    The receiver's document is frozen and marked at once; its clerk accepts (15) or
    refuses (16), see `qlvb.document.withdrawn`.
    """

    _name = "qlvb.recipient.withdrawn"
    _description = "Taking Back from a Recipient"

    withdrawn_at = fields.Datetime(readonly=True, copy=False)

    def _on_withdrawn(self, kind, reason):
        """The sender recalled (``recall``) or replaced (``replace``) the document.

        Called in the sender's transaction; a second call changes nothing.
        """
        now = fields.Datetime.now()
        for recipient in self.sudo().filtered("status"):
            if recipient.status in ("02", "13", "15"):
                continue
            self.env["qlvb.outbox"]._forget(recipient)
            recipient._set_status("13", reason)
            recipient.withdrawn_at = now
            recipient.target_ids._freeze(kind, reason)
            if recipient.is_inside:
                recipient._leave(reason)
            elif recipient.channel == "internal" and not recipient.target_ids:
                # It had not arrived yet: nobody there has anything to give back.
                recipient._set_status("15")

    def _leave(self, reason):
        """Take the work back from units and persons of the agency itself."""
        self.assignment_id._recall(reason)
        self._set_status("15")
