# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Where the timestamp service is, and whom to ask about certificates."""

    _inherit = "res.config.settings"

    qlvb_tsa_url = fields.Char(
        "Timestamp service",
        config_parameter="qlvb_sign.tsa_url",
        help="Address of an RFC 3161 service. When set, every signature carries its"
        " timestamp, and signing fails while it does not answer.",
    )
    qlvb_tsa_fallback_url = fields.Char(
        "Second timestamp service",
        config_parameter="qlvb_sign.tsa_fallback_url",
        help="Asked when the first one does not answer.",
    )
    qlvb_revocation_hosts = fields.Char(
        "Hosts that answer about certificates",
        config_parameter="qlvb_sign.revocation_hosts",
        help="Names of OCSP and CRL servers, separated by commas. The addresses stand"
        " in the certificates: no other host is ever asked. A host in the agency's own"
        " network is listed by its number.",
    )
    qlvb_pkcs11_modules = fields.Char(
        "Modules for tokens",
        config_parameter="qlvb_sign.pkcs11_modules",
        help="Paths of the PKCS#11 modules that may be loaded into the server,"
        " separated by commas.",
    )
    qlvb_desktop_address = fields.Char(
        "Signing program on the desktop",
        config_parameter="qlvb_sign.desktop_address",
        help="Where the browser finds the program; empty: wss://127.0.0.1:8987",
    )
