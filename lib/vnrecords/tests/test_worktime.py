import datetime

import pytest

from vnrecords.errors import DeadlineError
from vnrecords.worktime import Timeline, Unit, remaining

# A Friday and the Monday after it, in Vietnam; moments in UTC.
FRIDAY, MONDAY = datetime.date(2026, 3, 6), datetime.date(2026, 3, 9)


def at(day, hour, minute=0):
    local = datetime.datetime.combine(day, datetime.time(hour, minute))
    return local - datetime.timedelta(hours=7)


OFFICE = Timeline.of(
    [
        (at(day, *start), at(day, *end))
        for day in (FRIDAY, MONDAY)
        for start, end in (((7, 30), (11, 30)), ((13, 30), (17, 0)))
    ]
)


def test_the_night_and_the_weekend_do_not_count():
    assert OFFICE.minutes_between(at(FRIDAY, 16, 30), at(MONDAY, 9)) == 120
    assert OFFICE.minutes_between(at(MONDAY, 9), at(FRIDAY, 16, 30)) == -120
    assert OFFICE.minutes_between(at(FRIDAY, 18), at(MONDAY, 7)) == 0


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (at(FRIDAY, 9, 30), 120, at(FRIDAY, 11, 30)),
        (at(FRIDAY, 9, 30), 121, at(FRIDAY, 13, 31)),
        (at(FRIDAY, 16, 30), 120, at(MONDAY, 9)),
        (at(FRIDAY, 20), 0, at(MONDAY, 7, 30)),
        (at(FRIDAY, 8), 0, at(FRIDAY, 8)),
        (at(FRIDAY, 6), 900, at(MONDAY, 17)),
    ],
)
def test_minutes_are_added_within_working_time(start, minutes, end):
    assert OFFICE.add_minutes(start, minutes) == end


def test_the_last_moment_that_is_late_enough():
    """What was due by Friday 17:00 is late by nothing until Monday opens."""
    assert OFFICE.take_minutes(at(MONDAY, 7), 0) == at(MONDAY, 7)
    assert OFFICE.take_minutes(at(MONDAY, 8), 30) == at(MONDAY, 7, 30)
    assert OFFICE.take_minutes(at(MONDAY, 8), 60) == at(FRIDAY, 16, 30)
    assert OFFICE.take_minutes(at(MONDAY, 17), 900) == at(FRIDAY, 7, 30)
    assert OFFICE.take_minutes(at(MONDAY, 17), 901) is None


def test_too_little_working_time_is_an_error():
    with pytest.raises(DeadlineError):
        OFFICE.add_minutes(at(FRIDAY, 6), 901)
    with pytest.raises(DeadlineError):
        OFFICE.end_of_day(at(MONDAY, 17, 1))
    with pytest.raises(DeadlineError):
        OFFICE.end_of_next_morning(at(MONDAY, 8))


def test_a_calendar_without_working_time_has_none():
    never = Timeline.of([])
    assert never.minutes_between(at(FRIDAY, 8), at(MONDAY, 8)) == 0
    assert not never.is_worked(at(MONDAY, 8))
    assert not never.is_working_day(MONDAY)
    with pytest.raises(DeadlineError):
        never.add_minutes(at(FRIDAY, 8), 0)


def test_overlapping_intervals_are_an_error():
    with pytest.raises(DeadlineError, match="overlap"):
        Timeline.of([(at(FRIDAY, 8), at(FRIDAY, 10)), (at(FRIDAY, 9), at(FRIDAY, 11))])


@pytest.mark.parametrize(
    ("minutes", "amount", "unit"),
    [
        (0, 0, Unit.MINUTES),
        (59.9, 59, Unit.MINUTES),
        (60, 1, Unit.HOURS),
        (449, 7, Unit.HOURS),
        (450, 1, Unit.DAYS),
        (1350, 3, Unit.DAYS),
        (-5, 0, Unit.MINUTES),
    ],
)
def test_nobody_is_told_more_time_than_there_is(minutes, amount, unit):
    told = remaining(minutes, False)
    assert (told.amount, told.unit, told.is_late) == (amount, unit, False)


def test_an_agency_with_longer_days_counts_in_them():
    assert remaining(480, True, day_minutes=480).unit is Unit.DAYS
    assert remaining(450, True, day_minutes=480).unit is Unit.HOURS
    assert remaining(450, True, day_minutes=0).amount == 7
