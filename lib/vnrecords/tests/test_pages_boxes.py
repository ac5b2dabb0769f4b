"""Where the boxes of the scheme stand (NĐ 30/2020 PL I phần I mục IV), within 1 mm."""

import dataclasses

import pytest
from pdfminer.layout import LTCurve, LTRect, LTTextLine

from vnrecords import pages
from vnrecords.codes import Urgency
from vnrecords.pages.geometry import MM

from .reading import face, inside, layout, lines
from .samples import DECISION, HEADING, LETTER, PARAGRAPH, SIGNATURE

INVITATION = dataclasses.replace(
    DECISION,
    type_name="Giấy mời",
    grounds=(),
    enacting="",
    authority="",
    opening="UBND xã Tân Phong trân trọng kính mời:",
    named=("Phòng Nội vụ", "Công an xã"),
    body=("Thời gian: 8 giờ.", "Địa điểm: Hội trường./."),
)
MINUTES = dataclasses.replace(
    DECISION,
    type_name="Biên bản",
    grounds=(),
    enacting="",
    authority="",
    second=pages.Signature("Trần Văn Ghi", "Thư ký"),
    signature=pages.Signature("Lê Văn Đức", "Chủ tọa"),
)
MARGIN_LEFT, MARGIN_RIGHT = 30, 210 - 15
MIDDLE = (MARGIN_LEFT + MARGIN_RIGHT) / 2
TOLERANCE = 1


def words_of(content):
    """Return {text: (left, bottom, right, top)} of page 1, in mm."""
    page = layout(pages.letter(content))[0]
    return {
        text: tuple(side / MM for side in line.bbox)
        for text, line in lines(page).items()
    }


def middle(box):
    return (box[0] + box[2]) / 2


def near(value):
    return pytest.approx(value, abs=TOLERANCE)


@pytest.mark.parametrize("content", [LETTER, DECISION, INVITATION, MINUTES])
def test_the_head_begins_at_the_upper_margin(content):
    found = words_of(content)
    top = max(box[3] for box in found.values())
    # The first line's letters begin a little below its upper edge.
    assert 297 - 20 - 2 <= top <= 297 - 20 + TOLERANCE


@pytest.mark.parametrize("content", [LETTER, DECISION, INVITATION, MINUTES])
def test_nothing_leaves_the_type_area(content):
    for page in layout(pages.letter(content)):
        for line in inside(page, LTTextLine):
            if line.get_text().strip():
                assert line.x0 / MM >= MARGIN_LEFT - 0.1
                assert line.x1 / MM <= MARGIN_RIGHT + 0.1
                assert line.y0 / MM >= 20 - TOLERANCE


