# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import fields, models
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

# How far ahead a working time is looked for, in days.
HORIZON = 60


class AgencyCalendar:
    """Working-time arithmetic of one agency, as `vnrecords.deadlines` asks for it.

    Moments are naive UTC; False when there is no working time within `HORIZON`.
    """

    def __init__(self, calendar):
        self.calendar = calendar

    def add_hours(self, start, hours):
        return self.calendar._qlvb_add_hours(start, hours)

    def end_of_day(self, start):
        return self.calendar._qlvb_end_of_day(start)

    def end_of_next_morning(self, start):
        return self.calendar._qlvb_end_of_next_morning(start)


class ResourceCalendar(models.Model):
    """Working time of an agency, with holidays (leaves) and worked swap days."""

    _inherit = "resource.calendar"

    extra_day_ids = fields.One2many("qlvb.calendar.day", "calendar_id", "Extra days")

    def _qlvb_intervals(self, start, days):
        """Return the worked [(start, end)] from local midnight of ``start`` on.

        ``start`` is an aware datetime; so are the returned ones, in the calendar's
        zone, in order and without overlap.
        """
        self.ensure_one()
        zone = timezone(self.tz)
        first = zone.localize(datetime.combine(start.astimezone(zone).date(), time.min))
        last = first + timedelta(days=days)
        work = self._work_intervals_batch(first, last)[False]
        extra = [
            (
                zone.localize(datetime.combine(day.date, float_to_time(day.hour_from))),
                zone.localize(datetime.combine(day.date, float_to_time(day.hour_to))),
                day,
            )
            for day in self.extra_day_ids
            if first.date() <= day.date <= last.date()
        ]
        both = Intervals(
            [(a.astimezone(zone), b.astimezone(zone), c) for a, b, c in work]
        )
        both |= Intervals(
            [(a, b, self.env["resource.calendar.attendance"]) for a, b, _c in extra]
        )
        return [(begin, end) for begin, end, _record in both]

    def _qlvb_add_hours(self, start, hours):
        """Return the naive UTC moment ``hours`` of working time after ``start``."""
        left = timedelta(hours=hours)
        aware = utc.localize(start)
        for begin, end in self._qlvb_intervals(aware, HORIZON):
            begin = max(begin, aware)
            if end <= begin:
                continue
            if end - begin >= left:
                return (begin + left).astimezone(utc).replace(tzinfo=None)
            left -= end - begin
        return False

    def _qlvb_end_of_day(self, start):
        """Return the end (UTC) of the working day in which ``start`` falls.

        A start after closing time or on a free day counts for the next worked day.
        """
        aware = utc.localize(start)
        day = None
        result = False
        for _begin, end in self._qlvb_intervals(aware, HORIZON):
            if day is None and end > aware:
                day = end.date()
            if day and end.date() != day:
                break
            if day:
                result = end
        return result and result.astimezone(utc).replace(tzinfo=None)

    def _qlvb_end_of_next_morning(self, start):
        """Return the end (UTC) of the morning of the working day after ``start``'s."""
        aware = utc.localize(start)
        today = aware.astimezone(timezone(self.tz)).date()
        for _begin, end in self._qlvb_intervals(aware, HORIZON):
            if end.date() > today:
                return end.astimezone(utc).replace(tzinfo=None)
        return False
