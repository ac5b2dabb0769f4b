# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResCompany(models.Model):
    """An agency says how large its seal is: it is shown in its real size."""

    _inherit = "res.company"

    qlvb_seal_mm = fields.Integer(
        "Diameter of the seal (mm)",
        default=36,
        required=True,
        help="The picture of the seal has this size on the page (Decree 30/2020,"
        " Annex I, II.8).",
    )

    _qlvb_seal_mm = models.Constraint(
        "CHECK(qlvb_seal_mm BETWEEN 20 AND 60)",
        "A seal has a diameter of 20 to 60 mm.",
    )
