import dataclasses
import io

import pytest
from pdfminer.layout import LTCurve, LTTextLine
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from vnrecords import pages
from vnrecords.pages import fonts, geometry
from vnrecords.pages.geometry import MM

from .reading import face, inside, layout, lines, text_of
from .samples import DECISION, HEADING, LETTER, PARAGRAPH


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
