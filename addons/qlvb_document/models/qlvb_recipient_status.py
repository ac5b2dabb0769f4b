# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

STATUSES = [
    ("00", "Waiting to be sent"),
    ("001", "Sent"),
    ("01", "Arrived"),
    ("02", "Refused"),
    ("03", "Received"),
    ("04", "Assigned"),
    ("05", "In progress"),
    ("06", "Completed"),
    ("13", "Taken back"),
    ("15", "Taking back accepted"),
    ("16", "Taking back refused"),
]


class QlvbRecipientStatus(models.Model):
    """One status of one recipient: when it came, by whom and why (S39).

    Written by the system; whoever sees the document reads it.
    """

    _name = "qlvb.recipient.status"
    _description = "Recipient Status"
    _order = "id"
    _rec_name = "code"

    recipient_id = fields.Many2one(
        "qlvb.recipient", required=True, index=True, ondelete="cascade"
    )
    code = fields.Selection(STATUSES, required=True)
    moment = fields.Datetime(required=True)
    user_id = fields.Many2one("res.users", "By", help="Who did what it tells of.")
    reason = fields.Char()
