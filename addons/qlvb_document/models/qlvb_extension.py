# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbExtension(models.Model):
    """A later deadline that an assignee asked for, and what was said to it.

    The assignee asks through `qlvb.assignment.ask_extension`; who gave the work
    grants or refuses. The deadline moves, ``original_deadline`` never does. Whoever
    sees the document sees the request.
    """

    _name = "qlvb.extension"
    _description = "Extension of a Deadline"
    _inherit = ["qlvb.request.mixin"]
    _transitions = {"asked": {"granted", "refused", "lapsed"}}
    _guarded_fields = frozenset({"assignment_id", "proposed", "reason"})

    target = fields.Char(related="assignment_id.target")
    old_deadline = fields.Datetime("Deadline then", readonly=True)
    proposed = fields.Datetime("Proposed deadline", required=True)
    granted = fields.Datetime("Granted until", readonly=True)
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("lapsed", "No longer needed"),
        ],
        default="asked",
        required=True,
        readonly=True,
    )

    _one_asked = models.UniqueIndex(
        "(assignment_id) WHERE state = 'asked'",
        "A later deadline has been asked for already.",
    )

    @api.depends("assignment_id", "state")
    @api.depends_context("uid")
    def _compute_is_to_decide(self):
        for request in self:
            given = request.assignment_id.is_given_by_me
            request.is_to_decide = request.state == "asked" and given

    @api.model
    def _to_decide(self):
        return Domain("assignment_id.is_given_by_me", "=", True)

    def grant(self, deadline=None, answer=None):
        """Move the deadline to what was asked for, or to ``deadline`` (UTC)."""
        for request in self:
            request._check_decide()
            row = request.assignment_id.sudo()
            until = self._read_moment(deadline) or request.proposed
            row._end_clock_stops()
            request._check_blockers_of(row, until)
            request.sudo()._decide("granted", answer, granted=until)
            row._through_door().write({"deadline": until})
            row.document_id._log(
                "extend", to=row.target, until=fields.Datetime.to_string(until)
            )
            row._tell(request.create_uid, self.env._("Extension granted"))
        return True

    def refuse(self, answer):
        """Keep the deadline, and say why."""
        self.assignment_id._check_reason(answer)
        for request in self:
            request._check_decide()
            request.sudo()._decide("refused", answer)
            row = request.assignment_id.sudo()
            row.document_id._log("extend_refuse", to=row.target, reason=answer)
            row._tell(request.create_uid, self.env._("Extension refused"))
        return True

    def _check_decide(self):
        self.check_access("read")
        self.assignment_id._check_giver()

    def _check_blockers_of(self, row, until):
        blockers = row._extension_blockers(until)
        if blockers:
            raise UserError("\n".join(blockers))

    def action_decide(self):
        """Ask until when it is granted, or why it is refused."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Extension of a deadline"),
            "res_model": "qlvb.extension.decide",
            "view_mode": "form",
            "target": "new",
            "context": {"default_extension_id": self.id},
        }
