import dataclasses
import datetime
import io
import unicodedata

import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTCurve, LTTextLine
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from vnrecords import pages
from vnrecords.codes import Urgency
from vnrecords.errors import LayoutError
from vnrecords.pages import fonts, geometry
from vnrecords.pages.geometry import MM

HEADING = pages.Heading(
    issuer="Ủy ban nhân dân\nhuyện Quảng Xương",
    parent="UBND tỉnh Thanh Hóa",
    symbol="UBND-VX",
    place="Quảng Xương",
    year=2026,
    letter_subject="triển khai phần mềm tại các phòng VH&TT",
)
SIGNATURE = pages.Signature("Trần Thị Thuỷ", "Phó Chủ tịch", "KT. Chủ tịch")
PARAGRAPH = (
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm tổ chức tiếp nhận, xử lý văn bản "
    "đến trong 02 giờ hành chính; văn bản khẩn được xử lý ngay, không chờ bản giấy."
)
LETTER = pages.Letter(
    heading=HEADING,
    signature=SIGNATURE,
    addressees=("Phòng VH&TT <huyện>", "Ủy ban nhân dân các xã"),
    body=(PARAGRAPH, "Yêu cầu các đơn vị thực hiện./."),
    recipients=("Như trên", "Lưu: VT, VX (03 bản)"),
)
DECISION = pages.Letter(
    heading=pages.Heading(
        issuer="UBND xã Tân Phong",
        symbol="QĐ-UBND",
        number="05",
        place="Tân Phong",
        date=datetime.date(2026, 3, 5),
    ),
    type_name="Quyết định",
    subject="Về việc ban hành Quy chế",
    authority="Ủy ban nhân dân xã",
    grounds=("Căn cứ Luật A", "Theo đề nghị của Chánh Văn phòng;"),
    enacting="Quyết định:",
    body=("Điều 1. Ban hành Quy chế.", "Điều 2. Thi hành./."),
    recipients=("Như Điều 2", "Lưu: VT"),
    signature=pages.Signature("Lê Văn Đức", "Chủ tịch"),
)


def layout(pdf):
    return list(extract_pages(io.BytesIO(pdf)))


def inside(item, kind):
    if isinstance(item, kind):
        yield item
    elif hasattr(item, "__iter__"):
        for part in item:
            yield from inside(part, kind)


def lines(page):
    return {line.get_text().strip(): line for line in inside(page, LTTextLine)}


def text_of(pdf):
    return extract_text(io.BytesIO(pdf))


def face(line):
    """Font and size of a line, as most of its letters have it."""
    letters = [c for c in inside(line, LTChar) if c.get_text().strip()]
    return letters[0].fontname.partition("+")[2], round(letters[0].size)


def test_every_vietnamese_letter_has_a_glyph_in_every_face():
    """Liberation 1.x lacks 93 of them and prints boxes."""
    from reportlab.pdfbase import pdfmetrics

    from vnrecords.text import VIETNAMESE_LETTERS

    fonts.register()
    for name in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC):
        known = pdfmetrics.getFont(name).face.charToGlyph
        assert not {letter for letter in VIETNAMESE_LETTERS if ord(letter) not in known}


@pytest.mark.parametrize("content", [LETTER, DECISION])
def test_only_the_embedded_serif_is_used(content):
    document = PDFPage.get_pages(io.BytesIO(pages.letter(content)))
    for page in document:
        for reference in resolve1(page.resources["Font"]).values():
            font = resolve1(reference)
            assert "LiberationSerif" in str(font["BaseFont"])
            assert "FontFile2" in resolve1(font["FontDescriptor"])


def test_the_page_is_a4_with_the_margins_of_the_decree():
    (page,) = layout(pages.letter(LETTER))
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    boxes = [line.bbox for line in inside(page, LTTextLine)]
    assert min(box[0] for box in boxes) >= 30 * MM - 0.1
    assert max(box[2] for box in boxes) <= (210 - 15) * MM + 1
    assert max(box[3] for box in boxes) <= (297 - 20) * MM + 1
    assert min(box[1] for box in boxes) >= 20 * MM - 1


def test_the_default_geometry_is_within_the_decree():
    assert pages.PORTRAIT.problems() == pages.LANDSCAPE.problems() == ()
    assert pages.Geometry(width=216, left=36).problems() == ("size", "left")


def test_each_component_has_the_face_and_size_of_the_decree():
    """PL I phần I mục V."""
    (page,) = layout(pages.letter(LETTER))
    seen = {text: face(line) for text, line in lines(page).items()}
    expected = {
        "UBND TỈNH THANH HÓA": ("LiberationSerif", "agency"),
        "HUYỆN QUẢNG XƯƠNG": ("LiberationSerif-Bold", "agency"),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": ("LiberationSerif-Bold", "nation"),
        "Độc lập - Tự do - Hạnh phúc": ("LiberationSerif-Bold", "motto"),
        "Số:": ("LiberationSerif", "number"),
        "/UBND-VX": ("LiberationSerif", "number"),
        "Quảng Xương, ngày": ("LiberationSerif-Italic", "date"),
        "V/v triển khai phần mềm tại các phòng": ("LiberationSerif", "letter_subject"),
        "Kính gửi:": ("LiberationSerif", "addressee"),
        "Yêu cầu các đơn vị thực hiện./.": ("LiberationSerif", "body"),
        "KT. CHỦ TỊCH": ("LiberationSerif-Bold", "signer"),
        "PHÓ CHỦ TỊCH": ("LiberationSerif-Bold", "signer"),
        "Trần Thị Thuỷ": ("LiberationSerif-Bold", "signer"),
        "Nơi nhận:": ("LiberationSerif-BoldItalic", "recipients_word"),
        "- Lưu: VT, VX (03 bản).": ("LiberationSerif", "recipients"),
    }
    for words, (font, component) in expected.items():
        least, most = geometry.SIZES_PT[component]
        assert seen[words][0] == font, words
        assert least <= seen[words][1] <= most, words


