"""Which time limit applies to which step, and a reference working calendar.

The rules are data: an agency may set stricter ones. The arithmetic is passed in as a
`Calendar`, because an agency's calendar lives in its database; `WorkingCalendar` is
the reference that every other implementation must agree with.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from .codes import Urgency
from .errors import DeadlineError
from .worktime import VIETNAM, zone_of


class Until(StrEnum):
    """The moments a rule can name instead of a number of hours."""

    AT_ONCE = "at_once"
    END_OF_DAY = "end_of_day"
    NEXT_MORNING = "next_morning"


@dataclass(frozen=True)
class Rule:
    """A time limit: either ``hours`` of working time or ``until`` a moment."""

    code: str
    hours: float | None = None
    until: Until | None = None
    basis: str = ""
    """The provision it comes from, in Vietnamese, as shown to users."""

    def __post_init__(self):
        if (self.hours is None) == (self.until is None):
            raise DeadlineError(f"{self.code}: either hours or a moment")
        if self.hours is not None and self.hours < 0:
            raise DeadlineError(f"{self.code}: hours below zero")


class Calendar(Protocol):
    """Working-time arithmetic; gives back the kind of datetime it was given."""

    def add_hours(self, start, hours):
        """``hours`` of working time after ``start``."""

    def end_of_day(self, start):
        """The end of the working day of ``start``, or of the next one."""

    def end_of_next_morning(self, start):
        """The end of the morning of the first working day after that of ``start``."""


_URGENT_BASIS = (
    "Văn bản khẩn, hỏa tốc xử lý ngay (khoản 4 Điều 6 Quy chế; Điều 23 Nghị định "
    "30/2020/NĐ-CP)"
)

RULES = {
    rule.code: rule
    for rule in (
        Rule(
            "incoming",
            hours=2,
            basis="Văn thư xử lý văn bản đến trong 02 giờ hành chính "
            "(khoản 4 Điều 6 Quy chế)",
        ),
        Rule("incoming_urgent", until=Until.AT_ONCE, basis=_URGENT_BASIS),
        Rule(
            "acknowledge",
            until=Until.END_OF_DAY,
            basis="Thông báo đã nhận ngay trong ngày "
            "(điểm c khoản 2 Điều 21 Nghị định 30/2020/NĐ-CP)",
        ),
        Rule(
            "assignment",
            until=Until.END_OF_DAY,
            basis="Phân công xử lý trong ngày (khoản 4 Điều 6 Quy chế)",
        ),
        Rule("assignment_urgent", until=Until.AT_ONCE, basis=_URGENT_BASIS),
        Rule(
            "outgoing",
            until=Until.NEXT_MORNING,
            basis="Phát hành trong ngày ký, chậm nhất trong buổi sáng ngày làm việc "
            "tiếp theo (khoản 3 Điều 6 Quy chế; Điều 6 Quyết định 28/2018/QĐ-TTg)",
        ),
        Rule("outgoing_urgent", until=Until.AT_ONCE, basis=_URGENT_BASIS),
    )
}
"""The default rules by code; ``<code>_urgent`` is used for urgent documents."""


def rule_for(step, urgency=Urgency.NORMAL, rules=RULES):
    """Return the rule of a step; an urgent document has its own, if there is one.

    >>> rule_for("incoming").hours, rule_for("incoming", "3").until.value
    (2, 'at_once')
    """
    urgent = Urgency(urgency).is_urgent and rules.get(f"{step}_urgent")
    try:
        return urgent or rules[step]
    except KeyError:
        raise DeadlineError(f"no rule for the step {step!r}") from None


def due(rule, start, calendar):
    """Return the moment by which ``rule`` asks the step to be done.

    ``start`` is the moment of receipt (S31) or, for outgoing documents, of signing.
    """
    if rule.until is Until.AT_ONCE:
        return start
    if rule.until is Until.END_OF_DAY:
        return calendar.end_of_day(start)
    if rule.until is Until.NEXT_MORNING:
        return calendar.end_of_next_morning(start)
    return calendar.add_hours(start, rule.hours)


@dataclass(frozen=True)
class WorkingCalendar:
    """Office hours of one agency, in local decimal hours.

    Datetimes may be aware, or naive in UTC as Odoo keeps them; the result is of the
    same kind.

    >>> office = WorkingCalendar()
    >>> office.add_hours(datetime.datetime(2026, 3, 9, 10, 30, tzinfo=VIETNAM), 2)
    ... # doctest: +ELLIPSIS
    datetime.datetime(2026, 3, 9, 14, 30, tzinfo=...)
    """

    hours: tuple = ((7.5, 11.5), (13.5, 17.0))
    """Blocks of a working day in order; the first is the morning."""
    holidays: frozenset = frozenset()
    """Local dates that are not worked."""
    extra_days: Collection = frozenset()
    """Local dates that are worked although at a weekend (swap days); in a mapping,
    each with the blocks of its own, or with None for the usual ones."""
    tz: datetime.tzinfo | str = VIETNAM
    weekdays: tuple = (0, 1, 2, 3, 4)
    """Monday is 0."""
    weekly: Mapping = field(default_factory=dict)
    """Blocks of the weekdays that differ, such as a Saturday morning."""
    horizon_days: int = 1400
    """How far a working day is looked for before giving up."""

    def is_working_day(self, date):
        """Whether ``date`` (local) is worked; an extra day beats a holiday."""
        if date in self.extra_days:
            return True
        return date.weekday() in self.weekdays and date not in self.holidays

    def hours_of(self, date):
        """Return the blocks in which the working day ``date`` is worked."""
        extra = self.extra_days
        own = extra.get(date) if isinstance(extra, Mapping) else None
        return own or self.weekly.get(date.weekday()) or self.hours

    def add_hours(self, start, hours):
        """See `Calendar`; exactly at the end of a block counts as within it."""
        moment, left = self._local(start), datetime.timedelta(hours=hours)
        for begin, end in self._blocks(moment.date()):
            begin = max(begin, moment)
            if begin < end and end - begin >= left:
                return self._like(start, begin + left)
            left -= max(end - begin, datetime.timedelta())
        raise DeadlineError(f"no working time within {self.horizon_days} days")

    def end_of_day(self, start):
        """See `Calendar`; after hours it is the end of the next working day."""
        moment = self._local(start)
        for day in self._days(moment.date()):
            closing = self._at(day, self.hours_of(day)[-1][1])
            if closing >= moment:
                return self._like(start, closing)
        raise DeadlineError(f"no working day within {self.horizon_days} days")

    def end_of_next_morning(self, start):
        """See `Calendar`; at a weekend the next working day is the first one."""
        tomorrow = self._local(start).date() + datetime.timedelta(days=1)
        for day in self._days(tomorrow):
            return self._like(start, self._at(day, self.hours_of(day)[0][1]))
        raise DeadlineError(f"no working day within {self.horizon_days} days")

    def _days(self, first):
        days = (first + datetime.timedelta(days=n) for n in range(self.horizon_days))
        return filter(self.is_working_day, days)

    def _blocks(self, first):
        for day in self._days(first):
            for begin, end in self.hours_of(day):
                yield self._at(day, begin), self._at(day, end)

    def _at(self, day, hour):
        midnight = datetime.datetime.combine(day, datetime.time(), zone_of(self.tz))
        return midnight + datetime.timedelta(hours=hour)

    def _local(self, moment):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return aware.astimezone(zone_of(self.tz))

    @staticmethod
    def _like(start, moment):
        """Bring ``moment`` into the zone of ``start``; naive means UTC."""
        result = moment.astimezone(start.tzinfo or datetime.UTC)
        return result if start.tzinfo else result.replace(tzinfo=None)
