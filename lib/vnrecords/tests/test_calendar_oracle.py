"""The working calendar against a slow one that counts every minute."""

import datetime
import random

import pytest

from vnrecords.deadlines import VIETNAM, WorkingCalendar

MINUTE = datetime.timedelta(minutes=1)
HOLIDAYS = frozenset(datetime.date(2026, 4, day) for day in (27, 30)) | {
    datetime.date(2026, 5, 1)
}
SWAPPED = frozenset({datetime.date(2026, 5, 9)})
CALENDARS = {
    "plain": WorkingCalendar(),
    "holidays": WorkingCalendar(holidays=HOLIDAYS),
    "swap day": WorkingCalendar(holidays=HOLIDAYS, extra_days=SWAPPED),
    "one block": WorkingCalendar(hours=((8.0, 16.0),)),
    "three blocks": WorkingCalendar(hours=((7.0, 9.5), (10.0, 11.5), (13.25, 16.75))),
    "six days": WorkingCalendar(weekdays=(0, 1, 2, 3, 4, 5)),
}


def is_office_minute(calendar, minute):
    """Whether the minute that begins at ``minute`` is worked."""
    if not calendar.is_working_day(minute.date()):
        return False
    hour = minute.hour + minute.minute / 60
    return any(begin <= hour < end for begin, end in calendar.hours)


def count_minutes(calendar, start, minutes):
    """The moment when ``minutes`` minutes have been worked, one after the other."""
    moment = start
    while minutes:
        minutes -= is_office_minute(calendar, moment)
        moment += MINUTE
    return moment


def moments(seed, count=12):
    """Moments around the long holiday at the end of April."""
    source = random.Random(seed)
    first = datetime.datetime(2026, 4, 23, tzinfo=VIETNAM)
    return [first + source.randrange(14 * 24 * 60) * MINUTE for _ in range(count)]


@pytest.mark.parametrize("name", CALENDARS)
@pytest.mark.parametrize("hours", [0.25, 2, 9])
def test_adding_hours_is_counting_minutes(name, hours):
    calendar = CALENDARS[name]
    for start in moments(name):
        expected = count_minutes(calendar, start, int(hours * 60))
        assert calendar.add_hours(start, hours) == expected


@pytest.mark.parametrize("name", CALENDARS)
def test_the_end_of_a_day_is_the_end_of_its_last_minute(name):
    calendar = CALENDARS[name]
    for start in moments(name):
        end = calendar.end_of_day(start)
        assert is_office_minute(calendar, end - MINUTE)
        assert not is_office_minute(calendar, end)
        days = (end.date() - start.date()).days
        between = [start.date() + datetime.timedelta(days=n) for n in range(1, days)]
        assert not any(map(calendar.is_working_day, between))


@pytest.mark.parametrize("name", CALENDARS)
def test_the_next_morning_is_on_the_first_later_working_day(name):
    calendar = CALENDARS[name]
    for start in moments(name):
        end = calendar.end_of_next_morning(start)
        assert end.date() > start.date()
        assert end.hour + end.minute / 60 == calendar.hours[0][1]
        days = (end.date() - start.date()).days
        between = [start.date() + datetime.timedelta(days=n) for n in range(1, days)]
        assert not any(map(calendar.is_working_day, between))
        assert calendar.is_working_day(end.date())


@pytest.mark.parametrize("name", CALENDARS)
def test_hours_may_be_added_in_parts(name):
    calendar = CALENDARS[name]
    for start in moments(name):
        whole = calendar.add_hours(start, 5)
        assert calendar.add_hours(calendar.add_hours(start, 2), 3) == whole


def test_aware_and_naive_moments_agree():
    calendar = CALENDARS["swap day"]
    for start in moments("naive"):
        naive = start.astimezone(datetime.UTC).replace(tzinfo=None)
        for method, *args in (
            ("add_hours", 2),
            ("end_of_day",),
            ("end_of_next_morning",),
        ):
            aware_end = getattr(calendar, method)(start, *args)
            naive_end = getattr(calendar, method)(naive, *args)
            assert naive_end.replace(tzinfo=datetime.UTC) == aware_end
            assert aware_end.utcoffset() == start.utcoffset()
