import datetime

import pytest

from vnrecords.errors import CalendarError
from vnrecords.holidays import DayKind, read

HEAD = "from,to,kind,name,confirmed\n"


def test_s15_a_year_is_read_from_a_table():
    rows = read(
        HEAD + "2026-02-16,2026-02-20,off,Tết Nguyên đán,yes\n"
        "2026-08-22,,work,Làm bù 31/8,\n"
        "2027-02-05,2027-02-11,off,Tết Nguyên đán,no\n"
    )
    tet, swap, expected = rows
    assert (tet.first, tet.last) == (
        datetime.date(2026, 2, 16),
        datetime.date(2026, 2, 20),
    )
    assert (len(tet.dates()), tet.kind, tet.confirmed) == (5, DayKind.OFF, True)
    assert (swap.dates(), swap.kind, swap.confirmed) == (
        [swap.last],
        DayKind.WORK,
        True,
    )
    assert not expected.confirmed


def test_a_table_of_an_office_suite_is_read_too():
    data = "\ufefffrom;to;kind;name\r\n30/04/2026;01/05/2026;OFF;Lễ 30/4, 1/5\r\n"
    (days,) = read(data.encode())
    assert (days.first.day, days.last.day, days.name) == (30, 1, "Lễ 30/4, 1/5")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2026-02-30,,off,Tết,yes", "không phải là ngày"),
        (",,off,Tết,yes", "không phải là ngày"),
        ("0001-01-01,,off,Tết,yes", "không phải là ngày"),
        ("2026-02-16,2026-02-10,off,Tết,yes", "ngày cuối trước ngày đầu"),
        ("2026-02-01,2026-04-01,off,Tết,yes", "dài hơn"),
        ("2026-12-31,2027-01-01,off,Tết,yes", "trong một năm"),
        ("2026-02-16,,holiday,Tết,yes", "off"),
        ("2026-02-16,,off,,yes", "thiếu tên"),
        ("2026-02-16,,off,Tết,maybe", "confirmed"),
        ("2026-02-16", "thiếu tên"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(line, reason):
    with pytest.raises(CalendarError, match=f"Dòng 2: .*{reason}"):
        read(HEAD + line)


def test_all_wrong_lines_are_told_at_once():
    with pytest.raises(CalendarError) as caught:
        read(HEAD + "x,,off,A,yes\n2026-01-01,,off,B,yes\n2026-01-01,,work,C,yes\n")
    assert str(caught.value).splitlines() == [
        "Dòng 2: “x” không phải là ngày (ví dụ 2026-02-16).",
        "Dòng 4: trùng ngày với “B”.",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "Thiếu cột"),
        (HEAD, "Thiếu cột"),
        ("day,what\n2026-01-01,Tết\n", "Thiếu cột: from, kind, name"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("from,to,kind,name\n" + '"' * 3, "."),
    ],
)
def test_what_is_no_table_is_refused(data, reason):
    with pytest.raises(CalendarError, match=reason):
        read(data)
