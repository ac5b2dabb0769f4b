# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

# What the receiver's side calls it; see `qlvb.recipient.withdrawn`.
WITHDRAWN = {"recalled": "recall", "replaced": "replace"}
CHANNELS = ("internal", "exchange", "email", "post", "hand")
WHO = ("user_id", "partner_id", "department_id")


class QlvbRecipientWithdraw(models.AbstractModel):
    """More recipients after the issue, and how a recall reaches those who have it."""

    _name = "qlvb.recipient.withdraw"
    _description = "Recipients after the Issue"

    @api.model
    def _add(self, document, rows):
        """Enter recipients of a document that was issued; the system calls it."""
        if not isinstance(rows, list) or not rows:
            raise UserError(self.env._("Say who gets it, too."))
        known = {row._who() for row in document.recipient_ids}
        values = []
        for row in rows:
            who, key = self._whom(row)
            if (who, key) in known:
                raise UserError(
                    self.env._("%s is in the list already.", self._label(who, key))
                )
            known.add((who, key))
            value = {
                "document_id": document.id,
                who: key,
                "paper": row.get("paper") is True,
                "is_added": True,
                "sequence": 1000,
            }
            if row.get("channel") or who == "name":
                value["channel"] = row.get("channel") or "post"
            values.append(value)
        return self.create(values)

    def _who(self):
        """Return what tells a recipient from the others: (field, id or name)."""
        return next(
            ((name, self[name].id) for name in WHO if self[name]), ("name", self.name)
        )

    @api.model
    def _whom(self, row):
        """Return whom one row of a call names, as `_who`; refuse what is not seen."""
        wrong = UserError(self.env._("A recipient has a name and a way."))
        if not isinstance(row, dict) or row.get("channel", False) not in (
            False,
            *CHANNELS,
        ):
            raise wrong
        for who in filter(row.get, WHO):
            seen = self.env[self._fields[who].comodel_name].sudo(False)
            number = row[who] if type(row[who]) is int else 0
            if not seen.search([("id", "=", number)]):
                raise wrong
            return who, number
        name = row.get("name")
        if not isinstance(name, str) or not name.strip():
            raise wrong
        return "name", name.strip()

    @api.model
    def _label(self, who, key):
        if who == "name":
            return key
        return self.env[self._fields[who].comodel_name].browse(key).display_name

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
                "body_html": Markup("<p>{} {}{}.</p><p>Lý do: {}</p>").format(
                    words, document._identity(), by, reason
                ),
                "model": document._name,
                "res_id": document.id,
            }
        )
