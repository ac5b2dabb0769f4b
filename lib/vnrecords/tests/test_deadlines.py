import datetime

import pytest

from vnrecords import deadlines
from vnrecords.codes import Urgency
from vnrecords.deadlines import VIETNAM, Rule, Until, WorkingCalendar, due, rule_for
from vnrecords.errors import DeadlineError

# 2026: Friday 6 March, Monday 9 March, Tuesday 10 March.
OFFICE = WorkingCalendar()
MONDAY_OFF = WorkingCalendar(holidays=frozenset({datetime.date(2026, 3, 9)}))


def local(day, hour, minute=0, month=3):
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("arrival", "limit"),
    [
        (local(9, 8), local(9, 10)),
        (local(9, 10, 30), local(9, 14, 30)),
        (local(6, 16, 30), local(9, 9)),
        (local(8, 20), local(9, 9, 30)),
        (local(9, 9, 30), local(9, 11, 30)),
        (local(9, 9, 31), local(9, 13, 31)),
        (local(9, 11, 30), local(9, 15, 30)),
        (local(9, 12), local(9, 15, 30)),
        (local(9, 15), local(9, 17)),
        (local(9, 3), local(9, 9, 30)),
        (local(9, 17), local(10, 9, 30)),
    ],
)
def test_s15_an_incoming_document_is_processed_within_two_office_hours(arrival, limit):
    assert due(rule_for("incoming"), arrival, OFFICE) == limit


def test_s15_a_holiday_is_skipped():
    assert due(rule_for("incoming"), local(6, 16, 30), MONDAY_OFF) == local(10, 9)
    assert due(rule_for("incoming"), local(9, 8), MONDAY_OFF) == local(10, 9, 30)


def test_s15_a_worked_saturday_counts():
    calendar = WorkingCalendar(extra_days=frozenset({datetime.date(2026, 3, 7)}))
    assert due(rule_for("incoming"), local(6, 16, 30), calendar) == local(7, 9)


def test_s15_the_hours_themselves_are_the_agencys():
    calendar = WorkingCalendar(hours=((8.0, 12.0), (13.0, 17.0)))
    assert due(rule_for("incoming"), local(9, 11), calendar) == local(9, 14)


def test_s15_tet_is_crossed_day_by_day():
    tet = {datetime.date(2026, 2, day) for day in range(16, 23)}
    calendar = WorkingCalendar(holidays=frozenset(tet))
    limit = due(rule_for("incoming"), local(13, 16, 30, month=2), calendar)
    assert limit == local(23, 9, month=2)


@pytest.mark.parametrize(
    ("calendar", "limit"), [(OFFICE, local(9, 11, 30)), (MONDAY_OFF, local(10, 11, 30))]
)
def test_s14_an_outgoing_document_leaves_by_the_next_working_morning(calendar, limit):
    assert due(rule_for("outgoing"), local(6, 16, 50), calendar) == limit


@pytest.mark.parametrize("signed", [local(6, 8), local(7, 10), local(8, 23, 59)])
def test_s14_a_weekend_has_one_next_morning(signed):
    assert due(rule_for("outgoing"), signed, OFFICE) == local(9, 11, 30)


def test_s14_a_signature_before_dawn_belongs_to_its_own_day():
    assert due(rule_for("outgoing"), local(9, 0, 5), OFFICE) == local(10, 11, 30)


@pytest.mark.parametrize("urgency", ["1", "2", "3", "4"])
@pytest.mark.parametrize("step", ["incoming", "assignment", "outgoing"])
def test_s16_an_urgent_document_is_due_at_once(step, urgency):
    sunday_night = local(8, 23)
    rule = rule_for(step, Urgency(urgency))
    assert due(rule, sunday_night, OFFICE) == sunday_night


