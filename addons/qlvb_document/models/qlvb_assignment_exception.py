# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbAssignmentException(models.AbstractModel):
    """Asking to finish a document that asks for a reply without one (S43)."""

    _name = "qlvb.assignment.exception"
    _description = "Exceptions of Assignments"

    exception_ids = fields.One2many(
        "qlvb.reply.exception", "assignment_id", readonly=True
    )
    can_ask_exception = fields.Boolean(compute="_compute_can_ask_exception")

    @api.depends("role", "state", "document_id.needs_reply", "exception_ids.state")
    @api.depends_context("uid")
    def _compute_can_ask_exception(self):
        for row in self:
            row.can_ask_exception = (
                row.is_open and row.is_mine and not row.sudo()._exception_blockers()
            )

    def ask_exception(self, reason):
        """Ask who gave the work, or the leaders, for leave not to reply.

        Who has the lead asks, with a ``reason``. Returns the id of the request.
        """
        self.ensure_one()
        self._check_reason(reason)
        self._check_mine()
        blockers = self.sudo()._exception_blockers()
        if blockers:
            raise UserError("\n".join(blockers))
        requests = self.env["qlvb.reply.exception"]
        requests.flush_model(["state"])
        request = (
            requests.sudo()
            ._through_door()
            .create(
                {
                    "assignment_id": self.id,
                    "asked_by_id": self.env.uid,
                    "reason": reason,
                }
            )
        )
        self.document_id._log("exception_ask", by=self.target, reason=reason)
        givers = self._givers() or self.env["qlvb.role"]._holders(
            "leader", self.company_id
        )
        self._tell(givers, self.env._("Asked to finish without a reply"))
        return request.id

    def _exception_blockers(self):
        """Return why no exception can be asked for, as sentences."""
        _ = self.env._
        document = self.document_id
        if self.role != "lead":
            return [_("Who has the lead asks to finish without a reply.")]
        if not document._reply_blockers():
            return [_("“%s” can be finished as it is.", document.display_name)]
        if any(row.state == "asked" for row in document.exception_ids):
            return [_("It was asked already to finish this document without a reply.")]
        return []

    def _set_state(self, state, **values):
        result = super()._set_state(state, **values)
        closed = self.filtered(lambda row: not row.is_open)
        closed.sudo().exception_ids._lapse()
        return result

    def action_ask_exception(self):
        return self._wizard_action(
            "qlvb.assignment.exempt", self.env._("Finish without a reply")
        )
