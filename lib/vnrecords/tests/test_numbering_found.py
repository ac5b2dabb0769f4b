"""The number and notation at the top of a page (S21)."""

import pytest

from vnrecords import numbering

from . import samples

FOUND = [
    ("Số: 15/QĐ-BNV", "15/QĐ-BNV"),
    ("   Số: 05 / UBND - VX        Hà Nội, ngày 05 tháng 3 năm 2026", "05/UBND-VX"),
    ("HUYỆN THỬ        Số: 1.234/STT-VP", "1.234/STT-VP"),
    ("SỐ: 23/2019/QĐ-UBND", "23/2019/QĐ-UBND"),
    ("Số: 684-QĐ/TU", "684-QĐ/TU"),
    ("Số: 12a/CV-UBND.", "12a/CV-UBND"),
    ("Số: 07/QÐ-UBND", "07/QĐ-UBND"),
]
NOT_FOUND = [
    "Số:        /UBND-VX",
    "Số: ……/UBND-VX",
    "theo Công văn số: 12/UBND-VX",
    "Căn cứ Nghị định số 30/2020/NĐ-CP",
    "Số: 2026",
    "Số: 02/3/2026",
    "",
    None,
]


@pytest.mark.parametrize(("page", "text"), FOUND)
def test_s21_the_printed_number_is_found(page, text):
    assert numbering.find(page) == text


@pytest.mark.parametrize("page", NOT_FOUND)
def test_s21_what_is_cited_or_still_blank_is_not(page):
    assert numbering.find(page) == ""


def test_s21_only_the_top_of_the_page_counts():
    page = "\n".join(["dòng"] * numbering.TOP_LINES + ["Số: 15/QĐ-BNV"])
    assert numbering.find(page) == ""


def test_s21_a_decomposed_text_layer_is_read():
    import unicodedata

    page = unicodedata.normalize("NFD", "Số: 15/QĐ-BNV")
    assert numbering.find(page) == "15/QĐ-BNV"


def test_s21_the_number_of_a_drawn_document_is_found():
    heading = samples.DECISION.heading
    assert numbering.find(f"Số: {heading.number}/{heading.symbol}") == "05/QĐ-UBND"
