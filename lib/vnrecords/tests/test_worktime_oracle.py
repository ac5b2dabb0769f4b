"""Random calendars, holidays and swap days against a counter of single minutes.

Both ways of reckoning are asked: the reference calendar, and the timeline on which
the lists of an agency are worked out.
"""

import datetime
import random
from functools import cache

import pytest

from vnrecords.deadlines import VIETNAM, WorkingCalendar
from vnrecords.worktime import Timeline

MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
SEEDS = range(16)
# Over the end of a year, with Tết behind it.
FIRST = datetime.date(2026, 12, 14)
DAYS = 50
ASK = 14
SHIFTS = (
    ((7.5, 11.5), (13.5, 17.0)),
    ((8.0, 12.0), (13.0, 17.0)),
    ((7.0, 9.5), (10.0, 11.5), (13.25, 16.75)),
    ((6.0, 14.0),),
    ((0.0, 4.0), (8.0, 12.0), (20.0, 24.0)),
)
HALF_DAYS = (((7.5, 11.5),), ((13.5, 17.0),), ((8.0, 10.0), (10.5, 11.0)))


@cache
def random_calendar(seed):
    """Return a calendar with shifts, half days, holidays and swap days at random."""
    source = random.Random(seed)
    dates = [FIRST + DAY * n for n in range(DAYS)]
    start = source.randrange(DAYS - 9)
    tet = dates[start : start + source.randrange(3, 9)]
    holidays = {*tet, *source.sample(dates, 4)}
    swapped = source.sample([day for day in dates if day.weekday() > 4], 3)
    return WorkingCalendar(
        hours=source.choice(SHIFTS),
        weekly={5: source.choice(HALF_DAYS)} if seed % 3 == 0 else {},
        weekdays=(0, 1, 2, 3, 4, 5) if seed % 3 == 0 else (0, 1, 2, 3, 4),
        holidays=frozenset(holidays),
        extra_days={day: source.choice((None, *HALF_DAYS)) for day in swapped},
        tz=source.choice((VIETNAM, "Asia/Ho_Chi_Minh", datetime.UTC)),
    )


def offset(seed):
    return datetime.timedelta(
        hours=0 if random_calendar(seed).tz is datetime.UTC else 7
    )


@cache
def worked_minutes(seed):
    """Return the minutes (start of each, naive UTC) that are worked, in order."""
    calendar = random_calendar(seed)
    found = []
    for day in (FIRST + DAY * n for n in range(DAYS)):
        blocks = calendar.hours_of(day) if calendar.is_working_day(day) else ()
        midnight = datetime.datetime.combine(day, datetime.time()) - offset(seed)
        for minute in range(24 * 60):
            if any(begin * 60 <= minute < end * 60 for begin, end in blocks):
                found.append(midnight + minute * MINUTE)
    return found


@cache
def timeline(seed):
    """Return the timeline of the same calendar, put together from its minutes.

    Blocks are cut at local midnight, as calendars know only days.
    """
    intervals = []
    for minute in worked_minutes(seed):
        is_midnight = (minute + offset(seed)).time() == datetime.time()
        if intervals and intervals[-1][1] == minute and not is_midnight:
            intervals[-1] = (intervals[-1][0], minute + MINUTE)
        else:
            intervals.append((minute, minute + MINUTE))
    return Timeline.of(intervals, random_calendar(seed).tz)


def moments(seed, count=25):
    """Return moments at random, and some at which a minute of work just ended."""
    source = random.Random(f"moments {seed}")
    first = datetime.datetime.combine(FIRST, datetime.time()) - offset(seed)
    span = (DAYS - ASK) * 24 * 60
    found = [first + source.randrange(span) * MINUTE for _ in range(count)]
    edges = source.sample(worked_minutes(seed)[:2000], 5)
    return found + [moment + MINUTE for moment in edges]


def count_minutes(seed, start, minutes):
    """Return when so many minutes have been worked, counting them."""
    for moment in worked_minutes(seed):
        if moment >= start:
            minutes -= 1
            if not minutes:
                return moment + MINUTE
    raise AssertionError("the test asks beyond its days")


@pytest.mark.parametrize("seed", SEEDS)
def test_s15_adding_working_time_is_counting_minutes(seed):
    source = random.Random(f"add {seed}")
    calendar, line = random_calendar(seed), timeline(seed)
    for start in moments(seed):
        minutes = source.choice((1, 15, 120, 450, source.randrange(1, 1500)))
        expected = count_minutes(seed, start, minutes)
        assert calendar.add_hours(start, minutes / 60) == expected
        assert line.add_minutes(start, minutes) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_the_time_between_two_moments_is_the_minutes_worked(seed):
    line = timeline(seed)
    asked = moments(seed)
    for start, end in zip(asked, reversed(asked), strict=True):
        early, late = sorted((start, end))
        worked = sum(early <= moment < late for moment in worked_minutes(seed))
        assert line.minutes_between(early, late) == worked
        assert line.minutes_between(late, early) == -worked


@pytest.mark.parametrize("seed", SEEDS)
def test_going_back_undoes_going_on(seed):
    line = timeline(seed)
    for start in moments(seed):
        end = line.add_minutes(start, 600)
        back = line.take_minutes(end, 600)
        assert line.minutes_between(back, end) == 600
        assert line.minutes_between(back + MINUTE, end) < 600


@pytest.mark.parametrize("seed", SEEDS)
def test_s14_s17_the_reference_and_the_timeline_agree_on_days(seed):
    calendar, line = random_calendar(seed), timeline(seed)
    for start in moments(seed):
        assert line.end_of_day(start) == calendar.end_of_day(start)
        assert line.end_of_next_morning(start) == calendar.end_of_next_morning(start)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_moment_is_worked_when_its_minute_is(seed):
    line = timeline(seed)
    worked = set(worked_minutes(seed))
    for moment in moments(seed, 60):
        assert line.is_worked(moment) == (moment in worked)
    for day in (FIRST + DAY * n for n in range(DAYS)):
        assert line.is_working_day(day) == random_calendar(seed).is_working_day(day)
