import itertools

import pytest

from vnrecords import codes, numbering
from vnrecords.numbering import Notation, parse

REAL = [
    # text, number, ordinal, kind, issuer, unit, year
    ("15/QĐ-BNV", "15", 15, "QĐ", "BNV", "", None),
    ("05/BNV-VP", "05", 5, "", "BNV", "VP", None),
    ("12/UBND-VX", "12", 12, "", "UBND", "VX", None),
    ("14084/KH-UBND", "14084", 14084, "KH", "UBND", "", None),
    ("23/2019/QĐ-UBND", "23", 23, "QĐ", "UBND", "", 2019),
    ("1293/2017/QĐ-UBND", "1293", 1293, "QĐ", "UBND", "", 2017),
    ("30/2020/NĐ-CP", "30", 30, "NĐ", "CP", "", 2020),
    ("05/2025/TT-BNV", "05", 5, "TT", "BNV", "", 2025),
    ("117/2025/QH15", "117", 117, "", "QH15", "", 2025),
    ("01/2019/TTLT-BTC-BNV", "01", 1, "TTLT", "BTC-BNV", "", 2019),
    ("2491/STC-BCTC", "2491", 2491, "", "STC", "BCTC", None),
    ("00123/CTr-UBND", "00123", 123, "CTr", "UBND", "", None),
    ("12a/TTr-SNV", "12a", 12, "TTr", "SNV", "", None),
    ("12B/QyĐ-SGD&ĐT", "12B", 12, "QyĐ", "SGD&ĐT", "", None),
    ("1.234/QĐ-UBND", "1.234", 1234, "QĐ", "UBND", "", None),
    ("09/QĐ-UBND-VX", "09", 9, "QĐ", "UBND", "VX", None),
    ("07/GM-UBND", "07", 7, "GM", "UBND", "", None),
    ("38/CP", "38", 38, "", "CP", "", None),
    ("21/TB", "21", 21, "TB", "", "", None),
    ("12/CV-UBND", "12", 12, "CV", "UBND", "", None),
    ("2019/QĐ-UBND", "2019", 2019, "QĐ", "UBND", "", None),
    ("2019/2020/QĐ-UBND", "2019", 2019, "QĐ", "UBND", "", 2020),
    ("15/2019", "15", 15, "", "", "", 2019),
    ("15", "15", 15, "", "", "", None),
    ("05/SY-UBND", "05", 5, "SY", "UBND", "", None),
]


@pytest.mark.parametrize(
    ("text", "number", "ordinal", "kind", "issuer", "unit", "year"), REAL
)
def test_a_real_notation_is_read_part_by_part(
    text, number, ordinal, kind, issuer, unit, year
):
    read = parse(text)
    assert (read.number, read.ordinal) == (number, ordinal)
    assert (read.kind, read.issuer, read.unit) == (kind, issuer, unit)
    assert read.year == year
    assert not read.party
    assert str(read) == text
    assert read.printed == ""


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer", "unit"),
    [
        ("684-QĐ/TU", "684", "QĐ", "TU", ""),
        ("12-NQ/TW", "12", "NQ", "TW", ""),
        ("45-KL/HU", "45", "KL", "HU", ""),
        ("1234-CV/VPTW", "1234", "CV", "VPTW", ""),
        ("07-CV/TWĐTN-VP", "07", "CV", "TWĐTN", "VP"),
    ],
)
def test_a_party_notation_has_its_separators_the_other_way_round(
    text, number, kind, issuer, unit
):
    read = parse(text)
    assert read == Notation(number, kind, issuer, unit, party=True)
    assert str(read) == text
    assert read.symbol == text.partition("-")[2]


@pytest.mark.parametrize(
    "text",
    [
        "15 / QĐ - BNV",
        "15/ QĐ-BNV",
        "15/qđ-BNV",
        "15/QĐ–BNV",
        "15/QĐ—BNV",
        "15/QĐ‑BNV",
        "15／QĐ－BNV",
        "15∕QĐ−BNV",
        "  15/QĐ-BNV\n",
    ],
)
def test_odd_spacing_case_and_hyphens_do_not_change_the_parts(text):
    read = parse(text)
    assert read == parse("15/QĐ-BNV")
    assert hash(read) == hash(parse("15/QĐ-BNV"))
    assert str(read) == text.strip()


@pytest.mark.parametrize(
    "text", ["Số: 15/QĐ-BNV", "Số 15/QĐ-BNV", "SỐ:15/QĐ-BNV", "số :  15/QĐ-BNV"]
)
def test_the_label_is_no_part_of_the_number(text):
    assert str(parse(text)) == "15/QĐ-BNV"
    assert parse(text).printed == ""


