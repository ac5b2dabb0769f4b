# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..orm import token


class QlvbRecall(models.Model):
    """That work was taken back: from whom, when and why, and nothing of its content.

    Who took it back sees the line. The receiver sees it only when the work had been
    read: unread work vanishes without a trace. Nobody writes these lines.
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
