# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class QlvbDocumentNotify(models.AbstractModel):
    """Nobody is told of a document who may not see it (S20).

    Whoever is named in a message, follows the document, or is to be notified is
    asked for first: do they see it now? Outside addresses are written to by the
    system only, never from the discussion.
    """

    _name = "qlvb.document.notify"
    _description = "Notification of Documents"

    def message_post(self, *, partner_ids=None, **kwargs):
        partner_ids = self._only_who_see(partner_ids)
        return super().message_post(partner_ids=partner_ids, **kwargs)

    def message_notify(self, *, partner_ids=False, **kwargs):
        partner_ids = self._only_who_see(partner_ids)
        return super().message_notify(partner_ids=partner_ids, **kwargs)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        partner_ids = [row["id"] for row in recipients if row.get("id")]
        told = set(self._only_who_see(partner_ids))
        return [row for row in recipients if not row.get("id") or row["id"] in told]

    def _only_who_see(self, partner_ids):
        """Return those of ``partner_ids`` who may be told of the document."""
        if not partner_ids or not self:
            return partner_ids or []
        partners = self.env["res.partner"].sudo().browse(partner_ids)
        # With the accounts of those who have left: they are no outsiders.
        partners = partners.with_context(active_test=False)
        told = self.env["res.partner"]
        if self.env.su:
            told = partners.filtered(lambda partner: not partner.user_ids)
        document = self.sudo()
        document.ensure_one()
        staff = partners.user_ids.filtered("active")
        return (told | document._of_those_who_see(staff).partner_id).ids
