import datetime

import pytest

from vnrecords.deadlines import RULES, VIETNAM, Rule, Until, WorkingCalendar, due
from vnrecords.derivation import assigned_sentence, limit_text, moment_text, sentence


def local(day, hour, minute=0, month=3, year=2026):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


TWO_HOURS = Rule("incoming", hours=2, basis="Điều 6.4")


def test_s15_the_derivation_is_one_sentence():
    start = local(27, 16, 30, month=2)
    end = due(TWO_HOURS, start, WorkingCalendar())
    assert sentence("Đến", start, TWO_HOURS, end) == (
        "Đến 16:30 thứ Sáu 27/02; hạn 02 giờ hành chính (Điều 6.4)"
        " → 09:00 thứ Hai 02/03"
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule("a", until=Until.AT_ONCE), "xử lý ngay"),
        (Rule("b", until=Until.END_OF_DAY), "hạn hết ngày làm việc"),
        (
            Rule("c", until=Until.NEXT_MORNING),
            "hạn hết buổi sáng ngày làm việc tiếp theo",
        ),
        (Rule("d", hours=0.5), "hạn 0,5 giờ hành chính"),
        (
            Rule("e", hours=112.5, basis="Kế hoạch 5"),
            "hạn 112,5 giờ hành chính (Kế hoạch 5)",
        ),
    ],
)
def test_each_kind_of_limit_has_its_words(rule, words):
    assert limit_text(rule) == words


def test_s14_days_off_in_between_are_named():
    text = sentence(
        "Ký",
        local(6, 16, 50),
        RULES["outgoing"],
        local(10, 11, 30),
        days_off=["Giỗ Tổ Hùng Vương"],
    )
    assert "; không tính Giỗ Tổ Hùng Vương → 11:30 thứ Ba 10/03" in text


def test_a_deadline_in_another_year_says_so():
    text = sentence(
        "Đến", local(31, 16, 30, month=12), TWO_HOURS, local(4, 9, month=1, year=2027)
    )
    assert "thứ Năm 31/12/2026;" in text
    assert text.endswith("09:00 thứ Hai 04/01/2027")


def test_naive_moments_are_utc_and_shown_in_the_agencys_zone():
    naive = datetime.datetime(2026, 3, 8, 23, 0)
    assert moment_text(naive, year=2026) == "06:00 thứ Hai 09/03"
    assert moment_text(naive, tz="Asia/Ho_Chi_Minh") == "06:00 thứ Hai 09/03/2026"


def test_s31_an_extended_deadline_tells_the_first_one():
    text = assigned_sentence(
        "Lê Văn A", local(2, 8), local(9, 17), original=local(6, 17)
    )
    assert "hạn ban đầu 17:00 thứ Sáu 06/03, đã thay đổi → 17:00 thứ Hai 09/03" in text
