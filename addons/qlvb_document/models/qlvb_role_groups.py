# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

BATCH = 200
ROLE_GROUPS = (
    "specialist",
    "unit_head",
    "clerk",
    "office",
    "legal",
    "leader",
    "archivist",
    "admin",
)


class QlvbRoleGroups(models.AbstractModel):
    """The groups of a user follow from the roles held.

    Giving a role gives its group; ending the last one of a kind takes the group
    away: at once when it is ended by hand, by a job when its last day has passed.
    Documents close at that moment in any case, because their rule asks for roles.
    Administrators give roles to others, never to themselves.
    """

    _name = "qlvb.role.groups"
    _description = "Groups by Role"

    @api.model_create_multi
    def create(self, vals_list):
        roles = super().create(vals_list)
        roles._refuse_own()
        roles._follow_groups(roles._held_pairs())
        return roles

    def write(self, vals):
        self._refuse_own()
        before = self._held_pairs()
        result = super().write(vals)
        self._refuse_own()
        self._follow_groups(before | self._held_pairs())
        return result

    def unlink(self):
        self._refuse_own()
        before = self._held_pairs()
        result = super().unlink()
        self._follow_groups(before)
        return result

    def _refuse_own(self):
        if not self.env.su and self.env.user in self.user_id:
            raise UserError(
                self.env._("Nobody writes their own roles: ask another administrator.")
            )

    def _held_pairs(self):
        return {(role.user_id, role.role) for role in self.sudo()}

    @api.model
    def _follow_groups(self, pairs):
        """Give or take the group of each (user, role), as the roles of today say."""
        users = self.env["res.users"].union(*(user for user, _role in pairs))
        held = self.sudo().search(
            Domain("user_id", "in", users.ids) & self._active_domain()
        )
        has = held._held_pairs()
        for user, role in pairs:
            group = self.env.ref(f"qlvb_document.group_qlvb_{role}").sudo()
            if (user, role) in has and group not in user.sudo().group_ids:
                user.sudo().write({"group_ids": [Command.link(group.id)]})
            elif (user, role) not in has and group in user.sudo().group_ids:
                # Without any group the account would no longer be one of staff.
                staff = self.env.ref("qlvb_document.group_qlvb_user")
                user.sudo().write(
                    {"group_ids": [Command.unlink(group.id), Command.link(staff.id)]}
                )

    @api.model
    def _cron_follow_groups(self):
        """Follow the roles that began or ended by their dates."""
        cron = self.env["ir.cron"]
        pairs = sorted(self._out_of_step(), key=lambda pair: (pair[0].id, pair[1]))
        cron._commit_progress(remaining=len(pairs))
        for start in range(0, len(pairs), BATCH):
            batch = set(pairs[start : start + BATCH])
            self._follow_groups(batch)
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _out_of_step(self):
        """Return the (user, role) pairs whose group is not what the roles say."""
        roles = self.sudo().search([("role", "in", list(ROLE_GROUPS))])
        has = roles.filtered_domain(self._active_domain())._held_pairs()
        wrong = set()
        for name in {role.role for role in roles}:
            group = self.env.ref(f"qlvb_document.group_qlvb_{name}").sudo()
            ever = roles.filtered(lambda role, name=name: role.role == name).user_id
            for user in ever:
                if ((user, name) in has) != (user in group.user_ids):
                    wrong.add((user, name))
        return wrong
