# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..orm import UNIT_ROLES
from .qlvb_role_tokens import ROLES as KEPT_ROLES

ROLES = [
    ("leader", "Leader of the agency"),
    ("office", "Head of office"),
    ("legal", "Legal officer"),
    ("clerk", "Registry clerk"),
    ("unit_head", "Head of unit"),
    ("specialist", "Specialist"),
    ("archivist", "Archivist"),
    ("admin", "Administrator"),
]


class QlvbRole(models.Model):
    """A person holds a role in an agency, or in one of its units, for a time.

    The role decides *where* somebody acts; the groups of the user are only the
    ceiling of *what* that person can do, and they follow from the roles.
    Administrators write roles, nobody their own; everybody reads them.
    """

    _name = "qlvb.role"
    _description = "Role"
    _inherit = ["qlvb.token.source", "qlvb.role.tokens", "qlvb.role.groups"]
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

    @api.constrains("user_id", "company_id")
    def _check_member(self):
        """Who does not belong to an agency holds no role there."""
        for role in self:
            if role.company_id not in role.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(agency)s: add the agency to"
                        " the account first.",
                        person=role.user_id.sudo().name,
                        agency=role.company_id.sudo().name,
                    )
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
        return self.env.company._qlvb_today()

    @api.model
    def _active_domain(self):
        today = self._today()
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model
    def _holders(self, role, company, department=None):
        """Return the users who hold ``role`` today in the agency or in the unit.

        ``department``: None for anywhere in the agency; an empty unit has no holder.
        """
        domain = Domain("role", "=", role) & Domain("company_id", "=", company.id)
        if department is not None:
            domain &= Domain("department_id", "=", department.id or 0)
        roles = self.sudo().search_fetch(
            domain & self._active_domain(), ["user_id"], order="sequence, id"
        )
        return self._members(roles.user_id, company)

    @api.model
    def _members(self, users, company):
        """Return those of ``users`` who have not left the agency."""
        return users.filtered(lambda user: user._is_member(company))

    @api.model
    def _acting_users(self, user=None, company=None, document=None):
        """Return the user and those whose personal duties the user carries out.

        For one document: by every delegation that covers it. Without a document
        only delegations of everything count.
        """
        user = user or self.env.user
        return user | self.env["qlvb.delegation"]._delegators(user, company, document)

    @api.model
    def _has_role(self, roles, company, department=None, document=None):
        """Tell whether the current user acts in one of ``roles`` there today."""
        return bool(self._my_holders(roles, company, department, document))

    @api.model
    def _my_holders(self, roles, company, department=None, document=None):
        """Return who of the user and their delegators holds one of ``roles``.

        ``department``: None when any unit will do; when no unit is known (an empty
        one), roles that are held in a unit do not count.
        """
        rows = self._rows_of(roles, company, document)
        if department is not None:
            rows = rows.filtered(
                lambda row: (
                    row.role not in UNIT_ROLES
                    or bool(department)
                    and row.department_id.id == department.id
                )
            )
        return self._members(rows.user_id, company)

    @api.model
    def _held_among(self, names, company, document=None):
        """Return in which of the roles ``names`` the current user acts there today."""
        rows = self._rows_of(names, company, document)
        return {row.role for row in rows if row.user_id._is_member(company)}

    @api.model
    def _rows_of(self, names, company, document=None):
        """Return the roles ``names`` in the agency of the user and who is acted for."""
        if not self.env["qlvb.delegation"]._covering(self.env.user, company, document):
            return self._my_rows().filtered(
                lambda row: row.role in names and row.company_id == company
            )
        return self.sudo().search_fetch(
            Domain("role", "in", list(names))
            & Domain("company_id", "=", company.id)
            & self._people_domain(company, document)
            & self._active_domain(),
            ["role", "user_id", "department_id"],
            order="id",
        )

    @api.model
    def _my_rows(self):
        """Return the roles that the user holds today, read once a transaction."""
        kept, key = self._kept(KEPT_ROLES), (self.env.uid, self._today())
        if key not in kept:
            mine = Domain("user_id", "=", self.env.uid) & self._active_domain()
            kept[key] = self.sudo().search_fetch(mine, order="id").ids
        return self.sudo().browse(kept[key])

    @api.model
    def _headed_units(self):
        """Return the units whose head the user is today."""
        rows = self._my_rows().filtered(lambda row: row.role == "unit_head")
        return rows.department_id

    @api.model
    def _people_domain(self, company, document):
        """Return the roles of the user and those that were delegated to the user."""
        delegations = self.env["qlvb.delegation"]
        people = Domain("user_id", "=", self.env.uid)
        for delegation in delegations._covering(self.env.user, company, document):
            theirs = Domain("user_id", "=", delegation.from_user_id.id)
            if delegation.department_id:
                theirs &= Domain("department_id", "=", delegation.department_id.id)
            people |= theirs
        return people

    @api.model
    def _act_for(self, holders, document=None):
        """Note for the trail on whose behalf the current user acts now (S54).

        ``holders``: the users whose duty it is. Kept for the transaction only.
        """
        principals = self.env["res.users"]
        if self.env.user not in holders:
            delegations = self.env["qlvb.delegation"]
            covering = delegations._covering(self.env.user, document=document)
            principals = holders & covering.from_user_id
        self.env.cr.cache["qlvb_on_behalf"] = tuple(principals.ids)

    @api.model
    def _principals(self):
        """Return on whose behalf the current user acts, or nobody."""
        ids = self.env.cr.cache.get("qlvb_on_behalf") or ()
        return self.env["res.users"].sudo().browse(ids)

    @api.model
    def _acted_for(self):
        return ", ".join(self._principals().mapped("name"))
