import dataclasses
import datetime
import io

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextBox
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from vnrecords import forms
from vnrecords.forms import registers, workfile

from .form_samples import (
    DAY,
    HEAD,
    INCOMING,
    OUTGOING,
    SLIP,
    page_texts,
    size_mm,
    text_of,
)

ALL = {
    "incoming": lambda: forms.incoming_register(HEAD, [INCOMING]),
    "outgoing": lambda: forms.outgoing_register(HEAD, [OUTGOING]),
    "tracking": lambda: forms.tracking_register(HEAD, [forms.TrackingRow("15")]),
    "contents": lambda: forms.contents_list(forms.WorkFileHead("01.TCCB", 2026), []),
    "submission": lambda: forms.submission_slip(SLIP),
    "handling": lambda: forms.handling_slip(
        forms.HandlingSlip(SLIP.heading, "Công văn")
    ),
    "arrival": lambda: forms.draw_arrival_stamp(
        forms.arrival_lines("UBND xã", 15, DAY)
    ),
}


@pytest.mark.parametrize("name", ALL)
def test_every_form_uses_only_the_embedded_serif(name):
    for page in PDFPage.get_pages(io.BytesIO(ALL[name]())):
        for font in resolve1(page.resources["Font"]).values():
            assert "LiberationSerif" in str(resolve1(font)["BaseFont"])


@pytest.mark.parametrize("name", ALL)
def test_every_form_is_the_same_each_time(name):
    assert ALL[name]() == ALL[name]()


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (registers.INCOMING, forms.IncomingRow),
        (registers.OUTGOING, forms.OutgoingRow),
        (registers.TRACKING, forms.TrackingRow),
    ],
)
def test_the_columns_are_the_fields_in_the_order_of_the_form(columns, row):
    assert [c.field for c in columns] == [f.name for f in dataclasses.fields(row)]
    assert sum(column.width for column in columns) == 252


def test_the_registers_have_the_number_of_columns_the_decree_asks():
    """PL IV: at least 10, 10 and 7; PL V: 7."""
    tables = registers.INCOMING, registers.OUTGOING, registers.TRACKING
    assert [len(columns) for columns in tables] == [10, 10, 7]
    assert len(workfile.CONTENTS) == 7
    assert sum(column.width for column in workfile.CONTENTS) == 165


def test_s24_the_register_of_incoming_documents_has_all_ten_columns():
    pdf = forms.incoming_register(HEAD, [INCOMING])
    found = text_of(pdf)
    assert size_mm(pdf) == (297, 210)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in found
    assert "Năm 2026" in found
    assert "Từ ngày 01/01/2026 đến ngày 31/03/2026" in found
    assert "Từ số 01 đến số 60" in found
    for words in ("Ngày đến", "Số đến", "Tác giả", "Ký nhận", "Ghi chú", "(10)"):
        assert words in found
    for words in ("09/03/2026", "15", "Sở Nội vụ", "VH&TT <mới>", "An", "khẩn"):
        assert words in found


def test_s36_the_register_of_outgoing_documents_has_all_ten_columns():
    found = text_of(forms.outgoing_register(HEAD, [OUTGOING]))
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in found
    for words in ("Người ký", "Số lượng bản", "Ngày chuyển", "(10)"):
        assert words in found
    for words in ("05/QĐ-UBND", "Lê Văn A", "VT, VX", "Bình", "bản giấy"):
        assert words in found


def test_titles_and_column_numbers_repeat_on_every_page():
    rows = [dataclasses.replace(INCOMING, number=str(n)) for n in range(1, 61)]
    texts = page_texts(forms.incoming_register(HEAD, rows))
    assert len(texts) > 3
    assert all("Tác giả" in text and "(10)" in text for text in texts)
    assert all(text.startswith(str(n)) for n, text in enumerate(texts[1:], 2))
    assert "UBND XÃ TÂN PHONG" in texts[0]


def test_no_row_is_lost_between_pages():
    rows = [dataclasses.replace(OUTGOING, note=f"r{n}") for n in range(1, 101)]
    found = text_of(forms.outgoing_register(HEAD, rows))
    assert [n for n in range(1, 101) if f" r{n} " not in f"{found} "] == []


