# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

AUTHORITIES = [
    ("TM.", "TM. (on behalf of the collective)"),
    ("KT.", "KT. (for the head, as deputy)"),
    ("TL.", "TL. (by order of the head)"),
    ("TUQ.", "TUQ. (by authorisation)"),
    ("Q.", "Q. (acting head)"),
]


class QlvbDelegation(models.Model):
    """A person acts for another one for a time, with an account of their own (S54).

    The delegate sees and does what the delegator could; the trail names both.
    Anybody delegates their own duties, administrators those of others; a
    delegation is ended early, never rewritten.
    """

    _name = "qlvb.delegation"
    _description = "Delegation"
    _order = "date_from desc, id desc"

    from_user_id = fields.Many2one(
        "res.users", required=True, index=True, default=lambda self: self.env.user
    )
    to_user_id = fields.Many2one("res.users", required=True, index=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    authority = fields.Selection(AUTHORITIES, required=True, default="KT.")
    date_from = fields.Date(required=True, default=fields.Date.context_today)
    date_to = fields.Date(required=True)
    basis = fields.Char("Legal basis", required=True)
    active = fields.Boolean(default=True)

    _dates = models.Constraint(
        "CHECK(date_to >= date_from)", "A delegation cannot end before it begins."
    )
    _somebody_else = models.Constraint(
        "CHECK(from_user_id != to_user_id)", "Nobody delegates to themselves."
    )

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = (
                f"{delegation.from_user_id.name} → {delegation.to_user_id.name}"
            )

    @api.constrains("from_user_id")
    def _check_own_duties(self):
        admin = self.env.user.has_group("qlvb_document.group_qlvb_admin")
        for delegation in self:
            if delegation.from_user_id != self.env.user and not (admin or self.env.su):
                raise ValidationError(
                    self.env._("You can delegate your own duties only.")
                )

    def write(self, vals):
        if set(vals) - {"date_to", "active"}:
            raise UserError(
                self.env._(
                    "A delegation is not rewritten: end this one and make a new one."
                )
            )
        until = fields.Date.to_date(vals.get("date_to"))
        if until and any(until > delegation.date_to for delegation in self):
            raise UserError(
                self.env._("A delegation is ended early, never made longer.")
            )
        return super().write(vals)

    @api.model
    def _delegators(self, user, company=None):
        """Return the users for whom ``user`` may act today, in an agency or in any."""
        today = self.env["qlvb.role"]._today()
        domain = [
            ("to_user_id", "=", user.id),
            ("date_from", "<=", today),
            ("date_to", ">=", today),
            ("active", "=", True),
        ]
        if company:
            domain.append(("company_id", "=", company.id))
        found = self.sudo().search(domain, order="id")
        # Who has left cannot be acted for any more.
        return found.filtered(
            lambda row: row.from_user_id._is_member(row.company_id)
        ).from_user_id

    @api.model
    def _for_document(self, user, document):
        """Return the delegations by which ``user`` may see the document today."""
        Role = self.env["qlvb.role"].with_user(user).sudo()
        self.env.cr.execute(
            SQL(
                """SELECT d.id FROM %(delegations)s JOIN qlvb_document doc
                ON doc.id = %(document)s AND doc.company_id = d.company_id
                WHERE %(scope)s ORDER BY d.id%(flush)s""",
                delegations=Role._delegations_sql(),
                document=document.id,
                scope=self._scope_sql(document, "d", "doc"),
                flush=Role._flush_sql(),
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _scope_sql(self, model, delegation, alias):
        """Return whether the row ``alias`` of ``model`` is within the delegation.

        ``delegation`` and ``alias`` name the tables in the query.
        """
        return SQL("TRUE")
