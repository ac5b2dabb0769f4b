# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import repeat

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..orm import IntArray, token


class QlvbAccessMixin(models.AbstractModel):
    """Who may see a record, kept as tokens on it.

    A token stands for a user, for a role in an agency, or for the head of a unit.
    The records that grant access keep the tokens right; the record rule compares
    them with the tokens of the reader when the query runs. A model says in
    ``_get_access_tokens`` who it is, and repeats ``_compute_access_tokens`` with
    the fields on which that depends.
    """

    _name = "qlvb.access.mixin"
    _description = "Access by Tokens"
    _inherit = ["qlvb.access.readers"]

    # The role, if any, whose token each record of its agency carries.
    _sees_all_role = None

    access_tokens = IntArray(
        compute="_compute_access_tokens", store=True, groups=fields.NO_ACCESS
    )
    can_see = fields.Boolean(
        compute="_compute_can_see",
        search="_search_can_see",
        export_string_translation=False,
    )

    def _compute_access_tokens(self):
        for record in self:
            record.access_tokens = record._get_access_tokens()

    def _get_access_tokens(self):
        """Return the set of tokens that open the record; add-ons extend it."""
        self.ensure_one()
        return set()

    @api.depends("access_tokens", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_see(self):
        # As the system: the rule would ask the same once more.
        visible = self.sudo().search([("id", "in", self.ids), ("can_see", "=", True)])
        for record in self:
            record.can_see = record in visible

    def _fetch_query(self, query, fields):
        """Remember that what was just read under the record rule can be seen.

        The rule of the model asks for `can_see`; Odoo checks it once more when the
        fetched records are read, which would be another query a page.
        """
        fetched = super()._fetch_query(query, fields)
        if not self.env.su:
            # The rule is judged by the system, with the reader's tokens.
            self._fields["can_see"]._insert_cache(fetched.sudo(), repeat(True))
        return fetched

    @api.model
    def _search_can_see(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain.custom(to_sql=self._can_see_sql)

    @api.model
    def _can_see_sql(self, model, alias, query):
        """Return whether the user, or who the user acts for, may see the row.

        The first condition is what the index answers; to whom nobody delegated
        anything it is all. The tokens are those of this very moment: this method is
        called for each query. The agency is asked in a way that the planner does not
        reckon with: tokens belong to agencies, and to multiply both shares would make
        it expect a thirtieth of the rows, and join by reading all of them.
        """
        Role = self.env["qlvb.role"]
        held, acts_for_somebody = Role._tokens_now()
        tokens, company = self._fields["access_tokens"], self._fields["company_id"]
        column = SQL.identifier(alias, "access_tokens", to_flush=tokens)
        agency = SQL.identifier(alias, "company_id", to_flush=company)
        chosen = sorted(self._chosen_agencies())
        if not acts_for_somebody and self._sees_all_of(chosen, held, query):
            return SQL("%s IN %s", agency, tuple(chosen))
        seen = SQL(
            "(%s && %s::int4[] AND array_position(%s::int4[], %s) IS NOT NULL)",
            column,
            held,
            chosen,
            agency,
        )
        if not acts_for_somebody:
            return seen
        own, delegated = Role._own_tokens_sql(), Role._delegated_sql(self, alias)
        return SQL("(%s AND (%s && %s OR %s))", seen, column, own, delegated)

    @api.model
    def _sees_all_of(self, agencies, held, query):
        """Return whether the tokens open all of the agencies, so that these will do.

        A page and its number then come from the index of the agency alone. Words are
        looked up beside the tokens, in the index that holds both; so does who asks
        without a query.
        """
        if not self._sees_all_role or query is None or "@@" in query.where_clause.code:
            return False
        needed = {token(self._sees_all_role, agency) for agency in agencies}
        return bool(needed) and needed.issubset(held)

    def _of_those_who_see(self, users):
        """Return those of ``users`` who may see the record in any of their agencies."""
        self.ensure_one()
        mine = [("id", "=", self.id)]
        # Inactive ones too, and not only in the agencies that the caller has chosen.
        plain = self.with_context(active_test=False, allowed_company_ids=False)
        return users.filtered(
            lambda user: (
                plain.with_user(user).browse().has_access("read")
                and plain.with_user(user).search_count(mine)
            )
        )

    @api.model
    def _chosen_agencies(self):
        """Return the ids of the user's agencies that are active in the client."""
        allowed = set(self.env.user._get_company_ids())
        chosen = self.env.context.get("allowed_company_ids")
        return allowed.intersection(chosen) if chosen else allowed
