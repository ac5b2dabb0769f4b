# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbDocumentOpinion(models.AbstractModel):
    """Asking for opinions on a document, which stays where it is."""

    _name = "qlvb.document.opinion"
    _description = "Opinions on Documents"

    opinion_ids = fields.One2many("qlvb.opinion", "document_id", readonly=True)
    can_ask = fields.Boolean(compute="_compute_can_ask")
    my_opinion_id = fields.Many2one("qlvb.opinion", compute="_compute_my_opinion_id")

    @api.depends("assignment_ids.state", "user_id", "state")
    @api.depends_context("uid")
    def _compute_can_ask(self):
        for document in self:
            document.can_ask = bool(document.id) and document._works_on()

    @api.depends("opinion_ids.state")
    @api.depends_context("uid")
    def _compute_my_opinion_id(self):
        for document in self:
            waiting = document.opinion_ids.filtered(lambda o: o.state == "open")
            document.my_opinion_id = waiting.filtered("is_mine")[:1]

    def _works_on(self):
        """Tell whether the user directs, works on, or drafts the document."""
        self.ensure_one()
        rows = self.assignment_ids.filtered(
            lambda row: row.role != "inform" and row.state in ("open", "accepted")
        )
        if any(rows.mapped("is_mine")):
            return True
        if self.direction == "incoming":
            roles = self._held_roles(self.company_id, self) & {"leader", "office"}
            return self.state == "registered" and bool(roles)
        people = self.env["qlvb.role"]._acting_users(document=self)
        return self.state in ("draft", "approved") and self.user_id in people

    def ask_opinion(self, question, targets, deadline):
        """Ask units or people for an opinion; return the ids of the requests.

        ``targets``: list of dicts with ``department_id`` or ``user_id``; ``deadline``:
        UTC. They see the document from now on.
        """
        self.ensure_one()
        self.check_access("read")
        if not self._works_on():
            raise UserError(
                self.env._(
                    "Only who directs, works on or drafts “%s” asks for opinions.",
                    self.display_name,
                )
            )
        blockers = self._opinion_blockers(question, targets, deadline)
        if blockers:
            raise UserError("\n".join(blockers))
        same = {
            "document_id": self.id,
            "question": question,
            "deadline": deadline,
            "asker_id": self._asker().id,
        }
        opinions = self.env["qlvb.opinion"].sudo()._through_door()
        opinions = opinions.create(
            [
                {
                    **same,
                    "department_id": target.get("department_id"),
                    "user_id": target.get("user_id"),
                }
                for target in targets
            ]
        )
        self._log("opinion_ask", to=opinions.mapped("target"), text=question)
        opinions._notify()
        return opinions.ids

    def _asker(self):
        """Return whose question it is: the user's, or the delegator's."""
        rows = self.assignment_ids.filtered(
            lambda row: row.state in ("open", "accepted") and row.is_mine
        )
        holders = rows[:1]._receivers() if rows else self.user_id
        if self.direction == "incoming" and not rows:
            self._check_role(("leader", "office"))
        else:
            self.env["qlvb.role"]._act_for(holders, self)
        return self.env["qlvb.role"]._principals()[:1] or self.env.user

    def _opinion_blockers(self, question, targets, deadline):
        """Return every reason against the questions, as sentences."""
        _ = self.env._
        blockers = []
        if not isinstance(question, str) or not question.strip():
            blockers.append(_("Write the question."))
        until = self._read_moment(deadline)
        if not until or until <= fields.Datetime.now():
            blockers.append(_("Choose a deadline that lies ahead."))
        if not targets or not all(isinstance(target, dict) for target in targets):
            return [*blockers, _("Choose at least one unit or person.")]
        waiting = self.sudo().opinion_ids.filtered(lambda o: o.state == "open")
        for target in targets:
            values = {**target, "role": "inform"}
            blockers += self.env["qlvb.instruction"]._target_blockers(self, values)
            user, unit = target.get("user_id"), target.get("department_id")
            if user == self.env.uid:
                blockers.append(_("Ask somebody else than yourself."))
            asked = waiting.filtered(
                lambda o, user=user, unit=unit: (
                    (o.user_id.id, o.department_id.id) == (user or False, unit or False)
                )
            )
            if asked:
                blockers.append(_("%s has been asked already.", asked[0].target))
        return blockers

    def action_ask_opinion(self):
        """Ask whom to ask what, and until when."""
        self.ensure_one()
        return self._ask(
            "qlvb.opinion.ask",
            self.env._("Ask for an opinion"),
            {"default_document_id": self.id},
        )

    def action_give_opinion(self):
        return self.my_opinion_id.action_answer()
