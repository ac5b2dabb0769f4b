# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """What the file gate lets in; only administrators of the server set it."""

    _inherit = "res.config.settings"

    qlvb_file_kinds = fields.Char(
        "Accepted kinds of files",
        config_parameter="qlvb.file_kinds",
        default="pdf,docx,xlsx,png,jpg,tif,zip",
        help="Extensions, separated by commas; others than these cannot be examined.",
    )
    qlvb_max_file_mb = fields.Integer(
        "Largest file", config_parameter="qlvb.max_file_mb", default=100, help="In MB."
    )
    qlvb_max_file_pages = fields.Integer(
        "Most pages", config_parameter="qlvb.max_file_pages", default=5000
    )
    qlvb_max_unpacked_mb = fields.Integer(
        "Largest archive, unpacked",
        config_parameter="qlvb.max_unpacked_mb",
        default=300,
        help="In MB; also of Word and Excel files.",
    )
    qlvb_gate_memory_mb = fields.Integer(
        "Memory for examining a file",
        config_parameter="qlvb.gate_memory_mb",
        default=1536,
        help="In MB.",
    )
    qlvb_gate_seconds = fields.Integer(
        "Time for examining a file",
        config_parameter="qlvb.gate_seconds",
        default=20,
        help="Seconds of the processor; three times as many by the clock.",
    )
    qlvb_public_url = fields.Char(
        "Public address",
        config_parameter="qlvb.public_url",
        help="Where readers outside reach this server, such as https://vb.huyen.gov.vn;"
        " it stands in the QR code on documents. Empty: the server's own address.",
    )
    qlvb_clamd_address = fields.Char(
        "Virus scanner",
        config_parameter="qlvb.clamd_address",
        help="Where clamd listens: the path of its socket, or host:port.",
    )
    qlvb_clamd_down = fields.Selection(
        [("refuse", "Refuse files"), ("pass", "Let files pass unscanned")],
        "When the scanner does not answer",
        config_parameter="qlvb.clamd_down",
        default="refuse",
    )
