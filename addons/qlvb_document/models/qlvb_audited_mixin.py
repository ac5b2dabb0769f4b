# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..orm import TOKEN_KINDS

AUDITORS = ("leader", "office")


class QlvbAuditedMixin(models.AbstractModel):
    """What the leaders and heads of office of an agency look into."""

    _name = "qlvb.audited.mixin"
    _description = "Looked into by Leaders"

    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True)
    can_audit = fields.Boolean(
        compute="_compute_can_audit",
        search="_search_can_audit",
        export_string_translation=False,
    )

    @api.model
    def _auditors(self):
        """Return the roles that look into the rows of their agency."""
        return AUDITORS

    @api.depends_context("uid")
    def _compute_can_audit(self):
        Role = self.env["qlvb.role"]
        for company, rows in self.grouped("company_id").items():
            rows.can_audit = Role._has_role(self._auditors(), company)

    @api.model
    def _search_can_audit(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain.custom(to_sql=self._can_audit_sql)

    @api.model
    def _can_audit_sql(self, model, alias, query):
        company = SQL.identifier(alias, "company_id")
        tokens = SQL(", ").join(
            SQL("%s * 16 + %s", company, TOKEN_KINDS[role]) for role in self._auditors()
        )
        held, _acts = self.env["qlvb.role"]._tokens_now()
        return SQL("(ARRAY[%s] && %s::int4[])", tokens, held)
