"""Replies are chased by rule, and the letter says what is missing (S40)."""

import datetime

import pytest

from vnrecords.chasing import Reminder, reminders_due


@pytest.mark.parametrize("first", [1, 2, 3, 10])
@pytest.mark.parametrize("every", [0, 1, 5])
@pytest.mark.parametrize("most", [0, 1, 3])
def test_the_number_of_reminders_never_falls_and_keeps_its_bound(first, every, most):
    before = 0
    for days in range(60):
        due = reminders_due(days, first, every, most)
        assert due >= before
        assert due <= before + 1
        assert not most or due <= most
        assert (due > 0) == (days >= first)
        before = due


@pytest.mark.parametrize("first", [0, -1])
def test_no_rule_is_no_reminder(first):
    assert reminders_due(30, first) == 0


def test_the_letter_names_document_day_and_debtors():
    letter = Reminder(
        sender="UBND huyện Thử",
        document="Công văn số 12/UBND-VP ngày 02/3/2026",
        abstract="về việc chuyển đổi số",
        due=datetime.date(2026, 3, 6),
        asked="số liệu quý I.",
        debtors=("UBND xã A", "UBND xã B"),
        number=2,
    )
    assert letter.subject.endswith("ngày 02/3/2026 (lần 2)")
    text = "\n".join(letter.body)
    for part in ("06/03/2026", "số liệu quý I.", "UBND xã A; UBND xã B", "12/UBND-VP"):
        assert part in text
    assert ".." not in text


def test_without_names_it_addresses_the_reader():
    letter = Reminder("UBND", "Công văn", "", datetime.date(2026, 3, 6))
    assert "quý cơ quan" in letter.body[1]
