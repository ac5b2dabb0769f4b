# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..orm import token
from .qlvb_recipient_withdrawn import KINDS


class QlvbDocumentWithdrawn(models.AbstractModel):
    """A received document that its sender takes back or replaces.

    It stays, frozen and marked: nobody registers it, instructs or works on it, until
    a clerk of the agency accepts or refuses. Accepted, its work is recalled, it
    leaves the lists, and its content is open to the clerks, and to who keeps it in a
    work file (ND 30/2020, 18.4b and App. VI.III.8); refused, the work goes on. The
    sender is told either way (15, 16).
    """

    _name = "qlvb.document.withdrawn"
    _description = "Documents Taken Back by the Sender"

    withdrawn_kind = fields.Selection(KINDS, "Taken back", readonly=True, copy=False)
    withdrawn_reason = fields.Char("Why taken back", readonly=True, copy=False)
    withdrawn_at = fields.Datetime("Taken back at", readonly=True, copy=False)
    withdrawn_answer = fields.Selection(
        [("accepted", "Accepted"), ("refused", "Refused")],
        "Answer to the taking back",
        readonly=True,
        copy=False,
    )
    is_frozen = fields.Boolean(compute="_compute_is_frozen")
    can_answer_withdrawal = fields.Boolean(compute="_compute_can_answer_withdrawal")

    _frozen_idx = models.Index(
        "(company_id, withdrawn_at) WHERE withdrawn_kind IS NOT NULL"
        " AND withdrawn_answer IS NULL"
    )

    @api.depends("withdrawn_kind", "withdrawn_answer")
    def _compute_is_frozen(self):
        for document in self:
            asked = document.withdrawn_kind and not document.withdrawn_answer
            document.is_frozen = bool(asked)

    @api.depends("is_frozen", "company_id")
    @api.depends_context("uid")
    def _compute_can_answer_withdrawal(self):
        Role = self.env["qlvb.role"]
        held = {
            agency: Role._has_role(("clerk",), agency) for agency in self.company_id
        }
        for document in self:
            clerk = held.get(document.company_id, False)
            document.can_answer_withdrawal = document.is_frozen and clerk

    def _freeze(self, kind, reason):
        """Mark what the sender takes back, and tell who has to do with it."""
        for document in self.sudo().filtered(lambda row: not row.is_frozen):
            document._through_door().write(
                {
                    "withdrawn_kind": kind,
                    "withdrawn_reason": reason,
                    "withdrawn_at": fields.Datetime.now(),
                    "withdrawn_answer": False,
                }
            )
            document._log("withdrawn", how=kind, reason=reason)
            users = document.env["qlvb.role"]._holders("clerk", document.company_id)
            for row in document.assignment_ids:
                users |= row._receivers()
            subject = self.env._("The sender takes this document back")
            document._tell(users, subject, f"{document.display_name}: {reason}")

    def _frozen_blockers(self):
        """Return why nothing is done with a document that is being taken back."""
        if not self.is_frozen:
            return []
        return [
            self.env._(
                "“%(name)s” is being taken back by its sender (%(reason)s): a clerk"
                " accepts or refuses that first.",
                name=self.display_name,
                reason=self.withdrawn_reason,
            )
        ]

    def _check_not_frozen(self):
        blockers = [reason for row in self.sudo() for reason in row._frozen_blockers()]
        if blockers:
            raise UserError("\n".join(blockers))

    def answer_withdrawal(self, accept, reason=None):
        """Accept or refuse that the sender takes the documents back.

        Clerks of the agency; a refusal wants a ``reason``. A second call with the same
        answer changes nothing.
        """
        self.check_access("read")
        if not accept and not (reason or "").strip():
            raise UserError(self.env._("Say why the document is not given back."))
        for document in self:
            document._check_role(("clerk",))
            document._lock()
            if document.is_frozen:
                document._answer_withdrawal(accept, reason)
        return True

    def _answer_withdrawal(self, accept, reason):
        document = self.sudo()
        answer = "accepted" if accept else "refused"
        document._through_door().write({"withdrawn_answer": answer})
        document._log(f"withdrawal_{answer}", reason=reason)
        document._on_status("15" if accept else "16", reason)
        if accept:
            document.assignment_ids._recall(document.withdrawn_reason)
            state = {"recall": "recalled", "replace": "replaced"}
            document._set_state(state[document.withdrawn_kind])

    def _on_status(self, code, reason=None):
        """The answer to a taking back is the sender's; our own progress stays."""
        if code not in ("15", "16"):
            return super()._on_status(code, reason)
        return self.sudo().source_recipient_id._set_status(code, reason)

    def _get_access_tokens(self):
        if self.direction == "incoming" and self.state in ("recalled", "replaced"):
            return {token("clerk", self.company_id.id)}
        return super()._get_access_tokens()

    def _blockers_registered(self):
        return self._frozen_blockers() + super()._blockers_registered()

    def _blockers_recalled(self):
        return self._withdrawal_blockers("_blockers_recalled")

    def _blockers_replaced(self):
        return self._withdrawal_blockers("_blockers_replaced")

    def _withdrawal_blockers(self, name):
        """A received document is taken back by its sender, never by its receiver."""
        if self.direction != "incoming":
            check = getattr(super(), name, None)
            draft = self.state != "issued"
            sentence = self.env._("“%s” was not issued yet.", self.display_name)
            return [sentence] if draft else check() if check else []
        if self.withdrawn_answer == "accepted":
            return []
        return [self.env._("The sender takes a document back, nobody else.")]

    def action_accept_withdrawal(self):
        return self.answer_withdrawal(True)

    def action_refuse_withdrawal(self):
        """Ask why the document is not given back."""
        return self._ask(
            "qlvb.document.keep",
            self.env._("Keep the document"),
            {"default_document_ids": [fields.Command.set(self.ids)]},
        )
