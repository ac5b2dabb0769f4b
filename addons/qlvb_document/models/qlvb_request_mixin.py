# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbRequestMixin(models.AbstractModel):
    """What was asked for about an assignment, and what was said to it.

    A model adds its states (``asked``, ``refused``, ``lapsed`` and how it is agreed
    to), who decides (``_to_decide``), and what a decision does. Whoever sees the
    document sees the request.
    """

    _name = "qlvb.request.mixin"
    _description = "Request about an Assignment"
    _inherit = ["qlvb.state.mixin"]
    _order = "id desc"
    _rec_name = "reason"

    assignment_id = fields.Many2one(
        "qlvb.assignment", required=True, index=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        related="assignment_id.document_id", store=True, index=True
    )
    company_id = fields.Many2one(related="assignment_id.company_id", store=True)
    notation = fields.Char(related="document_id.notation")
    abstract = fields.Char(related="document_id.name")
    reason = fields.Char(required=True)
    answer = fields.Char(readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    decided_at = fields.Datetime(readonly=True)
    is_to_decide = fields.Boolean(
        "For me to decide",
        compute="_compute_is_to_decide",
        search="_search_is_to_decide",
    )

    @api.model
    def _search_is_to_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("state", "=", "asked") & self._to_decide()
        return mine if True in value else ~mine

    @api.model
    def _to_decide(self):
        """Return the Domain of the requests that are the user's to decide."""
        return Domain.FALSE

    def _decide(self, state, answer, **values):
        self._set_state(
            state,
            answer=answer,
            decided_by_id=self.env.uid,
            decided_at=fields.Datetime.now(),
            **values,
        )

    def _lapse(self):
        """Close requests whose work was closed before they were decided."""
        for request in self.sudo().filtered(lambda row: row.state == "asked"):
            request._decide("lapsed", None)
