# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How the agency approves drafts: its usual route, and who must not do two things.

    ND 30/2020 leaves the separation of duties to the agency; in a small commune one
    person may have to do several.
    """

    _inherit = "res.company"

    qlvb_route_id = fields.Many2one(
        "qlvb.approval.route",
        "Usual approval route",
        domain="[('company_id', '=', False)]",
        help="Of the common routes, for drafts that no route of the agency fits.",
    )
    qlvb_separate_drafter = fields.Boolean(
        "Nobody approves what they drafted",
        help="Nor signs it; they may still give an opinion.",
    )
    qlvb_separate_stages = fields.Boolean("Nobody decides at two stages of one slip")
