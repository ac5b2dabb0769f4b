import datetime

import pytest

from vnrecords import numbering
from vnrecords.errors import NumberError, RecordsError
from vnrecords.numbering import Notation

NOTATIONS = (
    "15/QĐ-BNV 05/BNV-VP 12/UBND-VX 14084/KH-UBND 23/2019/QĐ-UBND 30/2020/NĐ-CP "
    "684-QĐ/TU 00123/CTr-UBND 12a/TTr-SNV 12/TTr-SNV 12B/QyĐ-SGD&ĐT 09/QĐ-UBND-VX "
    "117/2025/QH15 01/2019/TTLT-BTC-BNV 21/TB 2019/QĐ-UBND 15"
).split()


def test_type_issuer_and_unit_make_the_notation():
    assert numbering.notation("QĐ", "UBND") == "QĐ-UBND"
    assert numbering.notation("", "UBND", "VX") == "UBND-VX"
    assert numbering.notation("QĐ", " UBND ", "VX") == "QĐ-UBND-VX"


def test_vectors_of_the_decree_are_composed():
    """Điều 15: (5, QĐ, UBND) and (12, công văn, UBND, VX)."""
    assert str(Notation(numbering.format_number(5), "QĐ", "UBND")) == "05/QĐ-UBND"
    made = Notation(numbering.format_number(12), "", "UBND", "VX")
    assert str(made) == "12/UBND-VX"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "01"), (9, "09"), (10, "10"), (100, "100")]
)
def test_only_numbers_below_ten_get_a_zero(number, text):
    assert numbering.format_number(number) == text


@pytest.mark.parametrize("number", [0, -1, None, "5", 1.0, True])
def test_no_register_begins_below_one(number):
    with pytest.raises(NumberError) as caught:
        numbering.format_number(number)
    assert isinstance(caught.value, RecordsError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ((2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        ((2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        ((2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        ((2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        ((2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        ((2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
        ((2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(date, words):
    date = datetime.date(*date)
    assert numbering.date_words(date) == words
    assert numbering.date_line("Hà Nội", date) == f"Hà Nội, {words}"


def test_every_day_of_four_years_is_written_by_the_rule():
    """ND 30/2020, App. I.II.4: a zero before days below 10 and months 1 and 2 only."""
    day = datetime.date(2024, 1, 1)
    while day.year < 2028:
        words = numbering.date_words(day).split()
        assert [int(word) for word in words[1::2]] == [day.day, day.month, day.year]
        assert len(words[1]) == 2
        assert words[3].startswith("0") == (day.month < 3)
        day += datetime.timedelta(1)


def test_a_place_is_cleaned_and_may_be_missing():
    date = datetime.date(2020, 3, 5)
    assert numbering.date_line(" Huê\u0301 ", date).startswith("Huế, ngày")
    assert numbering.date_line("", date) == "ngày 05 tháng 3 năm 2020"


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("05/QĐ-UBND", "5/qd-ubnd"),
        ("05/QĐ-UBND", "Số: 05/QĐ-UBND"),
        ("05/QĐ-UBND", "005 QĐ UBND"),
        ("00123/KH-UBND", "123.kh.ubnd"),
        ("684-QĐ/TU", "684/qd-tu"),
        ("30/2020/NĐ-CP", "30 2020 nd cp"),
        ("12/SGD&ĐT-VP", "12 sgd dt vp"),
        ("15/QĐ–BNV", "15/QĐ-BNV"),
    ],
)
def test_a_notation_is_found_as_people_type_it(stored, typed):
    assert numbering.search_key(stored) == numbering.search_key(typed)


def test_zeros_inside_a_word_or_alone_stay():
    assert numbering.search_key("H05.20 100/0") == "h05 20 100 0"
    assert numbering.search_key("02a/QH015") == "2a qh015"


def test_a_search_key_does_not_change_when_applied_again():
    for text in NOTATIONS:
        key = numbering.search_key(text)
        assert numbering.search_key(key) == key


def test_different_documents_have_different_keys():
    keys = {numbering.search_key(text) for text in NOTATIONS}
    assert len(keys) == len(NOTATIONS)
