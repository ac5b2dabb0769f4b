import pytest

from vnrecords.refusal import BASIS, REFUSED_TYPES, find_stamp, reasons_to_refuse

OPEN_PAGE = """
UBND HUYỆN QUẢNG XƯƠNG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG NỘI VỤ                     Độc lập - Tự do - Hạnh phúc
Số: 05/PNV-VP        Quảng Xương, ngày 05 tháng 3 năm 2026
V/v bảo mật thông tin và bảo vệ bí mật nhà nước
Kính gửi: Các phòng, ban, đơn vị
Mật độ dân số; chế độ bảo mật; tài liệu mật; MẬT KHẨU của tài khoản
"""


def codes(*args, **kwargs):
    return [reason.code for reason in reasons_to_refuse(*args, **kwargs)]


@pytest.mark.parametrize(
    "secrecy", ["mat", "toi_mat", "tuyet_mat", "Mật", "TỐI MẬT", "Tuyệt mật"]
)
def test_s2_a_declared_state_secret_is_refused(secrecy):
    (reason,) = reasons_to_refuse(secrecy)
    assert (reason.code, reason.certain) == ("secrecy", True)
    assert BASIS["secret"] in reason.message
    assert "Luật Bảo vệ bí mật nhà nước" in reason.message


@pytest.mark.parametrize("secrecy", [None, "", False, "thuong", "Thường", "0"])
def test_s2_an_open_document_is_not_refused(secrecy):
    assert codes(secrecy, "cong_van", "V/v họp giao ban", OPEN_PAGE) == []


def test_s2_a_level_that_nobody_knows_is_not_let_in():
    (reason,) = reasons_to_refuse("confidential")
    assert reason.certain
    assert "không xác định" in reason.message


@pytest.mark.parametrize("code", list(REFUSED_TYPES))
def test_s2_letters_of_dispute_complaint_and_denunciation_are_refused(code):
    (reason,) = reasons_to_refuse("thuong", code)
    assert (reason.code, reason.certain) == ("type", True)
    assert REFUSED_TYPES[code] in reason.message
    assert "điểm b khoản 1 Điều 1" in reason.message


def test_s2_all_reasons_are_told_at_once():
    found = codes("mat", "don_thu_to_cao", "Đơn tố cáo", "TUYỆT MẬT\nBÁO CÁO")
    assert found == ["secrecy", "type", "stamp", "petition"]


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("  TỐI   MẬT  ", "TỐI MẬT"),
        ("T Ố I  M Ậ T", "TỐI MẬT"),
        ("[MẬT]", "MẬT"),
        ("“TUYỆT MẬT”", "TUYỆT MẬT"),
        ("| MẬT |", "MẬT"),
        ("TỐI MÂ\u0323T", "TỐI MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("MẬT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
        ("MẬT CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
        ("UBND TỈNH\tTỐI MẬT", "TỐI MẬT"),
    ],
)
def test_s2_a_stamp_by_itself_near_the_top_is_suspected(line, stamp):
    page = f"UBND TỈNH A\n\n{line}\nSố: 01/BC-UBND\n"
    (reason,) = reasons_to_refuse("thuong", "bao_cao", "Báo cáo", page)
    assert (reason.code, reason.certain) == ("stamp", False)
    assert f"“{stamp}”" in reason.message


@pytest.mark.parametrize(
    "line",
    [
        "V/v bảo mật thông tin",
        "BẢO MẬT THÔNG TIN",
        "QUY CHẾ BẢO MẬT",
        "mật độ dân số",
        "MẬT ĐỘ DÂN SỐ",
        "Mật",
        "MẬT KHẨU",
        "bí mật nhà nước",
        "TÀI LIỆU BÍ MẬT NHÀ NƯỚC",
        "Độ mật: Thường",
        "Danh mục bí mật nhà nước độ Tuyệt mật",
        "mật ong",
        "KHẨN",
    ],
)
def test_s2_words_that_only_contain_the_syllable_are_let_in(line):
    assert find_stamp(f"UBND TỈNH A\n{line}\nSố: 01/BC-UBND") == ""
    assert codes("thuong", "cong_van", line, line) == []


def test_s2_a_stamp_word_far_below_the_heading_is_no_stamp():
    assert find_stamp("dòng\n" * 40 + "MẬT") == ""


@pytest.mark.parametrize("subject", ["[MẬT] Báo cáo tình hình", "TỐI MẬT: Phương án"])
def test_s2_a_stamp_at_the_head_of_the_subject_is_suspected(subject):
    assert codes("thuong", "bao_cao", subject) == ["stamp"]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Đơn khiếu nại của ông Nguyễn Văn A", "đơn thư khiếu nại"),
        ("Đơn thư tố cáo cán bộ", "đơn thư tố cáo"),
        ("ĐƠN TỐ CÁO", "đơn thư tố cáo"),
        ("V/v đơn tranh chấp đất đai", "đơn thư tranh chấp"),
        ("Đơn đề nghị giải quyết tranh chấp đất đai", "đơn thư tranh chấp"),
        ("Đơn khiếu kiện", "đơn thư khiếu nại"),
    ],
)
def test_s2_a_letter_of_complaint_under_another_type_is_suspected(subject, name):
    (reason,) = reasons_to_refuse("thuong", "cong_van", subject)
    assert (reason.code, reason.certain) == ("petition", False)
    assert name in reason.message


def test_s2_a_letter_of_complaint_is_known_by_its_title():
    page = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN KHIẾU NẠI"
    )
    assert codes("thuong", "cong_van", "Về đất đai", page) == ["petition"]


@pytest.mark.parametrize(
    "subject",
    [
        "Báo cáo kết quả giải quyết đơn thư khiếu nại, tố cáo quý I",
        "Kế hoạch tiếp công dân, giải quyết khiếu nại",
        "V/v triển khai Luật Khiếu nại, Luật Tố cáo",
        "Đơn vị khiếu nại nhiều nhất",
        "Đơn xin nghỉ phép",
        "Đơn giá đền bù",
    ],
)
def test_s2_a_document_about_complaints_is_let_in(subject):
    assert codes("thuong", "bao_cao", subject, subject) == []


def test_s2_a_reason_holds_nothing_of_the_content():
    subject = "Đơn tố cáo ông Trần Văn Bí Mật"
    for reason in reasons_to_refuse(
        "mat", "don_thu_to_cao", subject, f"MẬT\n{subject}"
    ):
        assert "Trần Văn" not in reason.message


def test_s2_an_agency_may_word_the_legal_basis_itself():
    own = {"secret": "Quy định A", "petition": "Quy định B"}
    secret, petition = reasons_to_refuse("mat", "don_thu_to_cao", basis=own)
    assert "Quy định A" in secret.message
    assert "Quy định B" in petition.message
