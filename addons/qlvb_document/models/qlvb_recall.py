# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..orm import token


class QlvbRecall(models.Model):
    """That work was taken back: from whom, when and why, and nothing of its content.

    Who took it back sees the line. The receiver sees it only when the work had been
    read, and takes note of it; unread work vanishes without a trace. Nobody writes
    these lines.
    """

    _name = "qlvb.recall"
    _description = "Recalled Work"
    _inherit = ["qlvb.access.mixin"]
    _order = "moment desc, id desc"
    _rec_name = "reason"

    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True)
    # The name of a document is its content: these two are for the system alone.
    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, groups=fields.NO_ACCESS
    )
    assignment_id = fields.Many2one(
        "qlvb.assignment", index="btree_not_null", groups=fields.NO_ACCESS
    )
    notation = fields.Char("Number and notation", compute="_compute_notation")
    department_id = fields.Many2one("hr.department", "Unit", readonly=True)
    user_id = fields.Many2one("res.users", "Person", readonly=True)
    recalled_by_id = fields.Many2one(
        "res.users", "Recalled by", required=True, readonly=True
    )
    moment = fields.Datetime(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    was_read = fields.Boolean("Was read", readonly=True)
    seen_at = fields.Datetime("Taken note of", readonly=True)
    is_unseen = fields.Boolean(compute="_compute_is_unseen", search="_search_is_unseen")

    @api.depends("was_read", "user_id", "department_id", "recalled_by_id")
    def _compute_access_tokens(self):
        return super()._compute_access_tokens()

    def _get_access_tokens(self):
        tokens = {token("user", self.recalled_by_id.id)}
        tokens |= {
            token("user", user.id) for user in self.assignment_id.sudo()._givers()
        }
        if self.was_read and self.user_id:
            tokens.add(token("user", self.user_id.id))
        elif self.was_read:
            tokens.add(token("unit_head", self.department_id.id))
        return tokens

    @api.depends("document_id")
    @api.depends_context("uid")
    def _compute_notation(self):
        """Show which document it was to those who may still see it."""
        documents = self.sudo().document_id.with_env(self.env)
        seen = documents._filtered_access("read")
        for line in self:
            document = line.sudo().document_id.with_env(self.env)
            line.notation = document.notation if document in seen else ""

    @api.depends("seen_at", "was_read", "user_id", "department_id")
    @api.depends_context("uid")
    def _compute_is_unseen(self):
        unseen = self.filtered_domain(self._unseen_domain())
        for line in self:
            line.is_unseen = line in unseen

    @api.model
    def _search_is_unseen(self, operator, value):
        if operator != "in":
            return NotImplemented
        unseen = self._unseen_domain()
        return unseen if True in value else ~unseen

    @api.model
    def _unseen_domain(self):
        """Return what was taken from the user, and the user has not taken note of."""
        units = self.env["qlvb.role"]._headed_units()
        mine = Domain("user_id", "=", self.env.uid)
        mine |= Domain("user_id", "=", False) & Domain("department_id", "in", units.ids)
        return mine & Domain("was_read", "=", True) & Domain("seen_at", "=", False)

    def mark_seen(self):
        """Take note of what was taken back; only from whom it was taken."""
        self.check_access("read")
        unseen = self.filtered("is_unseen")
        unseen.sudo().write({"seen_at": fields.Datetime.now()})
        if unseen:
            self.env["qlvb.worklist"]._changed(self.env.user)
        return True

    @api.model
    def _note(self, rows, reason):
        return self.sudo().create(
            [
                {
                    "company_id": row.company_id.id,
                    "document_id": row.document_id.id,
                    "assignment_id": row.id,
                    "department_id": row.department_id.id,
                    "user_id": row.user_id.id,
                    "recalled_by_id": self.env.uid,
                    "moment": fields.Datetime.now(),
                    "reason": reason,
                    "was_read": bool(row.read_at),
                }
                for row in rows
            ]
        )
