# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

# What the receiver's side calls it; see `qlvb.recipient.withdrawn`.
WITHDRAWN = {"recalled": "recall", "replaced": "replace"}
CHANNELS = ("internal", "exchange", "email", "post", "hand")


class QlvbRecipientWithdraw(models.AbstractModel):
    """More recipients after the issue, and how a recall reaches those who have it."""

    _name = "qlvb.recipient.withdraw"
    _description = "Recipients after the Issue"

    @api.model
    def _add(self, document, rows):
        """Enter recipients of a document that was issued; the system calls it."""
        if not isinstance(rows, list) or not rows:
            raise UserError(self.env._("Say who gets it, too."))
        known = document.recipient_ids.partner_id
        values = []
        for row in rows:
            partner = self._partner_of(row)
            if partner and partner in known:
                raise UserError(
                    self.env._("%s is in the list already.", partner.display_name)
                )
            known |= partner
            value = {
                "document_id": document.id,
                "partner_id": partner.id,
                "paper": row.get("paper") is True,
                "is_added": True,
                "sequence": 1000,
            }
            if not partner:
                value |= {"name": row["name"].strip(), "channel": "post"}
            if row.get("channel"):
                value["channel"] = row["channel"]
            values.append(value)
        return self.create(values)

    @api.model
    def _partner_of(self, row):
        """Return the body of one row of a call; refuse what cannot be read."""
        if not isinstance(row, dict) or row.get("channel", False) not in (
            False,
            *CHANNELS,
        ):
            raise UserError(self.env._("A recipient has a name and a way."))
        number = row.get("partner_id")
        if type(number) is int:
            partner = self.env["res.partner"].browse(number).exists()
            if partner:
                return partner
        name = row.get("name")
        if number or not isinstance(name, str) or not name.strip():
            raise UserError(self.env._("A recipient has a name and a way."))
        return self.env["res.partner"]

    def _withdraw(self, kind, reason, other=None):
        """Reach everybody who has the document: recalled, replaced or corrected."""
        rows = self.sudo()
        mailed = rows.filtered(lambda row: row.channel == "email" and row._has_left())
        told = f"{reason} ({other.notation})" if other else reason
        if kind == "corrected":
            rows.target_ids._mark_corrected(other, reason)
        else:
            rows._on_withdrawn(WITHDRAWN[kind], told)
        for recipient in mailed:
            recipient._mail_withdrawal(kind, reason, other)

    def _has_left(self):
        return bool(self.status) and self.status != "00"

    def _mail_withdrawal(self, kind, reason, other):
        """Tell who got the document by e-mail; the words are Vietnamese."""
        document = self.document_id
        words = {
            "recalled": "Thu hồi",
            "replaced": "Thay thế",
            "corrected": "Đính chính",
        }[kind]
        by = f" bằng văn bản số {other.notation}" if other else ""
        self.env["mail.mail"].sudo().create(
            {
                "subject": f"{words} văn bản số {document.notation}",
                "email_to": self.partner_id.email,
                "body_html": (
                    f"<p>{words} {document._identity()}{by}.</p><p>Lý do: {reason}</p>"
                ),
                "model": document._name,
                "res_id": document.id,
            }
        )
