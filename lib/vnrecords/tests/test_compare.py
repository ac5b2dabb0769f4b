import random
import time

import pytest

from vnrecords.compare import (
    Kind,
    compare,
    count,
    is_changed,
    paragraphs,
    paragraphs_of_pages,
)

OLD = [
    "Căn cứ Luật Lưu trữ;",
    "Điều 1. Giao Phòng Văn hóa chủ trì, phối hợp với các xã thực hiện.",
    "Điều 2. Báo cáo kết quả trước ngày 10 tháng 3 năm 2026.",
    "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
]


def spans(paragraph):
    return [(str(span.kind), span.text) for span in paragraph.spans]


def test_a_text_compared_with_itself_has_no_change():
    found = compare(OLD, OLD)
    assert not is_changed(found)
    assert [paragraph.new for paragraph in found] == OLD


def test_only_the_changed_words_are_marked():
    new = [*OLD[:2], OLD[2].replace("10 tháng 3", "15 tháng 4"), OLD[3]]
    found = compare(OLD, new)
    assert [str(p.kind) for p in found] == ["same", "same", "changed", "same"]
    changed = [part for part in spans(found[2]) if part[0] != "same"]
    assert changed == [
        ("deleted", "10"),
        ("inserted", "15"),
        ("deleted", "3"),
        ("inserted", "4"),
    ]


def test_a_new_and_a_dropped_paragraph_are_told_as_a_whole():
    new = [OLD[0], OLD[1], "Điều 2. Kinh phí do ngân sách huyện bảo đảm.", OLD[3]]
    found = compare(OLD, new)
    assert count(found) == {"changed": 0, "inserted": 1, "deleted": 1}


def test_a_paragraph_that_was_moved_up_and_changed_elsewhere_keeps_its_partner():
    new = ["Điều mới hoàn toàn khác.", OLD[1].replace("các xã", "các xã, thị trấn")]
    found = compare(OLD[:2], new)
    kinds = [str(p.kind) for p in found]
    assert kinds.count("changed") == 1
    assert "inserted" in kinds
    assert "deleted" in kinds


def test_the_case_of_a_letter_and_a_tone_count_as_changes():
    found = compare(["Uỷ ban nhân dân xã Tân Phong"], ["Ủy ban nhân dân xã Tân Phong"])
    assert spans(found[0])[:2] == [("deleted", "Uỷ"), ("inserted", "Ủy")]
    assert is_changed(compare(["a b"], ["A b"]))


def test_two_neighbouring_words_are_one_change():
    found = compare(["Hạn là ba ngày làm việc."], ["Hạn là năm tuần làm việc."])
    assert ("deleted", "ba ngày") in spans(found[0])
    assert ("inserted", "năm tuần") in spans(found[0])


def test_nothing_against_something():
    assert [str(p.kind) for p in compare([], ["a"])] == ["inserted"]
    assert [str(p.kind) for p in compare(["a"], [])] == ["deleted"]
    assert compare([], []) == ()


def test_decomposed_letters_and_odd_spaces_are_no_change():
    old, new = paragraphs("huyê\u0323n\u00a0A  B"), paragraphs("huyện A B")
    assert not is_changed(compare(old, new))


def test_lines_of_a_page_become_paragraphs_again():
    text = "Điều 1. Giao các đơn vị\nthực hiện nghiêm\ntúc.\n\n- Như trên;\n- Lưu: VT."
    assert paragraphs_of_pages(text) == [
        "Điều 1. Giao các đơn vị thực hiện nghiêm túc.",
        "- Như trên;",
        "- Lưu: VT.",
    ]


@pytest.mark.parametrize("seed", range(40))
def test_both_versions_can_be_read_out_of_the_comparison(seed):
    """Nothing of either version is lost or doubled, whatever was changed."""
    chance = random.Random(seed)  # noqa: S311
    stock = ["giao", "phòng", "xã", "ngày", "10", ".", "báo cáo", "trước"]

    def line():
        return " ".join(chance.choices(stock, k=chance.randint(1, 9)))

    old = [line() for _n in range(chance.randint(0, 12))]
    new = [text for text in old if chance.random() > 0.2]
    for _n in range(chance.randint(0, 5)):
        new.insert(chance.randint(0, len(new)), line())
    new = [f"{text} thêm" if chance.random() < 0.3 else text for text in new]
    found = compare(old, new)
    assert [p.old for p in found if p.kind != Kind.INSERTED] == old
    assert [p.new for p in found if p.kind != Kind.DELETED] == new


def test_two_hundred_pages_take_a_moment():
    chance = random.Random(1)  # noqa: S311
    old = [
        " ".join(str(chance.randint(0, 999)) for _w in range(60)) for _p in range(2000)
    ]
    new = [*old]
    new[::9] = [text.replace("7", "8", 1) for text in old[::9]]
    start = time.perf_counter()
    assert count(compare(old, new))["changed"] > 100
    assert time.perf_counter() - start < 5
