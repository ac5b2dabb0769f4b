# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.qlvb_document.orm import IntArray, token


class QlvbWorkfileAccess(models.AbstractModel):
    """Who may see and keep a work file, as tokens; the same way as for documents."""

    _name = "qlvb.workfile.access"
    _description = "Access to Work Files"

    access_tokens = IntArray(
        compute="_compute_access_tokens", store=True, groups=fields.NO_ACCESS
    )
    can_see = fields.Boolean(
        compute="_compute_can_see",
        search="_search_can_see",
        export_string_translation=False,
    )

    @api.depends("user_id", "department_id", "company_id")
    def _compute_access_tokens(self):
        for workfile in self:
            workfile.access_tokens = workfile._get_access_tokens()

    def _get_access_tokens(self):
        """Return the set of tokens that open the work file; add-ons extend it."""
        self.ensure_one()
        agency = self.company_id.id
        tokens = {token(role, agency) for role in ("leader", "office", "archivist")}
        if self.department_id:
            tokens.add(token("unit_head", self.department_id.id))
        return tokens | {token("user", self.user_id.id)}

    @api.depends("access_tokens")
    @api.depends_context("uid")
    def _compute_can_see(self):
        visible = self.search([("id", "in", self.ids), ("can_see", "=", True)])
        for workfile in self:
            workfile.can_see = workfile in visible

    @api.model
    def _search_can_see(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain.custom(to_sql=self._can_see_sql)

    @api.model
    def _can_see_sql(self, model, alias, query):
        return SQL(
            "%s && %s",
            SQL.identifier(
                alias, "access_tokens", to_flush=self._fields["access_tokens"]
            ),
            self.env["qlvb.role"]._my_tokens_sql(),
        )
