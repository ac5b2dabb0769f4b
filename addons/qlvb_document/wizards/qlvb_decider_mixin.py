# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbDeciderMixin(models.AbstractModel):
    """The reason and the leader who decided, as dialogs after the issue ask them."""

    _name = "qlvb.decider.mixin"
    _description = "Reason and Decision"

    _target = ""

    reason = fields.Text(required=True)
    decided_by_id = fields.Many2one(
        "res.users", "Decided by", compute="_compute_decided_by_id", readonly=False
    )
    leader_ids = fields.Many2many("res.users", compute="_compute_decided_by_id")

    @api.depends(lambda self: [self._target] if self._target else [])
    def _compute_decided_by_id(self):
        for wizard in self:
            documents = wizard[self._target]
            leaders = self.env["res.users"].union(
                *(
                    self.env["qlvb.role"]._holders("leader", agency)
                    for agency in documents.company_id
                )
            )
            wizard.leader_ids = leaders
            signers = documents.sudo().signer_id & leaders
            wizard.decided_by_id = (self.env.user & leaders) or signers[:1]
