"""Books as PDF, Excel and Word: the same columns, the same rows (S24)."""

import dataclasses
import datetime
import io

import pytest
from docx import Document
from openpyxl import load_workbook
from pdfminer.high_level import extract_text
from pdfminer.pdfpage import PDFPage

from vnrecords import forms
from vnrecords.forms import arrival, grid, registers, sheet
from vnrecords.pages import Heading
from vnrecords.pages.geometry import MM

from .form_samples import (
    DAY,
    HEAD,
    HEADING,
    INCOMING,
    SLIP,
    page_texts,
    size_mm,
    text_of,
)

LONG = "Báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính " * 9


def rows_of(count):
    return [
        dataclasses.replace(INCOMING, number=str(n), note=f"r{n}")
        for n in range(1, count + 1)
    ]


def sheet_rows(data):
    book = load_workbook(io.BytesIO(data))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def word_rows(data):
    table = Document(io.BytesIO(data)).element.body.findall(".//{*}tbl/{*}tr")
    return [
        [
            "".join(text.text or "" for text in cell.iter("{*}t"))
            for cell in row.findall("{*}tc")
        ]
        for row in table
    ]


@pytest.mark.parametrize("kind", registers.BOOKS)
def test_every_book_has_its_columns_in_every_file(kind):
    title, columns = registers.BOOKS[kind]
    names = [column.title for column in columns]
    assert sum(column.width for column in columns) == 252
    found = text_of(forms.print_book(kind, HEAD, []))
    assert title.upper() in found
    assert f"({len(columns)})" in found
    table = sheet_rows(forms.print_book(kind, HEAD, [], "xlsx"))
    assert names in table
    assert word_rows(forms.print_book(kind, HEAD, [], "docx"))[0] == names


def test_s24_the_rows_are_the_same_in_every_file_and_in_order():
    rows = rows_of(60)
    expected = [row.number for row in rows]
    table = sheet_rows(forms.print_book("incoming", HEAD, rows, "xlsx"))
    assert [row[1] for row in table[-60:]] == expected
    words = word_rows(forms.print_book("incoming", HEAD, rows, "docx"))
    assert [row[1] for row in words[2:]] == expected
    assert (
        words[2]
        == table[-60]
        == [
            "09/03/2026",
            "1",
            "Sở Nội vụ",
            "1234/UBND-VHXH",
            "06/03/2026",
            "Về phòng VH&TT <mới>",
            "Văn phòng",
            "09/03/2026",
            "An",
            "r1",
        ]
    )
    found = f"{text_of(forms.print_book('incoming', HEAD, rows))} "
    assert [row.note for row in rows if f" {row.note} " not in found] == []


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "=HYPERLINK(1)"])
def test_nothing_in_a_spreadsheet_becomes_a_formula(text):
    row = dataclasses.replace(INCOMING, author=text)
    data = forms.print_book("incoming", HEAD, [row], "xlsx")
    found = [
        cell
        for line in load_workbook(io.BytesIO(data)).active.iter_rows()
        for cell in line
        if cell.value == text
    ]
    assert len(found) == 1
    assert found[0].data_type == "s"
    assert found[0].quotePrefix
    assert sheet.is_risky(text)


def test_markup_and_control_characters_do_not_break_a_file():
    row = dataclasses.replace(INCOMING, author="<b>&\x0b\x00]]> Ơ\u0309")
    table = sheet_rows(forms.print_book("incoming", HEAD, [row], "xlsx"))
    assert table[-1][2] == "<b>&]]> Ở"
    words = word_rows(forms.print_book("incoming", HEAD, [row], "docx"))
    assert words[-1][2] == "<b>&]]> Ở"
    assert "<b>&]]> Ở" in text_of(forms.print_book("incoming", HEAD, [row]))


def test_a_row_higher_than_a_page_goes_on_below_the_next_head():
    row = dataclasses.replace(INCOMING, abstract=LONG, note="dài " * 200)
    pdf = forms.print_book("incoming", HEAD, [row, *rows_of(2)])
    found = text_of(pdf)
    assert found.count("dài") == 200
    assert all("(10)" in text for text in page_texts(pdf))


def test_a_word_wider_than_its_column_is_cut_not_lost():
    lines = grid.Wrapper().lines("A" * 80, 20)
    assert len(lines) > 2
    assert "".join(lines) == "A" * 80


def test_no_line_leaves_its_column():
    wrapper = grid.Wrapper()
    for column in registers.INCOMING:
        for text in (LONG, "1234/UBND-VHXH", "=HYPERLINK(1)", "Ký\nnhận"):
            for line in wrapper.lines(text, column.width):
                room = column.width * MM - 2 * grid.PADDING_PT
                assert wrapper._width(line) <= room + 0.01


def test_the_book_ends_with_what_it_holds_and_who_signs():
    head = dataclasses.replace(HEAD, signers=("Văn thư", "Chánh Văn phòng"))
    pdf = forms.print_book("incoming", head, rows_of(30))
    pages = len(list(PDFPage.get_pages(io.BytesIO(pdf))))
    last = page_texts(pdf)[-1]
    assert f"Tổng cộng: 30 dòng, {pages} trang." in last
    assert "VĂN THƯ" in last
    assert "CHÁNH VĂN PHÒNG" in last


