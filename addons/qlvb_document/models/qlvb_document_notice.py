# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import escape

from odoo import fields, models

from odoo.addons.mail.tools.discuss import Store


class QlvbDocumentNotice(models.AbstractModel):
    """Notices of work in the inbox of the web client, many a minute.

    `message_notify` asks for followers, mail layouts, devices and absences, which
    costs a third of an entry in the register. Who reads notices in the client gets
    the same message and the same push here; whoever wants mail, the long way.
    """

    _name = "qlvb.document.notice"
    _description = "Notices of Documents"

    def _tell(self, users, subject, body):
        """Put a notice about the document into the inbox of ``users``, now (S16)."""
        self.ensure_one()
        users = self.sudo()._of_those_who_see(users)
        inside = users.filtered(lambda user: user.notification_type == "inbox")
        if users - inside:
            self.message_notify(
                partner_ids=(users - inside).partner_id.ids, subject=subject, body=body
            )
        if not inside:
            return
        values = self._notice_values(inside, subject, body)
        message = self.env["mail.message"].sudo().create(values)
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": message.author_id.id,
                    "mail_message_id": message.id,
                    "notification_status": "sent",
                    "notification_type": "inbox",
                    "res_partner_id": partner.id,
                }
                for partner in inside.partner_id
            ]
        )
        for user in inside:
            self._push_notice(user, message, values)

    def _notice_values(self, users, subject, body):
        author = self.env.user.partner_id
        return {
            "author_id": author.id,
            "body": escape(body),
            "date": fields.Datetime.now(),
            "email_from": author.email_formatted,
            "is_internal": True,
            "message_type": "user_notification",
            "model": "qlvb.document",
            "partner_ids": users.partner_id.ids,
            "record_company_id": self.company_id.id,
            "reply_to": author.email_formatted,
            "res_id": self.id,
            "subject": subject,
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
        }

    def _push_notice(self, user, message, values):
        """Show the notice in the user's open client."""
        reader = message.with_user(user).with_context(allowed_company_ids=[])
        store = Store(bus_channel=user).add(
            reader,
            msg_vals=values,
            add_followers=True,
            followers=self.env["mail.followers"],
        )
        user._bus_send(
            "mail.message/inbox",
            {"message_id": message.id, "store_data": store.get_result()},
        )
