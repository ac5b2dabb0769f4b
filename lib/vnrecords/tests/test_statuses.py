"""Statuses come late, twice and out of order, and the result is the same (S39)."""

from itertools import permutations, product

import pytest

from vnrecords import statuses
from vnrecords.statuses import Effect, effect


def run(codes):
    """Return (history, shown) after the codes came in this order."""
    history, shown = [], None
    for code in codes:
        found = effect(history, code)
        if found is not Effect.DROP:
            history.append(code)
        if found is Effect.SHOW:
            shown = code
    return history, shown


@pytest.mark.parametrize("codes", list(permutations(("01", "03", "04", "06"))))
def test_whatever_the_order_the_furthest_is_shown(codes):
    assert run(codes)[1] == "06"


def test_what_comes_twice_counts_once():
    for codes in permutations(("01", "03", "03", "05", "05")):
        history, shown = run(codes)
        assert shown == "05"
        assert len(history) == len(set(history))


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (("00", "01", "02"), "02"),
        (("00", "02", "03", "06"), "02"),
        (("00", "01", "03", "02"), "03"),
        (("00", "01", "13", "15"), "15"),
        (("00", "01", "13", "16"), "16"),
        (("00", "01", "15"), "01"),
        (("00", "01", "13", "13"), "13"),
        (("00", "01", "03", "13", "04", "16", "06"), "06"),
        (("00", "01", "03", "13", "15", "06"), "15"),
        (("00", "01", "03", "13", "16", "13"), "13"),
        (("00", "01", "02", "13"), "02"),
    ],
)
def test_the_way_of_the_codes(codes, shown):
    assert run(codes)[1] == shown


def test_nothing_follows_a_refusal_or_an_accepted_taking_back():
    for start in (("00", "02"), ("00", "03", "13", "15")):
        for code in statuses.CODES:
            assert effect(start, code) is Effect.DROP


@pytest.mark.parametrize("code", ["", "07", "1", None, "6", "99"])
def test_an_unknown_code_is_dropped(code):
    assert effect(["00"], code) is Effect.DROP


def test_every_path_keeps_each_progress_code_at_most_once():
    for codes in product(statuses.CODES, repeat=4):
        history = [code for code in run(codes)[0] if code in statuses.PROGRESS]
        assert history == sorted(set(history), key=statuses.place)