def test_nation_and_motto_share_their_middle_with_the_date():
    """Ô 1 and 4 stand in the right column."""
    found = words_of(DECISION)
    nation = found["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    motto = found["Độc lập - Tự do - Hạnh phúc"]
    date = found["Tân Phong, ngày 05 tháng 3 năm 2026"]
    assert middle(motto) == near(middle(nation))
    assert middle(date) == near(middle(nation))
    assert nation[2] <= MARGIN_RIGHT


def test_the_number_stands_below_the_middle_of_the_agency():
    """Ô 3 under ô 2, on the line of ô 4."""
    found = words_of(DECISION)
    number, agency = found["Số: 05/QĐ-UBND"], found["UBND XÃ TÂN PHONG"]
    assert middle(number) == near(middle(agency))
    assert number[1] == near(found["Tân Phong, ngày 05 tháng 3 năm 2026"][1])


def test_the_abstract_of_a_letter_stands_below_the_middle_of_the_number():
    """Ô 5b, at least 6 pt below ô 3."""
    found = words_of(LETTER)
    abstract = next(box for text, box in found.items() if text.startswith("V/v"))
    agency = found["HUYỆN QUẢNG XƯƠNG"]
    assert middle(abstract) == near(middle(agency))
    assert (found["/UBND-VX"][1] - abstract[3]) * MM >= 3


@pytest.mark.parametrize("content", [DECISION, INVITATION, MINUTES])
def test_type_and_abstract_stand_in_the_middle_of_the_type_area(content):
    """Ô 5a, with a rule of a third to a half of the abstract."""
    page = layout(pages.letter(content))[0]
    found = lines(page)
    title, abstract = found[content.type_name.upper()], found[content.subject]
    for line in (title, abstract):
        assert (line.x0 + line.x1) / 2 / MM == near(MIDDLE)
    rules = [rule for rule in inside(page, LTCurve) if rule.y0 < abstract.y0]
    rule = max(rules, key=lambda one: one.y0)
    assert 1 / 3 <= rule.width / abstract.width <= 1 / 2
    assert (rule.x0 + rule.x1) / 2 / MM == near(MIDDLE)


def test_grounds_and_text_are_indented_and_spaced_as_asked():
    """Ô 6: 1.27 cm, at least 6 pt between paragraphs."""
    found = words_of(DECISION)
    for text in ("Căn cứ Luật A;", "Theo đề nghị của Chánh Văn phòng."):
        assert found[text][0] == near(MARGIN_LEFT + 12.7)
    assert middle(found["QUYẾT ĐỊNH:"]) == near(MIDDLE)
    first, second = found["Căn cứ Luật A;"], found["Theo đề nghị của Chánh Văn phòng."]
    assert (first[1] - second[1]) * MM >= 14 * 1.15 + 6 - 0.5


def test_who_is_invited_stands_below_the_opening():
    """Mẫu 1.7."""
    found = words_of(INVITATION)
    opening = found["UBND xã Tân Phong trân trọng kính mời:"]
    first, second = found["- Phòng Nội vụ;"], found["- Công an xã."]
    assert opening[0] == near(MARGIN_LEFT + 12.7)
    assert opening[1] > first[1] > second[1] > found["Thời gian: 8 giờ."][1]
    assert first[0] == near(second[0])


def test_one_who_is_invited_stands_on_the_line():
    one = dataclasses.replace(INVITATION, named=("Phòng Nội vụ",))
    assert "UBND xã Tân Phong trân trọng kính mời: Phòng Nội vụ" in words_of(one)


def test_signer_at_the_right_and_recipients_at_the_left_edge():
    """Ô 7 centred in the right half, ô 9b from the left margin, side by side."""
    found = words_of(LETTER)
    column = MARGIN_RIGHT - 0.52 * 165 / 2
    for text in ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Thuỷ"):
        assert middle(found[text]) == near(column)
    recipients = found["Nơi nhận:"]
    assert recipients[0] == near(MARGIN_LEFT)
    assert recipients[1] == pytest.approx(found["KT. CHỦ TỊCH"][1], abs=2)


def test_the_room_for_the_signature_is_centred_between_position_and_name():
    """Ô 7c and 8: PL I phần I mục II.7d."""
    drawing = pages.draw_letter(LETTER)
    found = words_of(LETTER)
    left, bottom, right, top = (side / MM for side in drawing.anchor("signature").box)
    assert (left + right) / 2 == near(middle(found["PHÓ CHỦ TỊCH"]))
    above, below = found["PHÓ CHỦ TỊCH"][1], found["Trần Thị Thuỷ"][3]
    assert (top + bottom) / 2 == near((above + below) / 2)


def test_two_who_sign_stand_side_by_side_and_recipients_below():
    """Mẫu 1.9."""
    found = words_of(MINUTES)
    assert found["THƯ KÝ"][1] == near(found["CHỦ TỌA"][1])
    assert found["Trần Văn Ghi"][1] == near(found["Lê Văn Đức"][1])
    assert found["THƯ KÝ"][2] < found["CHỦ TỌA"][0]
    assert found["Nơi nhận:"][3] < found["Trần Văn Ghi"][1]
    assert len(pages.draw_letter(MINUTES).anchors) == 1


@pytest.mark.parametrize(
    ("urgency", "width"),
    [("1", 20), ("2", 40), ("3", 30)],
)
def test_the_stamp_of_urgency_has_its_size_below_the_number(urgency, width):
    """Ô 10b: 8 mm high, bright red, in the left column."""
    heading = dataclasses.replace(HEADING, urgency=Urgency(urgency))
    content = dataclasses.replace(LETTER, heading=heading)
    page = layout(pages.letter(content))[0]
    (frame,) = (r for r in inside(page, LTRect) if r.height > 5 * MM)
    assert frame.width / MM == near(width)
    assert frame.height / MM == near(8)
    assert frame.stroking_color == (1, 0, 0)
    agency = lines(page)["HUYỆN QUẢNG XƯƠNG"]
    assert (frame.x0 + frame.x1) / 2 / MM == near((agency.x0 + agency.x1) / 2 / MM)
    assert frame.y1 < lines(page)["/UBND-VX"].y0


def test_address_and_telephone_stand_in_the_lower_margin_of_page_one():
    """Ô 13, below a line of the full width."""
    contact = ("Số 1, phố Mẫu", "0237 3123456; vp@mau.gov.vn")
    content = dataclasses.replace(LETTER, contact=contact, body=(PARAGRAPH,) * 30)
    first, *rest = layout(pages.letter(content))
    for text in contact:
        line = lines(first)[text]
        assert line.x0 / MM == near(MARGIN_LEFT)
        assert line.y1 / MM < 20
        assert face(line)[1] in (11, 12)
    rule = min(inside(first, LTCurve), key=lambda one: one.y0)
    assert rule.width / MM == near(165)
    assert not any(text in lines(page) for page in rest for text in contact)


def test_a_title_without_an_abstract_has_its_rule_all_the_same():
    """Mẫu 1.8 and 1.10."""
    content = dataclasses.replace(DECISION, type_name="Giấy giới thiệu", subject="")
    page = layout(pages.letter(content))[0]
    title = lines(page)["GIẤY GIỚI THIỆU"]
    rules = [rule for rule in inside(page, LTCurve) if rule.y0 < title.y0]
    rule = max(rules, key=lambda one: one.y0)
    assert 1 / 3 <= rule.width / title.width <= 1 / 2


def test_a_confirmation_stands_at_the_left_below_the_signer():
    """Mẫu 1.10."""
    content = dataclasses.replace(
        LETTER, signature=SIGNATURE, confirmation="Xác nhận (nếu cần)"
    )
    found = words_of(content)
    assert found["Xác nhận (nếu cần)"][3] < found["Trần Thị Thuỷ"][1]
    assert found["Xác nhận (nếu cần)"][2] < MIDDLE


def test_a_long_name_of_a_committee_is_broken_before_the_place():
    heading = dataclasses.replace(
        HEADING, issuer="Ủy ban nhân dân huyện Quảng Xương", parent=""
    )
    found = words_of(dataclasses.replace(LETTER, heading=heading))
    assert {"ỦY BAN NHÂN DÂN", "HUYỆN QUẢNG XƯƠNG"} <= found.keys()
    short = dataclasses.replace(HEADING, issuer="Ủy ban nhân dân xã An", parent="")
    assert "ỦY BAN NHÂN DÂN XÃ AN" in words_of(
        dataclasses.replace(LETTER, heading=short)
    )
