"""Routes and quorums of approval (ND 30/2020, art. 11 and 12)."""

import datetime
import itertools

import pytest

from vnrecords.approval import Draft, Outcome, Quorum, Route, choose, outcome

DAY = datetime.date(2026, 3, 2)


def settle(answers, wanted):
    """Return what a stage comes to when it stops asking as soon as it is decided."""
    agreed = against = 0
    for answer in answers:
        agreed, against = agreed + answer, against + (not answer)
        now = outcome(len(answers), wanted, agreed, against)
        if now is not Outcome.OPEN:
            return now
    return Outcome.OPEN


@pytest.mark.parametrize("asked", range(1, 7))
def test_the_order_of_the_answers_does_not_matter(asked):
    for wanted in range(1, asked + 1):
        for agreed in range(asked + 1):
            answers = [True] * agreed + [False] * (asked - agreed)
            found = {settle(one, wanted) for one in itertools.permutations(answers)}
            expected = Outcome.AGREED if agreed >= wanted else Outcome.RETURNED
            assert found == {expected}


def test_all_means_that_one_voice_against_returns_the_draft():
    wanted = Quorum.ALL.wanted(4)
    assert outcome(4, wanted, agreed=2, against=1) is Outcome.RETURNED
    assert outcome(4, wanted, agreed=3, against=0) is Outcome.OPEN


def test_where_one_suffices_the_first_answer_decides():
    assert outcome(3, 1, 1, 0, first_decides=True) is Outcome.AGREED
    assert outcome(3, 1, 0, 1, first_decides=True) is Outcome.RETURNED


def test_a_route_with_more_conditions_goes_first():
    plain = Route(1, is_own=True)
    typed = Route(2, is_own=True, kinds=frozenset({7}))
    urgent = Route(3, is_own=True, kinds=frozenset({7}), urgency="2")
    routes = [plain, typed, urgent]
    assert choose(routes, Draft(7, DAY)) == 2
    assert choose(routes, Draft(7, DAY, urgency="3")) == 3
    assert choose(routes, Draft(8, DAY)) == 1


def test_of_two_that_fit_alike_the_first_in_the_list_is_taken():
    assert choose([Route(5), Route(4)], Draft(1, DAY)) == 5


def test_a_route_counts_from_its_first_to_its_last_day():
    old = Route(1, until=DAY)
    new = Route(2, since=DAY + datetime.timedelta(1))
    assert choose([old, new], Draft(1, DAY)) == 1
    assert choose([old, new], Draft(1, DAY + datetime.timedelta(1))) == 2
    assert choose([old], Draft(1, DAY + datetime.timedelta(1))) is None


def test_a_route_of_a_field_takes_only_drafts_of_the_field():
    route = Route(1, fields=frozenset({3, 4}))
    assert route.fits(Draft(1, DAY, fields=frozenset({4})))
    assert not route.fits(Draft(1, DAY, fields=frozenset({5})))
    assert not route.fits(Draft(1, DAY))
