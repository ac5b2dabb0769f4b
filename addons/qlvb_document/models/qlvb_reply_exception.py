# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbReplyException(models.Model):
    """Leave to finish a document that asks for a reply without one (S43).

    Who has the lead asks, with a reason; whoever gave the work, or a leader of the
    agency, approves or refuses, and nobody their own request. Whoever sees the
    document sees the request; nobody writes it.
    """

    _name = "qlvb.reply.exception"
    _description = "Exception from Replying"
    _inherit = ["qlvb.request.mixin"]
    _transitions = {"asked": {"approved", "refused", "lapsed"}}
    _guarded_fields = frozenset({"assignment_id", "reason"})

    reply_due = fields.Date(related="document_id.reply_due")
    asked_by_id = fields.Many2one("res.users", "Asked by", required=True, readonly=True)
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("lapsed", "No longer needed"),
        ],
        default="asked",
        required=True,
        readonly=True,
    )

    _one_asked = models.UniqueIndex(
        "(document_id) WHERE state = 'asked'",
        "It was asked already to finish this document without a reply.",
    )

    @api.depends("assignment_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_to_decide(self):
        mine = self.search([("id", "in", self.ids), ("is_to_decide", "=", True)])
        for request in self:
            request.is_to_decide = request in mine

    @api.model
    def _to_decide(self):
        Role = self.env["qlvb.role"]
        led = [
            agency.id
            for agency in self.env.companies
            if Role._has_role(("leader",), agency)
        ]
        return Domain("asked_by_id", "!=", self.env.uid) & (
            Domain("assignment_id.is_given_by_me", "=", True)
            | Domain("company_id", "in", led)
        )

    def approve(self, answer=None):
        """Let the documents be finished without a reply."""
        for request in self:
            request._check_decide()
            request.sudo()._decide("approved", answer)
            request._tell_asker("exception_approve", self.env._("Approved"))
        return True

    def refuse(self, answer):
        """Keep asking for the reply, and say why."""
        self.assignment_id._check_reason(answer)
        for request in self:
            request._check_decide()
            request.sudo()._decide("refused", answer)
            request._tell_asker("exception_refuse", self.env._("Refused"))
        return True

    def _check_decide(self):
        """Refuse everybody but who gave the work and the leaders."""
        self.ensure_one()
        self.check_access("read")
        if self.is_to_decide:
            document = self.document_id
            givers = self.sudo().assignment_id._givers()
            leaders = self.env["qlvb.role"]._holders("leader", self.company_id)
            self.env["qlvb.role"]._act_for(givers | leaders, document)
            return
        if self.state != "asked":
            raise UserError(self.env._("This request was decided already."))
        raise UserError(
            self.env._(
                "Whoever gave the work, or a leader of the agency, decides on this;"
                " nobody on their own request."
            )
        )

    def _tell_asker(self, kind, subject):
        document = self.document_id
        document._log(kind, to=self.sudo().asked_by_id.name, reason=self.answer)
        text = self.env._("finishing without a reply: %s", self.answer or "")
        self.sudo().assignment_id._tell(self.sudo().asked_by_id, f"{subject}: {text}")

    def action_approve(self):
        return self.approve()

    def action_refuse(self):
        """Ask why it is refused."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse"),
            "res_model": "qlvb.reply.exception.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_exception_id": self.id},
        }
