"""Small parts of the page: lists, headings, stamps, lines too long for their place."""

import dataclasses
import datetime

import pytest
from pdfminer.layout import LTCurve

from vnrecords import pages
from vnrecords.codes import TYPES_BY_CODE, Urgency
from vnrecords.pages import body, fonts, signature
from vnrecords.pages.drawing import markup
from vnrecords.pages.geometry import MM

from .reading import inside, layout, lines, text_of
from .samples import HEADING, LETTER


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (["Bộ Nội vụ"], ["- Bộ Nội vụ."]),
        (["A;", "B;"], ["- A;", "- B."]),
        (["- A", "– B."], ["- A;", "- B."]),
        ([], []),
    ],
)
def test_a_list_ends_its_lines_as_the_decree_asks(given, printed):
    """PL I phần I mục II.9d: semicolons, and a full stop at the end."""
    assert signature.listed(given) == printed


@pytest.mark.parametrize(
    ("line", "headings"),
    [
        ("Chương I", ["Chương I"]),
        ("Chương II. TỔ CHỨC THỰC HIỆN", ["Chương II", "TỔ CHỨC THỰC HIỆN"]),
        ("Phần IV", ["Phần IV"]),
        ("Mục 1: QUẢN LÝ VĂN BẢN", ["Mục 1", "QUẢN LÝ VĂN BẢN"]),
        ("Tiểu mục 2", ["Tiểu mục 2"]),
        ("Chương trình công tác năm 2026", []),
        ("Mục 1 Chương này áp dụng cho các đơn vị", []),
        ("Phần mềm QLVB", []),
        ("Điều 1. Phạm vi", []),
    ],
)
def test_only_numbered_parts_are_headings(line, headings):
    assert body._headings(line) == headings


def test_text_is_escaped_once_and_keeps_its_line_ends():
    assert markup(" A & B\n<b> ") == "A &amp; B<br/>&lt;b&gt;"
    assert markup(None) == ""


def test_a_long_place_stays_within_the_margins():
    heading = dataclasses.replace(
        HEADING, place="Thành phố Hồ Chí Minh", date=datetime.date(2019, 6, 29)
    )
    page = layout(pages.letter(dataclasses.replace(LETTER, heading=heading)))[0]
    line = lines(page)["Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019"]
    assert line.x1 <= (210 - 15) * MM + 1
    assert line.x0 > lines(page)["/UBND-VX"].x1


def test_a_long_agency_is_set_on_several_lines():
    name = "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp"
    heading = dataclasses.replace(HEADING, issuer=name)
    page = layout(pages.letter(dataclasses.replace(LETTER, heading=heading)))[0]
    left = [text for text, line in lines(page).items() if line.x1 < page.width / 2]
    assert name.upper() in " ".join(left)


def test_the_stamp_of_an_express_document_with_a_time_is_that_of_express():
    heading = dataclasses.replace(HEADING, urgency=Urgency.EXPRESS_TIMED)
    found = text_of(pages.letter(dataclasses.replace(LETTER, heading=heading)))
    assert "HOẢ TỐC" in found


def test_a_normal_document_has_no_frame():
    page = layout(pages.letter(LETTER))[0]
    assert [c for c in inside(page, LTCurve) if c.height > 5] == []


@pytest.mark.parametrize(
    "code", [code for code, kind in TYPES_BY_CODE.items() if kind.abbreviation]
)
def test_every_type_with_a_name_is_drawn_with_title_and_number(code):
    """PL III mẫu 1.4: văn bản có tên loại."""
    kind = TYPES_BY_CODE[code]
    heading = dataclasses.replace(
        HEADING, letter_subject="", number="07", symbol=f"{kind.abbreviation}-UBND"
    )
    content = dataclasses.replace(
        LETTER, heading=heading, type_name=kind.name, subject="Công tác năm 2026"
    )
    words = lines(layout(pages.letter(content))[0])
    assert kind.name.upper() in words
    assert f"Số: 07/{kind.abbreviation}-UBND" in words
    assert "V/v" not in " ".join(words)


def test_another_position_is_set_above_the_name():
    signer = pages.Signature(
        "Trần Văn B", "Phó Trưởng ban", "KT. Trưởng ban", "Giám đốc Sở Nội vụ"
    )
    words = lines(
        layout(pages.letter(dataclasses.replace(LETTER, signature=signer)))[0]
    )
    assert words["GIÁM ĐỐC SỞ NỘI VỤ"].y0 > words["Trần Văn B"].y0
    assert words["PHÓ TRƯỞNG BAN"].y0 > words["GIÁM ĐỐC SỞ NỘI VỤ"].y0


def test_a_wider_spacing_takes_more_pages():
    text = LETTER.body * 30
    single = pages.draw_letter(dataclasses.replace(LETTER, body=text, spacing=1.0))
    wide = pages.draw_letter(dataclasses.replace(LETTER, body=text, spacing=1.5))
    assert wide.pages > single.pages


def test_fonts_are_registered_once_and_under_names_of_our_own():
    fonts.register()
    fonts.register()
    assert fonts.register.cache_info().misses == 1
    assert fonts.width("Ế", fonts.BOLD, 12) > 0


def test_the_licence_of_the_fonts_lies_beside_them():
    licence = (fonts.FOLDER / "OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
