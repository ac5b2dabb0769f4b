# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import fields, models
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

# How far ahead working time is looked for, in days: near first, then far.
HORIZONS = (7, 60)


class AgencyCalendar:
    """Working-time arithmetic of one agency, as `vnrecords.deadlines` asks for it.

    Moments are naive UTC; False when no working time lies within `HORIZONS`.
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

    def _qlvb_search(self, start, find):
        """Return (naive UTC) what ``find`` takes from the intervals after ``start``.

        A few days suffice nearly always, and cost little; then the full horizon.
        """
        aware = utc.localize(start)
        for days in HORIZONS:
            moment = find(self._qlvb_intervals(aware, days), aware)
            if moment:
                return moment.astimezone(utc).replace(tzinfo=None)
        return False

    def _qlvb_add_hours(self, start, hours):
        """Return the naive UTC moment ``hours`` of working time after ``start``."""

        def find(intervals, aware):
            left = timedelta(hours=hours)
            for begin, end in intervals:
                begin = max(begin, aware)
                if end > begin:
                    if end - begin >= left:
                        return begin + left
                    left -= end - begin
            return None

        return self._qlvb_search(start, find)

    def _qlvb_end_of_day(self, start):
        """Return the end (UTC) of the working day in which ``start`` falls.

        A start after closing time or on a free day counts for the next worked day.
        """

        def find(intervals, aware):
            ends = [end for _begin, end in intervals]
            day = next((end.date() for end in ends if end > aware), None)
            return max((end for end in ends if end.date() == day), default=None)

        return self._qlvb_search(start, find)

    def _qlvb_end_of_next_morning(self, start):
        """Return the end (UTC) of the morning of the working day after ``start``'s."""
        zone = timezone(self.tz)

        def find(intervals, aware):
            today = aware.astimezone(zone).date()
            return next((end for _b, end in intervals if end.date() > today), None)

        return self._qlvb_search(start, find)
