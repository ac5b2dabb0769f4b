# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbReplyDebtChase(models.AbstractModel):
    """Chasing by hand, one or many, with the result of each row (S40).

    Who is responsible for the document chases, the head of its unit, and the clerks,
    leaders and heads of office of the agency; and who acts for them.
    """

    _name = "qlvb.reply.debt.chase"
    _description = "Chasing of Replies"

    def chase(self):
        """Draft reminder letters; return ``[{id, name, ok, message, letter_id}]``.

        The recipients of one document are in one letter. What is refused of one row
        does not hinder the others; nobody is chased twice on a day.
        """
        self.check_access("read")
        found = {}
        for _document, debts in self.grouped("document_id").items():
            found |= debts._chase_document()
        return [  # in the order of the list
            {**self._outcome(debt, ok, message), "letter_id": letter}
            for debt in self
            for ok, message, letter in [found[debt.id]]
        ]

    def _chase_document(self):
        """Return {id: (ok, message, letter id)} of the debts of one document."""
        chases = self.env["qlvb.chase"]
        document = self.document_id
        refused = document._chase_refusal()
        if refused:
            return {debt.id: (False, refused, False) for debt in self}
        found, free = {}, self.browse()
        for debt in self:
            blockers = chases._blockers(debt)
            if blockers:
                found[debt.id] = False, "\n".join(blockers), False
            else:
                free |= debt
        letter = free and chases.sudo()._chase_group(free.recipient_id, self.env.user)
        if letter:
            letter._finish_reminder()
        for debt in free:
            reminded = letter and letter.sudo().chase_ids.recipient_id
            chased = letter and debt.recipient_id in reminded
            found[debt.id] = (
                (True, self.env._("Drafted: %s", letter.name), letter.id)
                if chased
                else (False, self.env._("Somebody else chases this just now."), False)
            )
        return found

    def action_chase(self):
        """Open the one letter, or say of each row what became of it."""
        results = self.chase()
        made = {row["letter_id"] for row in results if row["letter_id"]}
        made = self.env["qlvb.document"].browse(made)
        # Not everybody who chases sees a draft before it is submitted.
        seen = made.exists()._filtered_access("read")
        if all(row["ok"] for row in results) and len(made) == 1 and seen:
            return self._form_of(seen)
        for row in results:
            if row["letter_id"] in seen.ids:
                row["opens"] = self._form_of(seen.browse(row["letter_id"]))
        return self._show_results(self.env._("Chase"), results)

    @api.model
    def _form_of(self, letter):
        return {
            "type": "ir.actions.act_window",
            "res_model": letter._name,
            "res_id": letter.id,
            "views": [(False, "form")],
        }
