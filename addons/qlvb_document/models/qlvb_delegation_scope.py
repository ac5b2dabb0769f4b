# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..orm import TOKEN_KINDS

URGENCIES = [
    ("1", "Urgent and above"),
    ("2", "Very urgent and above"),
    ("3", "Express"),
]


class QlvbDelegationScope(models.AbstractModel):
    """Of which documents and of which unit a delegation speaks.

    Nothing said means everything in the agency. A delegation of one unit covers the
    duties held in it, not what was assigned to the person by name.
    """

    _name = "qlvb.delegation.scope"
    _description = "Scope of a Delegation"

    department_id = fields.Many2one(
        "hr.department", "Unit", help="Empty: all duties in the agency."
    )
    type_ids = fields.Many2many(
        "qlvb.document.type", string="Document types", help="Empty: all types."
    )
    urgency_from = fields.Selection(URGENCIES, "Urgency", help="Empty: urgent or not.")
    is_limited = fields.Boolean(
        compute="_compute_is_limited", store=True, export_string_translation=False
    )

    @api.depends("type_ids", "urgency_from")
    def _compute_is_limited(self):
        for delegation in self:
            limits = delegation.type_ids or delegation.urgency_from
            delegation.is_limited = bool(limits)

    def _covers(self, document):
        """Tell whether the document lies within the scope."""
        self.ensure_one()
        return (
            document.company_id == self.company_id
            and (not self.type_ids or document.type_id in self.type_ids)
            and (document.urgency or "0") >= (self.urgency_from or "0")
        )

    def _scope_domain(self, path=""):
        """Return which records are covered; ``path`` leads to their document."""
        self.ensure_one()
        path = f"{path}." if path else ""
        domain = Domain(f"{path}company_id", "=", self.company_id.id)
        if self.type_ids:
            domain &= Domain(f"{path}type_id", "in", self.type_ids.ids)
        if self.urgency_from:
            codes = [code for code in "01234" if code >= self.urgency_from]
            domain &= Domain(f"{path}urgency", "in", codes)
        return domain

    @api.model
    def _scope_sql(self, model, delegation, alias):
        """Return whether the row ``alias`` of ``model`` is within the delegation.

        ``delegation`` and ``alias`` name the tables in the query. What has no type
        and no urgency is not within a scope of them.
        """
        unit = self._unit_sql(delegation, alias)
        if "urgency" not in model._fields or "type_id" not in model._fields:
            limited = SQL.identifier(delegation, "is_limited")
            return SQL("%s AND %s IS NOT TRUE", unit, limited)
        return SQL("%s AND %s", unit, self._limits_sql(model, delegation, alias))

    @api.model
    def _unit_sql(self, delegation, alias):
        """Return whether the row is the unit's for which the duties were delegated."""
        return SQL(
            """(%(given)s.department_id IS NULL OR EXISTS (
            SELECT FROM qlvb_role r WHERE r.user_id = %(given)s.from_user_id
            AND r.role = 'unit_head' AND r.department_id = %(given)s.department_id
            AND r.date_from <= %(today)s
            AND (r.date_to IS NULL OR r.date_to >= %(today)s)
            AND %(tokens)s && ARRAY[r.department_id * 16 + %(kind)s]))""",
            given=SQL.identifier(delegation),
            today=self.env["qlvb.role"]._today(),
            tokens=SQL.identifier(alias, "access_tokens"),
            kind=TOKEN_KINDS["unit_head"],
        )

    @api.model
    def _limits_sql(self, model, delegation, alias):
        """Return whether the row has an urgency and a type that were delegated."""
        types, names = self._fields["type_ids"], model._fields
        return SQL(
            """(%(given)s.is_limited IS NOT TRUE OR (
            (%(given)s.urgency_from IS NULL
                OR %(urgency)s >= %(given)s.urgency_from)
            AND (NOT EXISTS (
                SELECT FROM %(types)s t WHERE t.%(here)s = %(given)s.id)
              OR EXISTS (
                SELECT FROM %(types)s t WHERE t.%(here)s = %(given)s.id
                AND t.%(there)s = %(type)s))))""",
            given=SQL.identifier(delegation),
            urgency=SQL.identifier(alias, "urgency", to_flush=names["urgency"]),
            type=SQL.identifier(alias, "type_id", to_flush=names["type_id"]),
            types=SQL.identifier(types.relation),
            here=SQL.identifier(types.column1),
            there=SQL.identifier(types.column2),
        )

    def _meets(self, other):
        """Tell whether some document is covered by both scopes."""
        units = self.department_id and other.department_id
        types = self.type_ids and other.type_ids
        return not (
            (units and self.department_id != other.department_id)
            or (types and not self.type_ids & other.type_ids)
        )