def test_the_motto_is_underlined_over_its_whole_width():
    (page,) = layout(pages.letter(LETTER))
    motto = lines(page)["Độc lập - Tự do - Hạnh phúc"]
    rules = [r for r in inside(page, LTCurve) if 0 < motto.y0 - r.y0 < 8]
    rule = next(r for r in rules if r.x0 > page.width / 2 - 20)
    assert rule.width == pytest.approx(motto.width, abs=1)
    assert rule.x0 == pytest.approx(motto.x0, abs=1)


def test_the_issuer_is_underlined_over_a_third_to_a_half():
    (page,) = layout(pages.letter(LETTER))
    issuer = lines(page)["HUYỆN QUẢNG XƯƠNG"]
    rule = min(inside(page, LTCurve), key=lambda r: abs(issuer.y0 - r.y0))
    assert 1 / 3 <= rule.width / issuer.width <= 1 / 2
    middle = (issuer.x0 + issuer.x1) / 2
    assert (rule.x0 + rule.x1) / 2 == pytest.approx(middle, abs=1)


def test_number_and_date_stand_on_one_line():
    for content, number, date in (
        (LETTER, "Số:", "Quảng Xương, ngày"),
        (DECISION, "Số: 05/QĐ-UBND", "Tân Phong, ngày 05 tháng 3 năm 2026"),
    ):
        page = layout(pages.letter(content))[0]
        words = lines(page)
        assert words[number].y0 == pytest.approx(words[date].y0, abs=1)


def test_what_is_not_known_yet_is_left_free_between_words_that_can_be_found():
    """The number and date come after the leader's signature (Điều 15, S36)."""
    drawing = pages.draw_letter(LETTER)
    words = lines(layout(drawing.pdf)[0])
    number, day, month = (drawing.anchor(n) for n in ("number", "day", "month"))
    for anchor, before, after in (
        (number, "Số:", "/UBND-VX"),
        (day, "Quảng Xương, ngày", "tháng"),
        (month, "tháng", "năm 2026"),
    ):
        left, bottom, right, top = anchor.box
        assert words[before].x1 <= right
        assert left == pytest.approx(words[before].x1, abs=4)
        assert right == pytest.approx(words[after].x0, abs=1)
        assert bottom <= words[after].y0 + 1
        assert top >= words[after].y1 - 3
    assert number.box[2] - number.box[0] > fonts.width("14084", fonts.REGULAR, 13)
    assert drawing.anchor("year") is None


def test_a_year_that_is_open_is_left_free_too():
    heading = dataclasses.replace(HEADING, year=None)
    drawing = pages.draw_letter(dataclasses.replace(LETTER, heading=heading))
    assert {a.name for a in drawing.anchors} == {
        "number",
        "day",
        "month",
        "year",
        "signature",
    }
    assert "năm" in lines(layout(drawing.pdf)[0])


def test_nothing_is_left_free_when_everything_is_known():
    names = [a.name for a in pages.draw_letter(DECISION).anchors]
    assert names == ["signature"]


def test_the_signature_has_room_between_position_and_name():
    drawing = pages.draw_letter(LETTER)
    words = lines(layout(drawing.pdf)[0])
    _left, bottom, _right, top = drawing.anchor("signature").box
    assert words["PHÓ CHỦ TỊCH"].y0 >= top - 3
    assert words["Trần Thị Thuỷ"].y1 <= bottom + 3
    assert (top - bottom) / MM >= 25


def test_page_numbers_begin_on_the_second_page_in_the_top_margin():
    long = dataclasses.replace(LETTER, body=(PARAGRAPH,) * 40)
    drawing = pages.draw_letter(long)
    found = layout(drawing.pdf)
    assert drawing.pages == len(found) >= 3
    assert "1" not in lines(found[0])
    for number, page in enumerate(found[1:], 2):
        line = lines(page)[str(number)]
        assert line.y0 > (297 - 20) * MM
        middle = (30 + 165 / 2) * MM
        assert (line.x0 + line.x1) / 2 == pytest.approx(middle, abs=1)
        assert 13 <= face(line)[1] <= 14


def test_the_signature_is_never_alone_on_a_page():
    for count in range(8, 30):
        body = (*[PARAGRAPH] * count, "Yêu cầu các đơn vị thực hiện./.")
        drawing = pages.draw_letter(dataclasses.replace(LETTER, body=body))
        page = layout(drawing.pdf)[drawing.anchor("signature").page]
        assert "Yêu cầu các đơn vị thực hiện./." in lines(page)


def test_a_list_of_recipients_may_be_longer_than_a_page():
    many = tuple(f"Đơn vị thứ {n}" for n in range(120))
    drawing = pages.draw_letter(dataclasses.replace(LETTER, recipients=many))
    assert "- Đơn vị thứ 119." in text_of(drawing.pdf)
    assert drawing.anchor("signature")


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
