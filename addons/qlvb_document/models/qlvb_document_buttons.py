# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbDocumentButtons(models.AbstractModel):
    """What the form offers to the reader. The rules themselves are in the methods:

    a field ``can_*`` only mirrors them, so that nobody is offered what is refused.
    """

    _name = "qlvb.document.buttons"
    _description = "Buttons of Documents"

    can_register = fields.Boolean(compute="_compute_can")
    can_instruct = fields.Boolean(compute="_compute_can")
    can_draft = fields.Boolean(compute="_compute_can")
    can_issue = fields.Boolean(compute="_compute_can")
    can_decide = fields.Selection(
        [("agree", "Agree or return"), ("sign", "Sign or return")],
        compute="_compute_can",
    )
    my_assignment_id = fields.Many2one("qlvb.assignment", compute="_compute_can")
    can_give = fields.Boolean(compute="_compute_can")
    step_ids = fields.One2many("qlvb.submission.step", "document_id", readonly=True)

    @api.depends(
        "state", "assignment_ids.state", "step_ids.state", "user_id", "codrafter_ids"
    )
    @api.depends_context("uid")
    def _compute_can(self):
        Role = self.env["qlvb.role"]
        limited = self.env["qlvb.delegation"]._active_for(self.env.user)
        limited = any(limited.mapped("is_limited"))
        people_of = {
            agency: Role._acting_users(company=agency) for agency in self.company_id
        }
        held = {agency: self._held_roles(agency) for agency in self.company_id}
        for document in self:
            people = people_of.get(document.company_id, self.env.user)
            roles = held.get(document.company_id, set())
            if limited:
                people = Role._acting_users(document=document)
                roles = self._held_roles(document.company_id, document)
            incoming = document.direction == "incoming"
            draft = document.state == "draft"
            document.can_register = incoming and draft and "clerk" in roles
            document.can_instruct = (
                incoming
                and document.state == "registered"
                and bool(roles & {"leader", "office"})
            )
            document.can_draft = not incoming and document._origin._may_draft()
            document.can_issue = (
                not incoming and document.state == "signed" and "clerk" in roles
            )
            document.can_decide = document._my_decision(people)
            document.my_assignment_id = document._my_work(incoming)
            row = document.my_assignment_id
            document.can_give = bool(row) and not row.user_id

    @api.model
    def _held_roles(self, company, document=None):
        """Return in which roles the user may act in the agency, or on a document."""
        names = ("clerk", "leader", "office")
        return self.env["qlvb.role"]._held_among(names, company, document)

    def _my_decision(self, people):
        step = self.step_ids.filtered(
            lambda row: row.state == "current" and row.user_id in people
        )[:1]
        if not step:
            return False
        return "sign" if step.what == "sign" else "agree"

    def _my_work(self, incoming):
        if not incoming:
            return self.env["qlvb.assignment"]
        return self.assignment_ids.filtered(
            lambda row: (
                row.state in ("open", "accepted")
                and row.role in ("lead", "coordinate")
                and row.is_mine
            )
        ).sorted("id")[-1:]

    def _ask(self, model, name, context):
        """Return the action that opens a wizard on this document."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    def action_return(self):
        """Ask for the reason and return the documents to their sender."""
        return self._ask(
            "qlvb.document.return",
            self.env._("Return to the sender"),
            {"default_document_ids": [fields.Command.set(self.ids)]},
        )

    def action_instruct(self):
        """Ask for the instruction on these documents."""
        return self._ask(
            "qlvb.document.instruct",
            self.env._("Instruct"),
            {"default_document_ids": [fields.Command.set(self.ids)]},
        )

    def action_give(self):
        return self.my_assignment_id.action_give()

    def action_draft_reply(self):
        return self.my_assignment_id.action_draft_reply()

    def action_complete(self):
        return self.my_assignment_id.action_complete()

    def action_my_assignment(self):
        """Open the user's own work, where every step on it is offered."""
        return self.my_assignment_id.action_open()

    def action_agree(self):
        """Agree at the current step of the running submission."""
        self.sudo().submission_id.with_env(self.env).agree()
        return True

    def action_return_draft(self):
        return self.sudo().submission_id.with_env(self.env).action_return()

    def action_issue(self):
        """Issue; a signing add-on first asks for what unlocks the seal."""
        for document in self:
            document.issue()
        return True
