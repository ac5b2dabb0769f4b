# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbCalendarDay(models.Model):
    """A day that is worked although the week's plan says it is not (a swap day).

    Leaves of a working calendar only subtract, so a Saturday worked in exchange for
    a bridge day is added here. Hours are local to the calendar's time zone.
    """

    _name = "qlvb.calendar.day"
    _description = "Worked Extra Day"
    _inherit = ["qlvb.kept.mixin"]
    _order = "date desc, hour_from"

    calendar_id = fields.Many2one(
        "resource.calendar", required=True, ondelete="cascade", index=True
    )
    date = fields.Date(required=True)
    hour_from = fields.Float(required=True, default=7.5)
    hour_to = fields.Float(required=True, default=11.5)
    name = fields.Char("Reason")

    _hours = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "The hours of a worked day lie between 0 and 24, the first before the last.",
    )
