# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords.chasing import Reminder

# A letter in one of these states is still on its way to who is chased.
UNSENT = ("draft", "approved", "signed")


class QlvbChase(models.Model):
    """One reminder of a reply that a recipient owes us, with its letter (S40).

    The letter is a draft in the name of who is responsible for the chased document:
    recipients, link and text are filled in, only submitting is left. All recipients
    of a document who are chased together are in one letter. The first, second …
    reminder of a recipient exists once. Whoever sees the chased document sees it;
    nobody writes it.
    """

    _name = "qlvb.chase"
    _description = "Reminder of a Reply"
    _inherit = ["qlvb.chase.run"]
    _order = "id desc"
    _rec_name = "number"

    recipient_id = fields.Many2one(
        "qlvb.recipient", required=True, readonly=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="recipient_id.document_id", store=True, index=True
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    letter_id = fields.Many2one(
        "qlvb.document", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    day = fields.Date("Chased on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Chased by", readonly=True, help="Empty when a job did it."
    )

    _number_uniq = models.UniqueIndex(
        "(recipient_id, number)", "This reminder was made already."
    )

    @api.model
    def _draft_for(self, recipients, user=None):
        """Draft one letter to ``recipients`` of one document; return it.

        ``user``: who asked for it, nobody when a job does. To be called with the rows
        locked and free of `_blockers`.
        """
        document = recipients.document_id
        document.ensure_one()
        numbers = {row: len(row.chase_ids) + 1 for row in recipients}
        letter = self._make_letter(recipients, max(numbers.values()), user)
        self.sudo().create(
            [
                {
                    "recipient_id": row.id,
                    "letter_id": letter.id,
                    "number": number,
                    "day": document.company_id._qlvb_today(),
                    "user_id": user and user.id,
                }
                for row, number in numbers.items()
            ]
        )
        document._log(
            "chase", to=", ".join(recipients.mapped("name")), letter=letter.name
        )
        return letter

    @api.model
    def _make_letter(self, recipients, number, user):
        document = recipients.document_id
        drafter = self._drafter(document) or user or self.env.user
        reminder = self._reminder(recipients, number)
        letters = self.env["qlvb.document"].with_user(drafter).sudo()
        letters = letters.with_company(document.company_id)._through_door()
        return letters.create(
            {
                "direction": document.direction,
                "company_id": document.company_id.id,
                "department_id": document.department_id.id,
                "signer_id": document.signer_id.id,
                "authority": document.authority,
                "user_id": drafter.id,
                "name": reminder.subject,
                "urgency": document.urgency,
                "body": "\n".join(reminder.body),
                "chased_id": document.id,
                # It speaks of a reply and is none.
                "is_reply": False,
                "recipient_ids": [
                    fields.Command.create(row._as_chased()) for row in recipients
                ],
            }
        )

    @api.model
    def _drafter(self, document):
        """Return who writes the letter: who is responsible, else the unit's head."""
        people = document.user_id
        if not people or not people._is_member(document.company_id):
            people = self.env["qlvb.role"]._holders(
                "unit_head", document.company_id, document.department_id
            )
        return people[:1]

    @api.model
    def _reminder(self, recipients, number):
        document = recipients.document_id
        dated = document.issue_date
        parts = (
            document.type_id.name,
            f"số {document.notation}",
            dated and f"ngày {dated:%d/%m/%Y}",
        )
        agency = document.company_id
        return Reminder(
            sender=agency.qlvb_full_name or agency.name,
            document=" ".join(part for part in parts if part),
            abstract=document.name,
            due=document.reply_due,
            asked=document.reply_request or "",
            debtors=tuple(recipients.mapped("name")),
            number=number,
        )

    @api.model
    def _blockers(self, debt):
        """Return why the debt is not chased now, as sentences."""
        _ = self.env._
        recipient = debt.recipient_id.sudo()
        if debt.side != "them" or debt.outcome != "overdue":
            return [_("“%s” owes no reply that is overdue.", debt.party)]
        waiting = recipient.chase_ids.letter_id.filtered(
            lambda letter: letter.state in UNSENT and letter.active
        )
        if waiting:
            return [
                _(
                    "The reminder letter “%s” waits: it is to be submitted and issued.",
                    waiting[0].name,
                )
            ]
        if recipient.company_id._qlvb_today() in recipient.chase_ids.mapped("day"):
            return [_("“%s” was chased today already.", debt.party)]
        return []
