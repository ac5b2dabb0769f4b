"""Subjects that say the same, and those that only look alike."""

import pytest

from vnrecords.similarity import LIKELY_SAME, similarity

SAME = [
    ("Về việc báo cáo kết quả chuyển đổi số", "V/v báo cáo kết quả chuyển đổi số"),
    ("Mời họp giao ban tuần", "MỜI HỌP GIAO BAN TUẦN"),
    (
        "Kế hoạch phòng chống lụt bão năm 2026",
        "Kế hoạch phòng, chống lụt, bão năm 2026",
    ),
    ("Uỷ quyền ký văn bản", "Ủy quyền ký văn bản"),
]
OTHER = [
    ("Báo cáo công tác tháng 02", "Báo cáo công tác tháng 03"),
    ("Mời họp giao ban", "Kế hoạch phòng chống lụt bão"),
    ("Báo cáo", "Thông báo nghỉ lễ Quốc khánh"),
    ("", ""),
    ("Báo cáo", None),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_subject_written_otherwise_is_noticed(first, second):
    assert similarity(first, second) >= LIKELY_SAME
    assert similarity(first, second) == similarity(second, first)


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_another_subject_is_not(first, second):
    assert similarity(first, second) < LIKELY_SAME


def test_leading_zeros_make_no_other_number():
    assert similarity("Báo cáo tháng 02", "Báo cáo tháng 2") > LIKELY_SAME