def test_word_pages_are_numbered_and_titles_repeat():
    document = Document(io.BytesIO(forms.print_book("tracking", HEAD, [], "docx")))
    assert "PAGE" in document.sections[0].header._element.xml
    assert document.sections[0].page_width > document.sections[0].page_height
    assert document.element.body.xml.count("w:tblHeader") == 2


def test_the_handling_slip_in_word_has_the_same_groups():
    slip = forms.HandlingSlip(
        HEADING, "Công văn số 12/UBND-VX", leader=("Chủ trì: Công an xã",)
    )
    data = forms.handling_slip_word(slip)
    found = " ".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    for words in ("PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN", "Chủ trì: Công an xã"):
        assert words in found
    for title, _lines in slip.groups:
        assert title in found
    cells = Document(io.BytesIO(data)).tables[0].rows[0].cells
    assert "PHÒNG VH&TT" in cells[0].text
    assert "ngày 09 tháng 3 năm 2026" in cells[1].text


def test_a_date_that_is_still_open_is_left_to_be_filled_in():
    assert Heading("UBND xã").date_line() == ""
    assert Heading("UBND xã", place="Tân Phong", year=2026).date_line() == (
        "Tân Phong, ngày … tháng … năm 2026"
    )


def test_the_stamp_on_a_sheet_is_where_it_is_stamped_by_hand():
    lines = forms.arrival_lines("UBND xã", 15, DAY)
    pdf = forms.draw_arrival_stamp(lines, on_sheet=True)
    assert size_mm(pdf) == (210, 297)
    assert "Số: 15" in text_of(pdf)


def test_the_strip_fits_the_top_margin_of_any_page():
    lines = forms.arrival_lines("Ủy ban nhân dân phường Quảng Phú " * 3, 15, DAY)
    for width in (300, 595, 842):
        pdf = forms.arrival_strip(lines, width)
        page = next(PDFPage.get_pages(io.BytesIO(pdf)))
        assert page.mediabox[2] == width
        assert page.mediabox[3] < 20 * MM
        found = " ".join(extract_text(io.BytesIO(pdf)).split())
        assert "ĐẾN – ỦY BAN" in found
        assert "Số: 15 Ngày: 09/03/2026" in found
        assert "Chuyển" not in found
    assert arrival.STRIP_MM < 20


MARK = forms.print_mark("Trần Thị Lan & Co", datetime.datetime(2026, 3, 9, 8, 5))


def test_what_the_system_prints_says_so_on_every_page():
    pdf = forms.print_book("incoming", HEAD, rows_of(40), mark=MARK)
    pages = page_texts(pdf)
    assert len(pages) > 1
    for page in pages:
        assert MARK in " ".join(page.split())
    assert "In từ" not in text_of(forms.print_book("incoming", HEAD, rows_of(2)))


def test_word_and_excel_say_so_in_the_footer():
    data = forms.print_book("list", HEAD, [], "docx", MARK)
    section = Document(io.BytesIO(data)).sections[0]
    assert section.footer.paragraphs[0].text == MARK
    assert section.first_page_footer.paragraphs[0].text == MARK
    book = load_workbook(io.BytesIO(forms.print_book("list", HEAD, [], "xlsx", MARK)))
    assert "Lan && Co" in book.active.oddFooter.left.text
    long = forms.print_mark("Lan " * 100, DAY)
    assert forms.print_book("list", HEAD, [], "xlsx", long).startswith(b"PK")


def test_slips_and_contents_lists_say_so_and_a_long_name_stays_on_the_page():
    slip = forms.HandlingSlip(HEADING, "Công văn số 1")
    long = forms.print_mark("Lan " * 60, DAY)
    head = forms.WorkFileHead("01.TCCB", 2026)
    for pdf in (
        forms.handling_slip(slip, long),
        forms.submission_slip(SLIP, long),
        forms.contents_list(head, [], long),
    ):
        assert "In từ Hệ thống" in text_of(pdf)
    word = Document(io.BytesIO(forms.handling_slip_word(slip, MARK)))
    assert word.sections[0].first_page_footer.paragraphs[0].text == MARK


def test_the_strip_of_a_copy_is_as_wide_as_its_page():
    pdf = forms.mark_strip(MARK, 100 * MM)
    assert MARK in text_of(pdf)
    assert size_mm(pdf) == (100, 8)


def test_a_list_of_no_year_names_none():
    head = dataclasses.replace(HEAD, year=0, first_date=None, last_date=None)
    row = forms.ListRow(1, "Đến", "05/QĐ", DAY, "Sở A", "Quyết định", "Mới", DAY)
    found = text_of(forms.print_book("list", head, [row]))
    assert "DANH SÁCH VĂN BẢN" in found
    assert "Năm" not in found
    table = word_rows(forms.print_book("list", head, [row], "docx"))
    assert table[-1][:3] == ["1", "Đến", "05/QĐ"]
