# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


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
