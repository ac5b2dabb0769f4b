# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .qlvb_role_tokens import DELEGATIONS, KEPT

AUTHORITIES = [
    ("TM.", "TM. (on behalf of the collective)"),
    ("KT.", "KT. (for the head, as deputy)"),
    ("TL.", "TL. (by order of the head)"),
    ("TUQ.", "TUQ. (by authorisation)"),
    ("Q.", "Q. (acting head)"),
]


class QlvbDelegation(models.Model):
    """A person acts for another one for a time, with an account of their own (S54).

    The delegate sees and does what the delegator could, within the scope, as long as
    it lasts; the trail names both. Anybody delegates their own duties, administrators
    those of others; who delegated ends it at once. A delegation is ended early, never
    rewritten nor revived; what one does for others is not passed on.
    """

    _name = "qlvb.delegation"
    _description = "Delegation"
    _inherit = [
        "qlvb.token.source",
        "qlvb.delegation.scope",
        "qlvb.delegation.check",
    ]
    _order = "date_from desc, id desc"

    from_user_id = fields.Many2one(
        "res.users",
        "Who delegates",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    to_user_id = fields.Many2one("res.users", "Delegate", required=True, index=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    authority = fields.Selection(AUTHORITIES, required=True, default="KT.")
    date_from = fields.Date(
        required=True, default=lambda self: self.env["qlvb.role"]._today()
    )
    date_to = fields.Date(required=True)
    basis = fields.Char("Legal basis", required=True)
    basis_file = fields.Binary("File of the legal basis", attachment=True)
    basis_name = fields.Char()
    active = fields.Boolean(default=True)
    ended_at = fields.Datetime("Ended early at", readonly=True, copy=False)
    can_revoke = fields.Boolean(compute="_compute_can_revoke")

    _dates = models.Constraint(
        "CHECK(date_to >= date_from)", "A delegation cannot end before it begins."
    )
    _somebody_else = models.Constraint(
        "CHECK(from_user_id != to_user_id)", "Nobody delegates to themselves."
    )

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for delegation in self:
            people = delegation.from_user_id, delegation.to_user_id
            delegation.display_name = " → ".join(one.name or "…" for one in people)

    @api.depends("active", "from_user_id", "date_to")
    @api.depends_context("uid")
    def _compute_can_revoke(self):
        admin = self.env.user.has_group("qlvb_document.group_qlvb_admin")
        today = self.env["qlvb.role"]._today()
        for delegation in self:
            own = admin or delegation.from_user_id == self.env.user
            running = delegation.active and delegation.date_to
            delegation.can_revoke = own and running and delegation.date_to >= today

    @api.constrains("from_user_id")
    def _check_own_duties(self):
        admin = self.env.user.has_group("qlvb_document.group_qlvb_admin")
        for delegation in self:
            if delegation.from_user_id != self.env.user and not (admin or self.env.su):
                raise ValidationError(
                    self.env._("You can delegate your own duties only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("basis_file"):
                name = vals.get("basis_name") or self.env._("legal basis.pdf")
                data = base64.b64decode(vals["basis_file"])
                agency = vals.get("company_id") or self.env.company.id
                document = self.env["qlvb.document"].new({"company_id": agency})
                document._examine(name, data)
        delegations = super().create(vals_list)
        delegations._check_not_over()
        return delegations

    def write(self, vals):
        if set(vals) - {"date_to", "active", "ended_at"}:
            raise UserError(
                self.env._(
                    "A delegation is not rewritten: end this one and make a new one."
                )
            )
        until = fields.Date.to_date(vals.get("date_to"))
        longer = until and any(until > delegation.date_to for delegation in self)
        revived = vals.get("active") and not all(self.mapped("active"))
        if longer or revived:
            raise UserError(
                self.env._("A delegation is ended early, never made longer.")
            )
        if "active" in vals and not vals["active"]:
            vals = {**vals, "ended_at": fields.Datetime.now()}
        return super().write(vals)

    def revoke(self):
        """End them now; the next request of the delegate sees nothing."""
        self.filtered("active").write({"active": False})
        return True

    @api.model
    def _active_for(self, user, company=None):
        """Return the delegations by which ``user`` acts for others today.

        Asked for once in a transaction: record rules need it in every query.
        """
        known = self._kept(DELEGATIONS)
        today = self.env["qlvb.role"]._today()
        _tokens, acts_for_others = self._kept(KEPT).get((user.id, today), ((), True))
        if not acts_for_others:
            return self.sudo().browse()
        if (user.id, today) not in known:
            domain = (
                Domain("to_user_id", "=", user.id)
                & Domain("date_from", "<=", today)
                & Domain("date_to", ">=", today)
                & Domain("active", "=", True)
            )
            found = self.sudo().search(domain, order="id")
            # Who has left cannot be acted for any more.
            known[user.id, today] = found.filtered(
                lambda row: row.from_user_id._is_member(row.company_id)
            ).ids
        found = self.sudo().browse(known[user.id, today])
        return found.filtered(lambda d: not company or d.company_id == company)

    @api.model
    def _covering(self, user, company=None, document=None):
        """Return those that cover ``document``; without one, those of everything."""
        if document:
            found = self._active_for(user, document.sudo().company_id)
            return found.filtered(lambda d: d._covers(document.sudo()))
        found = self._active_for(user, company)
        return found.filtered(lambda d: not d.is_limited)

    @api.model
    def _delegators(self, user, company=None, document=None):
        """Return whose personal duties ``user`` carries out today; see `_covering`."""
        found = self._covering(user, company, document)
        return found.filtered(lambda d: not d.department_id).from_user_id

    @api.model
    def _delegates(self, users, document):
        """Return who acts for ``users`` today on the document."""
        found = self._given_by(users)
        return found.filtered(lambda d: d._covers(document.sudo())).to_user_id

    @api.model
    def _given_by(self, users):
        """Return the delegations by which others act for ``users`` today."""
        today = self.env["qlvb.role"]._today()
        return self.sudo().search(
            Domain("from_user_id", "in", users.ids)
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
            & Domain("active", "=", True)
        )

    @api.model
    def _mine_domain(self, part, path="document_id"):
        """Return the records that are the user's, or that of somebody acted for.

        ``part(user, unit)`` returns what is a user's own, in one unit if it is given;
        ``path`` leads from the record to its document.
        """
        mine = part(self.env.user, self.env["hr.department"])
        for delegation in self._active_for(self.env.user):
            theirs = part(delegation.from_user_id, delegation.department_id)
            mine |= theirs & delegation._scope_domain(path)
        return mine

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