@pytest.mark.parametrize(
    "text",
    [
        "/QĐ-BNV",
        "QĐ-BNV",
        "…/QĐ-BNV",
        "...../QĐ-BNV",
        "Số:      /QĐ-BNV",
        "____/QĐ-BNV",
    ],
)
def test_a_missing_number_is_empty_and_the_rest_is_read(text):
    read = parse(text)
    assert (read.number, read.ordinal, read.kind, read.issuer) == (
        "",
        None,
        "QĐ",
        "BNV",
    )


def test_a_missing_number_before_a_year_does_not_take_the_year():
    read = parse("/2019/QĐ-UBND")
    assert (read.number, read.year) == ("", 2019)
    assert str(read) == "/2019/QĐ-UBND"


def test_a_missing_number_of_a_party_document_is_empty():
    assert parse("-QĐ/TU") == Notation("", "QĐ", "TU", party=True)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("ctr", "CTr"), ("CTR", "CTr"), ("qyđ", "QyĐ"), ("TTR", "TTr"), ("trs", "TrS")],
)
def test_the_table_gives_the_spelling_of_the_type(typed, kind):
    read = parse(f"15/{typed}-UBND")
    assert read.kind == kind
    assert str(read) == f"15/{typed}-UBND"


def test_the_case_of_the_table_is_preferred_over_another_case():
    assert parse("1/Bc-X", kinds=("BC", "Bc")).kind == "Bc"


def test_similar_abbreviations_stay_apart():
    kinds = [parse(f"01/{abbr}-X").kind for abbr in ("CT", "CTr", "TTr", "TrS", "TC")]
    assert kinds == ["CT", "CTr", "TTr", "TrS", "TC"]


def test_an_agency_named_like_a_circular_is_an_agency_without_a_year():
    assert parse("12/TT-VP").issuer == "TT"
    assert parse("12/2020/TT-BNV").kind == "TT"


def test_own_types_of_an_agency_can_be_passed():
    assert parse("12/TBKL-UBND").kind == ""
    assert parse("12/TBKL-UBND", kinds=("TBKL",)).kind == "TBKL"


def test_decomposed_text_is_read_like_precomposed_text():
    assert parse("15/QĐ-BNV\u200b").issuer == "BNV"
    assert parse("15/Ca\u0302-X").issuer == "Câ"


@pytest.mark.parametrize(
    "text", ["", None, "   ", "Số:", "không rõ", "///", "--", "-/-"]
)
def test_nothing_that_can_be_received_is_an_error(text):
    read = parse(text)
    assert read.number == ""
    assert read.ordinal is None


def test_a_number_with_more_than_a_suffix_has_no_ordinal():
    assert parse("15QĐ-UBND").ordinal is None
    assert parse("12 và 13/QĐ-UBND").ordinal is None


def test_the_suffix_is_apart_from_the_ordinal():
    assert (parse("12a/X-Y").ordinal, parse("12a/X-Y").suffix) == (12, "a")
    assert parse("12/X-Y").suffix == ""


ORDINALS = [1, 9, 10, 99, 100, 14084]
ISSUERS = ["UBND", "SGD&ĐT", "TTg", "QH15", "HĐND"]
UNITS = ["", "VX", "VP", "KTNS"]


@pytest.mark.parametrize("kind", ["", *codes.ND30_ABBREVIATIONS])
def test_what_is_composed_is_read_back(kind):
    """Round trip over all types, issuers, units, suffixes and years."""
    for ordinal, issuer, unit, suffix, year in itertools.product(
        ORDINALS, ISSUERS, UNITS, ("", "a", "đ"), (None, 2019)
    ):
        made = Notation(
            numbering.format_number(ordinal, suffix), kind, issuer, unit, year
        )
        read = parse(str(made))
        assert read == made
        assert (read.ordinal, read.suffix) == (ordinal, suffix)
        assert str(read) == str(made)


@pytest.mark.parametrize("kind", ["QĐ", "NQ", "CV", "KL"])
def test_party_forms_are_read_back(kind):
    for issuer, unit in itertools.product(("TU", "TW", "HU"), ("", "VP")):
        made = Notation("684", kind, issuer, unit, party=True)
        assert parse(str(made)) == made


@pytest.mark.parametrize("length", range(6))
def test_any_text_comes_back_from_str(length):
    """No combination of the characters of a notation is lost or refused."""
    for letters in itertools.product("1a/-Đ. ", repeat=length):
        text = "".join(letters)
        assert str(parse(text)) == text.strip()


@pytest.mark.parametrize(
    "text", ["05/QĐ-UBND", "12/UBND-VX", "30/2020/NĐ-CP", "12a/BC-STC"]
)
def test_a_notation_as_the_decree_asks_is_regular(text):
    assert parse(text).is_regular


@pytest.mark.parametrize(
    "text",
    ["5/QĐ-UBND", "005/QĐ-UBND", "/QĐ-UBND", "15 /QĐ-UBND", "15/qđ-UBND", "15/QĐ", ""],
)
def test_a_notation_against_the_decree_is_not_regular(text):
    assert not parse(text).is_regular
