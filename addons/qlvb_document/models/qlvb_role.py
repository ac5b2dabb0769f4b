# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..orm import TOKEN_KINDS, UNIT_ROLES

ROLES = [
    ("leader", "Leader of the agency"),
    ("office", "Head of office"),
    ("clerk", "Registry clerk"),
    ("unit_head", "Head of unit"),
    ("specialist", "Specialist"),
    ("archivist", "Archivist"),
    ("admin", "Administrator"),
]


class QlvbRole(models.Model):
    """A person holds a role in an agency, or in one of its units, for a time.

    The role decides *where* somebody acts; the groups of the user are only the
    ceiling of *what* that person can do. Administrators write roles, everybody
    reads them.
    """

    _name = "qlvb.role"
    _description = "Role"
    _order = "company_id, role, department_id, sequence, id"
    _check_company_auto = True

    user_id = fields.Many2one("res.users", required=True, index=True)
    role = fields.Selection(ROLES, required=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("hr.department", "Unit", check_company=True)
    sequence = fields.Integer(
        default=10, help="The first leader is the head of the agency."
    )
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date()

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A role cannot end before it begins.",
    )
    _role_uniq = models.UniqueIndex(
        "(user_id, role, company_id, COALESCE(department_id, 0), date_from)",
        "This person already holds that role there.",
    )
    _holder_idx = models.Index("(company_id, role, department_id)")

    @api.depends("user_id", "role", "department_id", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for role in self:
            place = role.department_id.name or role.company_id.name
            role.display_name = (
                f"{role.user_id.name} – {label.get(role.role)} ({place})"
            )

    @api.constrains("role", "department_id")
    def _check_unit(self):
        for role in self:
            if role.role in UNIT_ROLES and not role.department_id:
                raise ValidationError(
                    self.env._("This role is held in a unit: say in which one.")
                )

    @api.model
    def _today(self):
        """Return the date in the agency's time zone, on which rights depend."""
        zone = self.env.company.resource_calendar_id.tz or "Asia/Ho_Chi_Minh"
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.model
    def _active_domain(self):
        today = self._today()
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model
    def _holders(self, role, company, department=None):
        """Return the users who hold ``role`` today in the agency or in the unit."""
        domain = Domain("role", "=", role) & Domain("company_id", "=", company.id)
        if department:
            domain &= Domain("department_id", "=", department.id)
        return self.sudo().search(domain & self._active_domain()).mapped("user_id")

    @api.model
    def _acting_users(self, user=None, company=None):
        """Return the user and those who have delegated their duties to the user."""
        user = user or self.env.user
        return user | self.env["qlvb.delegation"]._delegators(user, company)

    @api.model
    def _has_role(self, roles, company, department=None):
        """Tell whether the current user acts in one of ``roles`` there today."""
        return bool(self._my_holders(roles, company, department))

    @api.model
    def _my_holders(self, roles, company, department=None):
        """Return who of the user and their delegators holds one of ``roles``."""
        domain = (
            Domain("role", "in", list(roles))
            & Domain("company_id", "=", company.id)
            & Domain("user_id", "in", self._acting_users(company=company).ids)
            & self._active_domain()
        )
        if department:
            in_unit = Domain("department_id", "=", department.id)
            domain &= in_unit | Domain("role", "not in", list(UNIT_ROLES))
        return self.sudo().search(domain, order="id").user_id

    @api.model
    def _act_for(self, holders):
        """Note for the trail on whose behalf the current user acts now (S54).

        ``holders``: the users whose duty it is. Kept for the transaction only.
        """
        principals = holders & self._acting_users()
        own = self.env.user in holders or not principals
        names = "" if own else ", ".join(principals.mapped("name"))
        self.env.cr.cache["qlvb_on_behalf"] = names

    @api.model
    def _acted_for(self):
        return self.env.cr.cache.get("qlvb_on_behalf")

    @api.model
    def _my_tokens_sql(self):
        """Return an SQL array of the tokens of the current user, read at query time.

        A list in Python would be cached with the record rule: a user who moves, or
        a delegation that ends, would keep access.
        """
        delegation = self.env["qlvb.delegation"]
        read = [self._fields[name] for name in ("user_id", "role", "company_id")]
        read += [
            self._fields[name] for name in ("department_id", "date_from", "date_to")
        ]
        read += [delegation._fields[name] for name in ("from_user_id", "to_user_id")]
        read += [
            delegation._fields[name] for name in ("date_from", "date_to", "active")
        ]
        kinds = SQL(", ").join(
            SQL("(%s, %s)", name, kind)
            for name, kind in TOKEN_KINDS.items()
            if name != "user"
        )
        return SQL(
            """ARRAY(
            WITH person(id, company_id) AS (
                SELECT %(uid)s, NULL
                UNION SELECT from_user_id, company_id FROM qlvb_delegation
                WHERE to_user_id = %(uid)s AND active
                  AND date_from <= %(today)s AND date_to >= %(today)s)
            SELECT person.id * 16 + %(user_kind)s FROM person
            UNION
            SELECT (CASE WHEN r.role = 'unit_head' THEN r.department_id
                    ELSE r.company_id END) * 16 + kind.bits
            FROM qlvb_role r
            JOIN person ON person.id = r.user_id
                AND (person.company_id IS NULL OR person.company_id = r.company_id)
            JOIN (VALUES %(kinds)s) AS kind(name, bits) ON kind.name = r.role
            WHERE r.date_from <= %(today)s
              AND (r.date_to IS NULL OR r.date_to >= %(today)s))::int4[]%(flush)s""",
            uid=self.env.uid,
            today=self._today(),
            user_kind=TOKEN_KINDS["user"],
            kinds=kinds,
            flush=SQL("", to_flush=read),
        )
