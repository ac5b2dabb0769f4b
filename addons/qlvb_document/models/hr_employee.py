# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ..orm import UNIT_ROLES


class HrEmployee(models.Model):
    """Somebody who leaves a unit leaves the duties held in it.

    A specialist is one in the new unit at once; who is to head it, an administrator
    says by a role.
    """

    _inherit = "hr.employee"

    def write(self, vals):
        before = {
            employee: (employee.user_id, employee.department_id)
            for employee in self.sudo()
        }
        result = super().write(vals)
        if {"department_id", "user_id", "active", "company_id"} & set(vals):
            for employee, (user, unit) in before.items():
                employee._leave_unit(user, unit)
        return result

    def _leave_unit(self, user, unit):
        stays = self.active and user == self.user_id and unit == self.department_id
        if stays or not user or not unit:
            return
        roles = self.env["qlvb.role"].sudo()
        held = roles.search(
            Domain("user_id", "=", user.id)
            & Domain("department_id", "=", unit.id)
            & Domain("role", "in", UNIT_ROLES)
            & roles._active_domain()
        )
        specialist = "specialist" in held.mapped("role")
        today = roles._today()
        begun = held.filtered(lambda role: role.date_from < today)
        (held - begun).unlink()
        begun.date_to = today - timedelta(days=1)
        if specialist and self.active and user == self.user_id:
            self._join_unit(roles)

    def _join_unit(self, roles):
        unit = self.department_id
        if not unit or not self.user_id._is_member(unit.company_id):
            return
        known = Domain("user_id", "=", self.user_id.id) & Domain(
            "department_id", "=", unit.id
        )
        if roles.search_count(known & roles._active_domain()):
            return
        roles.create(
            {
                "user_id": self.user_id.id,
                "role": "specialist",
                "company_id": unit.company_id.id,
                "department_id": unit.id,
            }
        )
