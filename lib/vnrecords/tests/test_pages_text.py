import dataclasses
import unicodedata

import pytest
from pdfminer.layout import LTChar, LTCurve

from vnrecords import pages
from vnrecords.codes import Urgency
from vnrecords.errors import LayoutError
from vnrecords.pages.geometry import MM

from .reading import face, inside, layout, lines, text_of
from .samples import DECISION, HEADING, LETTER, PARAGRAPH, SIGNATURE


def test_a_decision_has_its_parts_in_the_order_of_the_form():
    """PL III mẫu 1.2."""
    found = text_of(pages.letter(DECISION))
    order = [
        "QUYẾT ĐỊNH\n",
        "Về việc ban hành Quy chế",
        "ỦY BAN NHÂN DÂN XÃ",
        "Căn cứ Luật A;",
        "Theo đề nghị của Chánh Văn phòng.",
        "QUYẾT ĐỊNH:",
        "Điều 1.",
        "Điều 2.",
    ]
    places = [found.index(words) for words in order]
    assert places == sorted(places)


def test_in_a_decision_only_the_number_of_an_article_is_bold():
    page = layout(pages.letter(DECISION))[0]
    line = lines(page)["Điều 1. Ban hành Quy chế."]
    names = [char.fontname for char in inside(line, LTChar) if char.get_text() in "Đc."]
    assert names[0].endswith("-Bold")
    assert not names[-1].endswith("-Bold")


def test_grounds_are_in_italics():
    page = layout(pages.letter(DECISION))[0]
    assert face(lines(page)["Căn cứ Luật A;"])[0] == "LiberationSerif-Italic"


def test_one_addressee_stands_beside_the_words_and_several_below():
    one = dataclasses.replace(LETTER, addressees=("Bộ Nội vụ",))
    assert "Kính gửi: Bộ Nội vụ" in text_of(pages.letter(one))
    words = lines(layout(pages.letter(LETTER))[0])
    first, last = words["- Phòng VH&TT <huyện>;"], words["- Ủy ban nhân dân các xã."]
    assert first.x0 == pytest.approx(last.x0)
    assert first.x0 == pytest.approx(words["Kính gửi:"].x1, abs=5)


@pytest.mark.parametrize(
    ("urgency", "word", "size"),
    [("1", "KHẨN", (20, 8)), ("2", "THƯỢNG KHẨN", (40, 8)), ("3", "HOẢ TỐC", (30, 8))],
)
def test_an_urgent_document_has_its_red_stamp(urgency, word, size):
    """PL I phần I mục III.2b: size in mm, bright red."""
    heading = dataclasses.replace(HEADING, urgency=Urgency(urgency))
    page = layout(pages.letter(dataclasses.replace(LETTER, heading=heading)))[0]
    assert word in lines(page)
    (frame,) = [c for c in inside(page, LTCurve) if c.height > 5]
    measured = frame.width / MM, frame.height / MM
    assert measured == pytest.approx(size, abs=0.1)
    assert tuple(frame.stroking_color) == (1, 0, 0)


def test_circulation_drafter_and_contact_are_printed_where_given():
    heading = dataclasses.replace(HEADING, circulation="Lưu hành nội bộ")
    extra = {"drafter": "PL.(300)", "contact": ("Địa chỉ: Tân Phong", "ĐT: 0237")}
    content = dataclasses.replace(LETTER, heading=heading, **extra)
    words = lines(layout(pages.letter(content))[0])
    assert "LƯU HÀNH NỘI BỘ" in words
    assert face(words["PL.(300)"]) == ("LiberationSerif", 11)
    assert words["Địa chỉ: Tân Phong"].y1 < 20 * MM


def test_decomposed_text_is_drawn_precomposed():
    heading = dataclasses.replace(
        HEADING, letter_subject=unicodedata.normalize("NFD", "tổ chức hội nghị")
    )
    found = text_of(pages.letter(dataclasses.replace(LETTER, heading=heading)))
    assert "V/v tổ chức hội nghị" in found


def test_markup_in_a_text_is_text():
    body = ("A & B <b>không đậm</b> &amp; </para>",)
    found = text_of(pages.letter(dataclasses.replace(LETTER, body=body)))
    assert body[0] in found


def test_the_same_content_gives_the_same_bytes():
    """So that a draft can be compared by its digest (S9)."""
    assert pages.letter(LETTER) == pages.letter(LETTER)
    assert pages.letter(LETTER) != pages.letter(DECISION)


def test_a_document_without_number_line_date_and_signature_can_be_drawn():
    bare = pages.Letter(heading=pages.Heading(issuer="UBND xã"))
    drawing = pages.draw_letter(bare)
    assert drawing.anchors == ()
    assert "Số:" not in text_of(drawing.pdf)


REGULATION = (
    "Chương I: QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    *(f"{n}. {PARAGRAPH}" for n in range(1, 30)),
    "Chương II",
    "TỔ CHỨC THỰC HIỆN",
    "Điều 2. Trách nhiệm thi hành",
    *(f"{n}. {PARAGRAPH}" for n in range(1, 40)),
)


def test_a_regulation_runs_over_many_numbered_pages():
    pdf = pages.booklet(
        ["QUY CHẾ", "Quản lý văn bản"],
        REGULATION,
        attached_to="(Ban hành kèm theo Quyết định số 05/QĐ-UBND)",
        heading=pages.Heading(issuer="UBND xã Tân Phong"),
        signature=SIGNATURE,
    )
    found = layout(pdf)
    assert len(found) >= 8
    assert [str(n) in lines(page) for n, page in enumerate(found, 1)] == [
        False,
        *[True] * (len(found) - 1),
    ]
    assert "Trần Thị Thuỷ" in lines(found[-1])


def test_chapters_are_centred_and_article_titles_bold_in_a_regulation():
    found = layout(pages.booklet(["QUY CHẾ"], REGULATION))
    words = {text: line for page in found for text, line in lines(page).items()}
    middle = (30 + 165 / 2) * MM
    for heading in ("Chương I", "QUY ĐỊNH CHUNG", "Chương II", "TỔ CHỨC THỰC HIỆN"):
        line = words[heading]
        assert (line.x0 + line.x1) / 2 == pytest.approx(middle, abs=1)
        assert face(line) == ("LiberationSerif-Bold", 14)
    title = words["Điều 2. Trách nhiệm thi hành"]
    assert all(c.fontname.endswith("-Bold") for c in inside(title, LTChar))


def test_the_first_line_is_indented_and_the_rest_runs_from_edge_to_edge():
    page = layout(pages.letter(LETTER))[0]
    paragraph = [line for line in lines(page).values() if round(line.height) == 14]
    first, second = (
        next(line for line in paragraph if words in line.get_text().split())
        for words in ("trưởng", "02")
    )
    assert (first.x0 - second.x0) / MM == pytest.approx(12.7, abs=0.3)
    assert first.x1 == pytest.approx((210 - 15) * MM, abs=3)


def test_what_fits_no_page_is_an_error_of_ours():
    tiny = pages.Geometry(height=45)
    with pytest.raises(LayoutError):
        pages.letter(dataclasses.replace(LETTER, geometry=tiny))
