"""Worked time as a row of intervals, on which every question is a bisection.

An agency's calendar lives in its database; its worked intervals are read once and
then asked many times: a list shows the working time left of each row.
"""

import datetime
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from zoneinfo import ZoneInfo

from .errors import DeadlineError

VIETNAM = datetime.timezone(datetime.timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7 all year since 1975, so no time zone database is needed."""


def zone_of(tz):
    """Return the time zone of a name, or ``tz`` itself when it is a zone already."""
    if not isinstance(tz, str):
        return tz
    return VIETNAM if tz == str(VIETNAM) else ZoneInfo(tz)


@dataclass(frozen=True)
class Timeline:
    """Worked intervals in order and without overlap; all moments are naive UTC.

    >>> day = datetime.datetime(2026, 3, 9)
    >>> hour = datetime.timedelta(hours=1)
    >>> office = Timeline.of([(day, day + 4 * hour), (day + 6 * hour, day + 9 * hour)])
    >>> office.minutes_between(day + 3 * hour, day + 7 * hour)
    120.0
    >>> office.add_minutes(day + 3 * hour, 120)
    datetime.datetime(2026, 3, 9, 7, 0)
    """

    starts: tuple
    ends: tuple
    days: tuple
    """The local date on which each interval begins."""
    sums: tuple
    """Seconds worked up to the beginning of each interval, and in all."""
    zone: datetime.tzinfo

    @classmethod
    def of(cls, intervals, tz=VIETNAM):
        """Return the timeline of (start, end) pairs; empty pairs are left out.

        Raises `DeadlineError` when pairs overlap or are out of order.
        """
        zone = zone_of(tz)
        pairs = [(start, end) for start, end in intervals if start < end]
        for (_start, end), (start, _end) in zip(pairs, pairs[1:], strict=False):
            if start < end:
                raise DeadlineError(f"intervals overlap at {start}")
        lengths = ((end - start).total_seconds() for start, end in pairs)
        return cls(
            starts=tuple(start for start, _end in pairs),
            ends=tuple(end for _start, end in pairs),
            days=tuple(_local(start, zone).date() for start, _end in pairs),
            sums=tuple(accumulate(lengths, initial=0.0)),
            zone=zone,
        )

    def local_date(self, moment):
        """Return the date that the agency's clock shows at ``moment``."""
        return _local(moment, self.zone).date()

    def is_worked(self, moment):
        """Tell whether somebody works at ``moment``; the end of a block is free."""
        index = bisect_right(self.starts, moment) - 1
        return index >= 0 and moment < self.ends[index]

    def is_working_day(self, day):
        """Tell whether anything is worked on the local date ``day``."""
        index = bisect_left(self.days, day)
        return index < len(self.days) and self.days[index] == day

    def minutes_between(self, start, end):
        """Return the minutes worked from ``start`` to ``end``; negative backwards."""
        return (self._worked_until(end) - self._worked_until(start)) / 60

    def add_minutes(self, start, minutes):
        """Return the moment ``minutes`` of working time after ``start``.

        The end of a block counts as within it; no minutes after closing time is the
        next opening. Raises `DeadlineError` when too little is worked.
        """
        first = bisect_right(self.ends, start)
        target = self._worked_until(start) + minutes * 60
        index = bisect_left(self.sums, target, lo=first + 1) - 1
        if index >= len(self.starts):
            raise DeadlineError(f"too little working time after {start}")
        return self._at(index, target)

    def take_minutes(self, end, minutes):
        """Return the last moment after which ``minutes`` were worked before ``end``.

        What was due by then is late by at least so much. None when too little is
        known of the past.
        """
        target = self._worked_until(end) - minutes * 60
        index = bisect_right(self.sums, target) - 1
        if index < 0 or index >= len(self.starts):
            return None if index < 0 else end
        return min(self._at(index, target), end)

    def add_hours(self, start, hours):
        """See `vnrecords.deadlines.Calendar`."""
        return self.add_minutes(start, hours * 60)

    def end_of_day(self, start):
        """See `vnrecords.deadlines.Calendar`; closing time itself is in time."""
        index = bisect_left(self.ends, start)
        if index == len(self.ends):
            raise DeadlineError(f"no working day after {start}")
        return self.ends[bisect_right(self.days, self.days[index]) - 1]

    def end_of_next_morning(self, start):
        """See `vnrecords.deadlines.Calendar`."""
        index = bisect_right(self.days, self.local_date(start))
        if index == len(self.ends):
            raise DeadlineError(f"no working day after {start}")
        return self.ends[index]

    def _worked_until(self, moment):
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return 0.0
        within = min(moment, self.ends[index]) - self.starts[index]
        return self.sums[index] + within.total_seconds()

    def _at(self, index, worked):
        left = datetime.timedelta(seconds=worked - self.sums[index])
        return self.starts[index] + left


def _local(moment, zone):
    return moment.replace(tzinfo=datetime.UTC).astimezone(zone)


class Unit(StrEnum):
    """In what the working time left is told."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True)
class Remaining:
    """The working time left until a deadline, or gone since, in round figures."""

    amount: int
    unit: Unit
    is_late: bool


def remaining(minutes, is_late, day_minutes=450):
    """Return what to tell about ``minutes`` of working time left (or gone, if late).

    Time left is rounded down and time gone too: nobody is told more than there is.
    Two hours and a half are two hours; less than an hour is told in minutes.

    >>> remaining(185, False)
    Remaining(amount=3, unit=<Unit.HOURS: 'hours'>, is_late=False)
    >>> remaining(1000, True).amount, remaining(1000, True).unit.value
    (2, 'days')
    """
    minutes = max(int(minutes), 0)
    if day_minutes and minutes >= day_minutes:
        return Remaining(int(minutes // day_minutes), Unit.DAYS, is_late)
    if minutes >= 60:
        return Remaining(minutes // 60, Unit.HOURS, is_late)
    return Remaining(minutes, Unit.MINUTES, is_late)
