# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Where the timestamp service is."""

    _inherit = "res.config.settings"

    qlvb_tsa_url = fields.Char(
        "Timestamp service",
        config_parameter="qlvb_sign.tsa_url",
        help="Address of an RFC 3161 service. When set, every signature carries its"
        " timestamp, and signing fails while it does not answer.",
    )
