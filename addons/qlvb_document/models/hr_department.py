# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class HrDepartment(models.Model):
    """A unit of an agency, with what stands for it in notations."""

    _inherit = "hr.department"

    qlvb_code = fields.Char(
        "Code in notations", help="Such as VX in 12/UBND-VX (ND 30/2020, App. I)."
    )
    qlvb_leader_id = fields.Many2one(
        "res.users",
        "Leader in charge",
        help="Leads the field of the unit; asked where an approval route says so.",
    )
    qlvb_has_head = fields.Boolean(
        "Has a head today",
        store=False,
        search="_search_qlvb_has_head",
        help="Work for the unit is on the list of its head: without one, on nobody's.",
    )

    @api.model
    def _search_qlvb_has_head(self, operator, value):
        if operator != "in":
            return NotImplemented
        Role = self.env["qlvb.role"].sudo()
        heads = Domain("role", "=", "unit_head") & Domain("user_id.active", "=", True)
        units = Role.search(heads & Role._active_domain()).department_id
        headed = Domain("id", "in", units.ids)
        return headed if True in value else ~headed
