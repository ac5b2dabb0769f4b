# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime

from pytz import timezone, utc

from odoo import fields, models, tools
from odoo.fields import Domain
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals

from vnrecords.errors import DeadlineError
from vnrecords.worktime import Timeline

# Working time is reckoned between these years, and at most so many years on.
YEARS = (1990, 2100)
SPAN = 5


class AgencyCalendar:
    """Working-time arithmetic of one agency, as `vnrecords.deadlines` asks for it.

    Moments are naive UTC; False when no working time follows.
    """

    def __init__(self, calendar):
        self.calendar = calendar

    def add_hours(self, start, hours):
        return self.calendar._qlvb_add_hours(start, hours)

    def add_minutes(self, start, minutes):
        return self.calendar._qlvb_add_minutes(start, minutes)

    def minutes_between(self, start, end):
        return self.calendar._qlvb_minutes_between(start, end)

    def end_of_day(self, start):
        return self.calendar._qlvb_end_of_day(start)

    def end_of_next_morning(self, start):
        return self.calendar._qlvb_end_of_next_morning(start)


class ResourceCalendarAttendance(models.Model):
    """The usual hours of work: the intervals remembered of them are then forgotten."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "qlvb.kept.mixin"]


class ResourceCalendarLeaves(models.Model):
    """A holiday of everybody, when it names no resource."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "qlvb.kept.mixin"]

    qlvb_expected = fields.Boolean(
        "To be confirmed", help="Expected; the agency confirms it when it is announced."
    )


class ResourceCalendar(models.Model):
    """Working time of an agency, with holidays (leaves) and worked swap days.

    The worked intervals are read once per agency and year and kept in memory, so
    that a list can show the working time left of each row without a query.
    """

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "qlvb.kept.mixin"]

    extra_day_ids = fields.One2many("qlvb.calendar.day", "calendar_id", "Extra days")

    def _qlvb_timeline(self, *moments):
        """Return the `Timeline` around these moments (naive UTC).

        It begins the year before the first of them and ends the year after the
        last, at most `SPAN` years on.
        """
        first = min(max(min(moments).year, YEARS[0]), YEARS[1])
        last = min(max(max(moments).year, first), first + SPAN)
        return self.sudo()._qlvb_years(first - 1, last + 1)

    @tools.ormcache("self.id", "first_year", "last_year")
    def _qlvb_years(self, first_year, last_year):
        """Return the `Timeline` of these local years, both included."""
        zone = timezone(self.tz)
        first = zone.localize(datetime(first_year, 1, 1))
        last = zone.localize(datetime(last_year + 1, 1, 1))
        everybody = [
            ("time_type", "=", "leave"),
            ("company_id", "in", [False, self.company_id.id]),
        ]
        work = self._work_intervals_batch(first, last, domain=everybody)[False]
        nobody = self.env["resource.calendar.attendance"]
        extra = [
            (
                zone.localize(datetime.combine(day.date, float_to_time(day.hour_from))),
                zone.localize(datetime.combine(day.date, float_to_time(day.hour_to))),
                nobody,
            )
            for day in self.extra_day_ids
            if first.date() <= day.date < last.date()
        ]
        worked = Intervals(list(work)) | Intervals(extra)
        return Timeline.of(
            [
                (self._qlvb_utc(begin), self._qlvb_utc(end))
                for begin, end, _by in worked
            ],
            self.tz,
        )

    @staticmethod
    def _qlvb_utc(moment):
        return moment.astimezone(utc).replace(tzinfo=None)

    def _qlvb_ask(self, question, start, *values):
        """Return what the timeline answers, or False when no working time follows."""
        self.ensure_one()
        if not YEARS[0] <= start.year <= YEARS[1]:
            return False
        try:
            return getattr(self._qlvb_timeline(start), question)(start, *values)
        except DeadlineError:
            return False

    def _qlvb_add_hours(self, start, hours):
        """Return the naive UTC moment ``hours`` of working time after ``start``."""
        return self._qlvb_add_minutes(start, hours * 60)

    def _qlvb_add_minutes(self, start, minutes):
        """Return the naive UTC moment ``minutes`` of working time after ``start``."""
        return self._qlvb_ask("add_minutes", start, minutes)

    def _qlvb_minutes_between(self, start, end):
        """Return the minutes worked from ``start`` to ``end``; negative backwards."""
        self.ensure_one()
        return self._qlvb_timeline(start, end).minutes_between(start, end)

    def _qlvb_end_of_day(self, start):
        """Return the end (UTC) of the working day in which ``start`` falls.

        A start after closing time or on a free day counts for the next worked day.
        """
        return self._qlvb_ask("end_of_day", start)

    def _qlvb_end_of_next_morning(self, start):
        """Return the end (UTC) of the morning of the working day after ``start``'s."""
        return self._qlvb_ask("end_of_next_morning", start)

    def _qlvb_days_off(self, start, end):
        """Return the names of the holidays between two moments, for people to read."""
        self.ensure_one()
        leaves = self.env["resource.calendar.leaves"].sudo()
        found = leaves.search(
            Domain("calendar_id", "in", [False, self.id])
            & Domain("company_id", "in", [False, self.sudo().company_id.id])
            & Domain("resource_id", "=", False)
            & Domain("time_type", "=", "leave")
            & Domain("date_from", "<", end)
            & Domain("date_to", ">", start),
            order="date_from",
        )
        return [leave.name for leave in found if leave.name]

    @tools.ormcache("self.id")
    def _qlvb_day_minutes(self):
        """Return the minutes of a usual working day, in which people count days."""
        parts = self.sudo().attendance_ids.filtered(
            lambda part: not part.display_type and part.day_period != "lunch"
        )
        days = parts.grouped("dayofweek").values()
        lengths = [sum(p.hour_to - p.hour_from for p in day) for day in days]
        return round(max(lengths, default=0) * 60)