@pytest.mark.parametrize(
    ("registered", "limit"),
    [
        (local(9, 8), local(9, 17)),
        (local(9, 17), local(9, 17)),
        (local(9, 17, 1), local(10, 17)),
        (local(7, 10), local(9, 17)),
    ],
)
def test_s17_an_assignment_is_made_the_same_day(registered, limit):
    assert due(rule_for("assignment"), registered, OFFICE) == limit


def test_a_receipt_is_acknowledged_the_same_day_even_when_urgent():
    """NĐ 30/2020 Điều 21.2c has no shorter limit for urgent documents."""
    assert rule_for("acknowledge", "3") is rule_for("acknowledge")
    assert due(rule_for("acknowledge"), local(9, 9), OFFICE) == local(9, 17)


def test_naive_utc_comes_back_as_naive_utc():
    start = datetime.datetime(2026, 3, 9, 1, 0)  # 08:00 in Vietnam
    for rule in deadlines.RULES.values():
        assert due(rule, start, OFFICE).tzinfo is None
    limit = due(rule_for("incoming"), start, OFFICE)
    assert limit == datetime.datetime(2026, 3, 9, 3, 0)


def test_the_local_day_decides_not_the_day_in_utc():
    """Monday 06:00 in Vietnam is Sunday 23:00 in UTC."""
    start = datetime.datetime(2026, 3, 8, 23, 0)
    limit = due(rule_for("outgoing"), start, OFFICE)
    assert limit == datetime.datetime(2026, 3, 10, 4, 30)


def test_a_zone_may_be_named():
    named = WorkingCalendar(tz="Asia/Ho_Chi_Minh")
    assert named.add_hours(local(6, 16, 30), 2) == local(9, 9)


def test_long_limits_run_over_days():
    assert OFFICE.add_hours(local(9, 7, 30), 15) == local(10, 17)
    assert OFFICE.add_hours(local(9, 7, 30), 15.5) == local(11, 8)


def test_no_hours_after_closing_is_the_next_opening():
    assert OFFICE.add_hours(local(8, 20), 0) == local(9, 7, 30)


def test_an_extra_day_beats_a_holiday():
    day = datetime.date(2026, 3, 9)
    calendar = WorkingCalendar(holidays=frozenset({day}), extra_days=frozenset({day}))
    assert calendar.is_working_day(day)


@pytest.mark.parametrize("method", ["end_of_day", "end_of_next_morning"])
def test_a_calendar_that_is_never_worked_is_an_error(method):
    calendar = WorkingCalendar(weekdays=())
    with pytest.raises(DeadlineError):
        getattr(calendar, method)(local(9, 8))
    with pytest.raises(DeadlineError):
        calendar.add_hours(local(9, 8), 2)


def test_a_rule_is_either_hours_or_a_moment():
    with pytest.raises(DeadlineError):
        Rule("none")
    with pytest.raises(DeadlineError):
        Rule("both", hours=1, until=Until.AT_ONCE)
    with pytest.raises(DeadlineError):
        Rule("negative", hours=-1)


def test_an_agency_may_set_its_own_rules():
    own = {"incoming": Rule("incoming", hours=1)}
    assert rule_for("incoming", rules=own).hours == 1
    assert rule_for("incoming", "3", rules=own).hours == 1
    with pytest.raises(DeadlineError, match="outgoing"):
        rule_for("outgoing", rules=own)


def test_every_rule_names_its_basis():
    assert [rule.code for rule in deadlines.RULES.values() if not rule.basis] == []
    assert all(code == rule.code for code, rule in deadlines.RULES.items())


def test_limits_never_go_back_when_the_start_moves_on():
    starts = [local(6, 0) + datetime.timedelta(minutes=17 * n) for n in range(400)]
    for rule in deadlines.RULES.values():
        limits = [due(rule, start, MONDAY_OFF) for start in starts]
        assert limits == sorted(limits)
        pairs = zip(starts, limits, strict=True)
        assert all(limit >= start for start, limit in pairs)
