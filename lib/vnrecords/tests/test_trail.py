import copy
import datetime
import hashlib
import itertools

import pytest

from vnrecords.errors import TrailError
from vnrecords.trail import GENESIS, canonical, digest, verify

PAYLOADS = [
    {"action": "register", "number": 5, "at": "2026-03-09T01:00:00Z"},
    {"action": "instruct", "text": "Giao phòng Tư pháp chủ trì"},
    {"action": "view", "user": 7},
    {"action": "sign", "sha256": "ab" * 32, "ok": True, "note": None},
]


def chain(payloads):
    entries, previous = [], ""
    for payload in payloads:
        previous = digest(previous, payload)
        entries.append((previous, payload))
    return entries


def test_a_chain_that_nobody_touched_holds():
    assert verify(chain(PAYLOADS)) is None
    assert verify([]) is None


def test_a_digest_is_sha256_over_the_previous_one_and_the_canonical_text():
    """The format is fixed for ever: a stored chain must stay verifiable."""
    text = f"{GENESIS}\n" + '{"a":"Ký số","b":[1,null,true]}'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert digest("", {"b": (1, None, True), "a": "Ký số"}) == expected


@pytest.mark.parametrize("index", range(len(PAYLOADS)))
def test_a_changed_entry_is_found(index):
    payloads = copy.deepcopy(PAYLOADS)
    entries = chain(payloads)
    payloads[index]["action"] = "other"
    assert verify(entries) == index


@pytest.mark.parametrize("index", range(len(PAYLOADS) - 1))
def test_a_removed_entry_is_found(index):
    entries = chain(PAYLOADS)
    del entries[index]
    assert verify(entries) == index


@pytest.mark.parametrize("index", range(len(PAYLOADS)))
def test_an_entry_put_in_is_found(index):
    entries = chain(PAYLOADS)
    forged = {"action": "forged"}
    entries.insert(index, (digest("", forged) if index else "0" * 64, forged))
    assert verify(entries) == index


def test_every_other_order_is_found():
    entries = chain(PAYLOADS)
    for order in itertools.permutations(entries):
        assert (verify(order) is None) == (list(order) == entries)


def test_a_changed_digest_is_found_where_it_stands():
    entries = chain(PAYLOADS)
    entries[2] = ("f" * 64, entries[2][1])
    assert verify(entries) == 2


def test_a_cut_off_end_is_found_by_the_digest_kept_elsewhere():
    entries = chain(PAYLOADS)
    last = entries[-1][0]
    assert verify(entries, last_hex=last) is None
    assert verify(entries[:-1]) is None
    assert verify(entries[:-1], last_hex=last) == 3
    assert verify([], last_hex=last) == 0


def test_a_later_part_is_verified_from_the_digest_before_it():
    entries = chain(PAYLOADS)
    assert verify(entries[2:], previous_hex=entries[1][0]) is None
    assert verify(entries[2:]) == 0


def test_the_order_of_keys_does_not_matter():
    assert digest("", {"a": 1, "b": {"c": 2, "d": 3}}) == digest(
        "", {"b": {"d": 3, "c": 2}, "a": 1}
    )


def test_dates_and_times_are_written_in_iso_8601():
    moment = datetime.datetime(2026, 3, 9, 8, tzinfo=datetime.UTC)
    text = canonical({"t": moment, "d": moment.date(), "n": moment.time()})
    assert text == '{"d":"2026-03-09","n":"08:00:00","t":"2026-03-09T08:00:00+00:00"}'


def test_letters_are_hashed_as_they_are():
    """NFC and NFD of the same word are different evidence."""
    assert digest("", {"a": "é"}) != digest("", {"a": "e\u0301"})


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "text",
        [1],
        {"a": float("nan")},
        {"a": b"bytes"},
        {"a": {1, 2}},
        {1: "a"},
        {"a": {2: "b"}},
        {"a": "\ud800"},
    ],
)
def test_a_payload_without_one_canonical_form_is_refused(payload):
    with pytest.raises(TrailError):
        digest("", payload)


def test_an_entry_that_cannot_be_hashed_is_broken():
    assert verify([*chain(PAYLOADS), ("0" * 64, {"a": object()})]) == 4