def test_a_cover_comes_first_when_asked():
    head = dataclasses.replace(HEAD, cover=True)
    texts = page_texts(forms.incoming_register(head, [INCOMING]))
    assert len(texts) == 2
    assert "Quyển số: 01" in texts[0]
    assert "Tác giả" not in texts[0]


def test_an_empty_register_still_has_its_form():
    assert "(10)" in text_of(forms.incoming_register(HEAD, []))


def test_a_register_of_a_year_is_printed():
    pdf = forms.incoming_register(HEAD, [INCOMING] * 500)
    assert len(list(PDFPage.get_pages(io.BytesIO(pdf)))) > 25


def test_the_tracking_register_shows_the_limit_with_its_hour():
    row = forms.TrackingRow("15", "Công văn", due=datetime.datetime(2026, 3, 12, 17))
    assert "12/03/2026 17:00" in text_of(forms.tracking_register(HEAD, [row]))


def test_the_contents_list_numbers_its_rows():
    head = forms.WorkFileHead("01.TCCB", 2026, title="Hồ sơ tuyển dụng")
    rows = [
        forms.ContentsRow("05/KH-UBND", DAY, "Kế hoạch", "UBND xã", "1-2", "bản chính"),
        forms.ContentsRow("06/TB-UBND", DAY, "Thông báo", "UBND xã", "3"),
    ]
    pdf = forms.contents_list(head, rows)
    found = text_of(pdf)
    assert size_mm(pdf) == (210, 297)
    for words in (
        "MỤC LỤC VĂN BẢN, TÀI LIỆU",
        "Số, ký hiệu hồ sơ: 01.TCCB",
        "Năm 2026",
        "Hồ sơ tuyển dụng",
        "STT",
        "(7)",
        "06/TB-UBND",
        "bản chính",
    ):
        assert words in found


def test_s32_the_submission_slip_tells_the_leader_what_to_decide():
    found = text_of(forms.submission_slip(SLIP))
    for words in (
        "PHIẾU TRÌNH",
        "Kính gửi: Chủ tịch Ủy ban nhân dân huyện",
        "1. Vấn đề trình",
        "2. Ý kiến của các đơn vị liên quan",
        "- Phòng Nội vụ: nhất trí",
        "3. Đề xuất",
        "Đồng ý",
        "09/03/2026 10:05",
        "NGƯỜI TRÌNH",
        "Phạm Văn D",
    ):
        assert words in found


def test_empty_parts_of_a_slip_leave_no_gap_in_the_numbers():
    found = text_of(forms.submission_slip(SLIP))
    assert "Căn cứ" not in found
    assert "4." not in found


def test_the_handling_slip_has_three_groups_with_room_to_write():
    slip = forms.HandlingSlip(
        SLIP.heading, "Công văn số 12/UBND-VX", leader=("Chủ trì: Công an xã",)
    )
    found = text_of(forms.handling_slip(slip))
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN" in found
    assert "Chủ trì: Công an xã" in found
    for group in ("1. Ý kiến của lãnh đạo cơ quan", "2. Ý kiến", "3. Ý kiến đề xuất"):
        assert group in found


def test_the_arrival_stamp_has_six_lines():
    """PL IV mục V."""
    assert forms.arrival_lines("UBND xã Tân Phong", 15, DAY, "Văn phòng", "01.VP") == (
        "UBND XÃ TÂN PHONG",
        "ĐẾN",
        "Số: 15",
        "Ngày: 09/03/2026",
        "Chuyển: Văn phòng",
        "Số và ký hiệu HS: 01.VP",
    )
    assert forms.arrival_lines("UBND xã", "", None)[2:4] == ("Số:", "Ngày:")


def test_the_arrival_stamp_is_50_by_35_mm_and_nothing_leaves_it():
    agency = "Trung tâm Phục vụ hành chính công Ủy ban nhân dân phường Quảng Phú"
    pdf = forms.draw_arrival_stamp(forms.arrival_lines(agency, 14084, DAY))
    assert size_mm(pdf) == (50, 35)
    (page,) = extract_pages(io.BytesIO(pdf))
    boxes = [box.bbox for box in page if isinstance(box, LTTextBox)]
    assert boxes
    assert all(0 <= b[0] and b[2] <= page.width and b[1] >= 0 for b in boxes)


def _lines(box):
    return (
        [line for line in box if isinstance(line, LTTextBox)]
        if hasattr(box, "__iter__")
        else []
    )
