# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import escape

from odoo import Command, api, fields, models

from odoo.addons.mail.tools.discuss import Store

# More notices of one piece of work are not shown one by one.
SHOWN_AT_ONCE = 3


class QlvbDocumentNotice(models.AbstractModel):
    """Notices of work in the inbox of the web client, many a minute.

    `message_notify` asks for followers, mail layouts, devices and absences, which
    costs a third of an entry in the register. Who reads notices in the client gets
    the same message and the same push here; whoever wants mail, a mail with it.
    """

    _name = "qlvb.document.notice"
    _description = "Notices of Documents"

    def _tell(self, users, subject, body):
        """Put a notice about the document into the inbox of ``users``, now (S16)."""
        self.ensure_one()
        self._tell_many([(self, users, subject, body)])

    @api.model
    def _tell_many(self, notices):
        """Put each (document, users, subject, body) into the inbox of its users.

        However many they are, the database is asked as often. Who wants mail gets
        one from the queue, which is woken.
        """
        notices = self._only_to_who_see(notices)
        values = [document._notice_values(*rest) for document, *rest in notices]
        messages = self.env["mail.message"].sudo().create(values)
        self._know_new(messages, values)
        told = [
            (message, users, shown)
            for message, (_document, users, *_text), shown in zip(
                messages, notices, values, strict=True
            )
        ]
        mails = self._mail_notices(told)
        self.env["mail.notification"].sudo().create(
            [
                {
                    "author_id": message.author_id.id,
                    "mail_message_id": message.id,
                    "res_partner_id": user.partner_id.id,
                    **self._notification_values(user, mails.get(message)),
                }
                for message, users, _shown in told
                for user in users
            ]
        )
        self._push_notices(told)

    @api.model
    def _know_new(self, messages, values):
        """Remember of new messages what the push would ask the database for."""
        known = {"body": [shown["body"] for shown in values]}
        known["notification_ids"] = [()] * len(messages)  # filled as they are made
        for name, cached in known.items():
            messages._fields[name]._insert_cache(messages, cached)

    @api.model
    def _only_to_who_see(self, notices):
        """Leave out of ``notices`` who may not see the document, as things are now."""
        seen = self.sudo()._of_pairs_that_see(
            {
                (user.id, document.id)
                for document, users, *_text in notices
                for user in users
            }
        )
        kept = []
        for document, users, *text in notices:
            readers = users.sudo().filtered(
                lambda user, number=document.id: (user.id, number) in seen
            )
            if readers:
                kept.append((document.sudo(), readers, *text))
        return kept

    @api.model
    def _notification_values(self, user, mail):
        """Return how the user gets a notice: in the inbox, or by ``mail``."""
        if user.notification_type == "inbox":
            return {"notification_status": "sent", "notification_type": "inbox"}
        return {
            "is_read": True,
            "mail_mail_id": mail.id,
            "notification_status": "ready",
            "notification_type": "email",
        }

    @api.model
    def _mail_notices(self, told):
        """Queue mails for each (message, users, values); return {message: mail}."""
        mailed = {}
        for message, users, shown in told:
            readers = users.filtered(lambda user: user.notification_type != "inbox")
            if readers:
                mailed[message] = {
                    "auto_delete": True,
                    "body_html": shown["body"],
                    "mail_message_id": message.id,
                    "recipient_ids": [Command.set(readers.partner_id.ids)],
                }
        if mailed:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        mails = self.env["mail.mail"].sudo().create(list(mailed.values()))
        return dict(zip(mailed, mails, strict=True))

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

    @api.model
    def _push_notices(self, told):
        """Show the notices in the open clients; of many at once only their number."""
        pushes = {}
        for message, users, shown in told:
            for user in users.filtered(lambda one: one.notification_type == "inbox"):
                pushes.setdefault(user, []).append((message, shown))
        for user, notices in pushes.items():
            if len(notices) > SHOWN_AT_ONCE:
                self._push_count(user)
                continue
            for message, shown in notices:
                self._push_notice(user, message, shown)

    def _push_count(self, user):
        """Let the user's open client show how many notices wait in the inbox."""
        box = {"id": "inbox", "model": "mail.box"}
        box["counter"] = user.partner_id._get_needaction_count()
        box["counter_bus_id"] = self.env["bus.bus"].sudo()._bus_last_id()
        Store(bus_channel=user).add_global_values(inbox=box).bus_send()

    def _push_notice(self, user, message, values):
        """Show the notice in the user's open client."""
        # As the system: to become each reader asks for their rights once more.
        message = message.sudo()
        store = Store(bus_channel=user).add(
            message,
            msg_vals=values,
            add_followers=True,
            followers=self.env["mail.followers"],
        )
        store.add(message, {"needaction": True, "starred": False, "trackingValues": []})
        user._bus_send(
            "mail.message/inbox",
            {"message_id": message.id, "store_data": store.get_result()},
        )
