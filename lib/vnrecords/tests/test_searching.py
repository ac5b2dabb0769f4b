"""What people type finds what they mean (rules.md 1.10 III.6)."""

import unicodedata

import pytest

from vnrecords.searching import (
    MOST_WORDS,
    Abbreviation,
    Abbreviations,
    index_text,
    index_words,
    snippet,
)

TABLE = Abbreviations(
    [
        Abbreviation("UBND", "Ủy ban nhân dân"),
        Abbreviation("HĐND", "Hội đồng nhân dân"),
        Abbreviation("TTg", "Thủ tướng Chính phủ"),
        Abbreviation("KT-XH", "Kinh tế - xã hội"),
        Abbreviation("GD&ĐT", "Giáo dục và Đào tạo"),
        Abbreviation("CT", "Chỉ thị"),
        Abbreviation("CT", "Chủ tịch"),
    ]
)
STORED = "2080/QĐ-UBND Hoà giải ở cơ sở; Uỷ ban nhân dân tỉnh Đồng Tháp, thuý"


def finds(typed, stored, table=TABLE):
    """Judge a question as PostgreSQL would, on the words of ``stored``."""
    return Judge(table.query(typed), set(index_text(stored).split())).expression()


class Judge:
    """A reader of the part of the tsquery language that is used."""

    def __init__(self, query, words):
        signs = query.replace("(", " ( ").replace(")", " ) ").split()
        self.signs, self.words = signs, words

    def expression(self):
        result = self.conjunction()
        while self.signs and self.signs[0] == "|":
            self.signs.pop(0)
            other = self.conjunction()
            result = result or other
        return result

    def conjunction(self):
        result = self.term()
        while self.signs and self.signs[0] == "&":
            self.signs.pop(0)
            other = self.term()
            result = result and other
        return result

    def term(self):
        sign = self.signs.pop(0)
        if sign == "(":
            result = self.expression()
            assert self.signs.pop(0) == ")"
            return result
        if sign.endswith(":*"):
            start = sign[1:-3]
            return any(word.startswith(start) for word in self.words)
        return sign[1:-1] in self.words


@pytest.mark.parametrize(
    "typed",
    [
        "uỷ ban",
        "ủy ban",
        "UY BAN",
        "ubnd",
        "UBND tỉnh",
        "hoà giải",
        "hòa giải",
        "hoa giai",
        "thúy",
        "thuý",
        "đồng tháp",
        "dong thap",
        "thap dong",
        unicodedata.normalize("NFD", "Đồng Tháp"),
        "2080/QĐ",
        "2080-qd",
        "2080 ubnd",
        "02080",
        "2080qd",
        "208",
    ],
)
def test_it_is_found(typed):
    assert finds(typed, STORED)


@pytest.mark.parametrize("typed", ["hoa giai quang", "2081", "hdnd", "20801", "giai3"])
def test_every_word_must_be_there(typed):
    assert not finds(typed, STORED)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("HĐND", "Nghị quyết của Hội đồng nhân dân"),
        ("hội đồng nhân dân", "05/NQ-HĐND"),
        ("thu tuong chinh phu", "12/QĐ-TTg"),
        ("ttg", "Thủ tướng Chính phủ chỉ đạo"),
        ("kt-xh", "phát triển kinh tế - xã hội"),
        ("kinh te xa hoi", "KT-XH 6 tháng"),
        ("gd&đt", "ngành giáo dục và đào tạo"),
        ("sở giáo dục và đào tạo", "SỞ GD&ĐT"),
        ("ct ubnd", "Chỉ thị của Ủy ban nhân dân"),
        ("ct ubnd", "Chủ tịch Ủy ban nhân dân"),
        ("chu tich", "05/CT-UBND"),
    ],
)
def test_either_way_of_writing_finds_the_other(typed, stored):
    assert finds(typed, stored)


@pytest.mark.parametrize(
    "typed", ["57/UBND", "57-UBND", "57 UBND", "057/ubnd", "57ubnd"]
)
@pytest.mark.parametrize("stored", ["57/UBND-VP", "057/UBND-VP", "57/QĐ-UBND"])
def test_fragments_of_numbers(typed, stored):
    assert finds(typed, stored)


def test_an_abbreviation_is_no_start_of_a_word():
    assert not finds("hội đồng nhân dân", "hđndx")
    assert finds("hđnd", "hđndx"), "What is typed may go on."


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "&|():*'", "\\", "\u200b"])
def test_what_has_no_word_asks_nothing(typed):
    assert TABLE.query(typed) == ""


@pytest.mark.parametrize(
    "typed", ["sot & ret", "'sot':*", "so't", "s\\ot", "!sot", "<->"]
)
def test_signs_of_the_language_do_not_get_through(typed):
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789 '&|():*")
    query = TABLE.query(typed)
    assert set(query) <= allowed
    assert query.count("'") % 2 == 0
    assert "<" not in query


def test_a_long_question_is_cut():
    assert TABLE.query("a " * 500).count("'a'") == MOST_WORDS


def test_an_abbreviation_of_itself_is_left_out():
    table = Abbreviations([Abbreviation("UBND", "ubnd"), Abbreviation("", "x")])
    assert table.query("ubnd") == "'ubnd':*"


def test_the_words_of_a_long_text_are_bounded():
    words = index_words(" ".join(f"từ{n}" for n in range(100_000)), 10_000)
    assert len(words) <= 10_000
    assert not index_words("", 10)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("quang xuong", "Quảng Xương"), ("HUYET", "huyết"), ("07", "07"), ("zz", "")],
)
def test_the_place_of_a_hit_is_shown_with_its_accents(typed, found):
    text = "Ngày 07, tại Quảng Xương, sốt xuất huyết " + "lan rộng " * 50
    place = snippet(text, typed, 20)
    assert found in place
    assert bool(place) == bool(found)
    assert len(place) < 80
