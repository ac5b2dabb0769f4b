# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

OPEN_STATES = ("open", "accepted")


class QlvbTargetMixin(models.AbstractModel):
    """Something on a document that waits for one unit or one person.

    What is for a unit has no person: it shows to whoever holds the head's role
    there. Those who act for them see it and do it, too (S54).
    """

    _name = "qlvb.target.mixin"
    _description = "For a Unit or a Person"
    _inherit = ["qlvb.mine.mixin"]

    department_id = fields.Many2one("hr.department", "Unit")
    user_id = fields.Many2one("res.users", "Person")
    target = fields.Char(
        compute="_compute_target", compute_sudo=True, string="Assigned to"
    )

    @api.depends("user_id", "department_id")
    def _compute_target(self):
        for row in self:
            row.target = row.user_id.name or row.department_id.name

    def _is_for(self, user):
        """Tell whether this is for the current ``user``: by name, or as head."""
        if self.user_id:
            return self.user_id == user
        return self.department_id in self.env["qlvb.role"]._headed_units()

    @api.model
    def _part_of(self, user, unit):
        """Return what is for ``user``: by name, or as head; in one unit if given."""
        Role = self.env["qlvb.role"]
        headed = Domain("role", "=", "unit_head") & Domain("user_id", "=", user.id)
        if unit:
            headed &= Domain("department_id", "=", unit.id)
        if user == self.env.user and not unit:
            units = Role._headed_units()
        else:
            units = Role.sudo().search(headed & Role._active_domain()).department_id
        part = Domain("user_id", "=", False) & Domain("department_id", "in", units.ids)
        return part if unit else part | Domain("user_id", "=", user.id)

    def _check_mine(self):
        """Refuse to act on a row that is somebody else's or that is closed."""
        for row in self:
            row.check_access("read")
            if not row.is_mine:
                raise UserError(
                    self.env._(
                        "This is assigned to %s: only they can do that.", row.target
                    )
                )
            if row.state not in OPEN_STATES:
                raise UserError(self.env._("“%s” is closed already.", row.display_name))
            row._act()

    def _act(self):
        """Note for the trail in whose place the user does something with the row."""
        self.ensure_one()
        self.env["qlvb.role"]._act_for(self._receivers(), self.document_id)

    def _receivers(self):
        """Return the users for whom this is: the person, or the heads of the unit."""
        self.ensure_one()
        return self.user_id or self.env["qlvb.role"]._holders(
            "unit_head", self.company_id, self.department_id
        )

    def _notify(self):
        """Tell the assignees, and who acts for them, in the web client now (S16)."""
        rows = self.sudo()
        for_units = rows.filtered(lambda row: not row.user_id)
        heads = {
            unit: rows[:1]._receivers()
            for unit, rows in for_units.grouped("department_id").items()
        }
        receivers = {row: row.user_id or heads[row.department_id] for row in rows}
        everybody = self.env["res.users"].union(*receivers.values())
        (everybody | self.env.user).sudo().partner_id.fetch()  # at once, for the names
        delegations = self.env["qlvb.delegation"]._given_by(everybody)
        notices, told = [], self.env["res.users"]
        for row, users in receivers.items():
            users |= row._acting(delegations, users)
            told |= users
            if users:
                document = row.document_id
                text = row.display_name, document.display_name
                notices.append((document, users, *text))
        self.env["qlvb.worklist"]._changed(told)
        self.env["qlvb.document"]._tell_many(notices)

    def _acting(self, delegations, users):
        """Return who acts for ``users`` on the document, by these delegations."""
        document = self.document_id
        return delegations.filtered(
            lambda d: d.from_user_id in users and d._covers(document)
        ).to_user_id
