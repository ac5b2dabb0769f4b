import pytest

from vnrecords import codes


def test_the_decree_knows_29_types_of_which_27_have_an_abbreviation():
    """NĐ 30/2020 Điều 7 and PL III mục I."""
    without = {k.code for k in codes.DOCUMENT_TYPES if not k.abbreviation}
    assert len(codes.DOCUMENT_TYPES) == 29
    assert without == {"cong_van", "thu_cong"}


def test_codes_names_and_abbreviations_are_unique():
    types = codes.DOCUMENT_TYPES + codes.COPY_TYPES
    assert len({k.code for k in types}) == len(types) == len(codes.TYPES_BY_CODE)
    assert len({k.name for k in types}) == len(types)
    assert len(set(codes.ND30_ABBREVIATIONS)) == 30


def test_abbreviations_stay_apart_when_case_is_ignored():
    folded = {text.casefold() for text in codes.ND30_ABBREVIATIONS}
    assert len(folded) == 30


@pytest.mark.parametrize(
    ("code", "abbreviation"),
    [
        ("quyet_dinh", "QĐ"),
        ("quy_dinh", "QyĐ"),
        ("chuong_trinh", "CTr"),
        ("to_trinh", "TTr"),
        ("giay_moi", "GM"),
        ("trich_sao", "TrS"),
    ],
)
def test_an_abbreviation_is_found_by_code(code, abbreviation):
    assert codes.TYPES_BY_CODE[code].abbreviation == abbreviation


def test_urgency_has_the_priorities_of_edxml():
    assert [member.value for member in codes.Urgency] == ["0", "1", "2", "3", "4"]
    assert codes.Urgency("4").label == "Hỏa tốc hẹn giờ"
    assert [u for u in codes.Urgency if not u.is_urgent] == [codes.Urgency.NORMAL]


def test_urgency_stamps_have_the_sizes_of_the_decree():
    """NĐ 30/2020 PL I phần I mục III.2b, in mm."""
    stamps = {u.stamp: u.stamp_mm for u in codes.Urgency}
    assert stamps == {
        "": None,
        "KHẨN": (20, 8),
        "THƯỢNG KHẨN": (40, 8),
        "HOẢ TỐC": (30, 8),
    }


def test_statuses_have_the_codes_of_the_exchange_norm():
    values = [member.value for member in codes.Status]
    assert values == ["01", "02", "03", "04", "05", "06", "13", "15", "16"]
    assert codes.Status("02").label == "Từ chối tiếp nhận"


def test_a_refusal_needs_a_reason():
    assert [s.value for s in codes.Status if s.needs_reason] == ["02", "16"]


def test_business_types_have_the_codes_of_the_exchange_norm():
    labels = [label for _value, label in codes.BusinessType.selection()]
    assert [member.value for member in codes.BusinessType] == ["0", "1", "2", "3"]
    assert labels[1].startswith("Thu hồi")


def test_only_one_level_of_secrecy_is_open():
    assert [s.value for s in codes.Secrecy] == ["thuong", "mat", "toi_mat", "tuyet_mat"]
    assert [s for s in codes.Secrecy if not s.is_secret] == [codes.Secrecy.THUONG]


def test_a_member_is_its_code_wherever_a_string_is_wanted():
    assert codes.Status.DONE == "06"
    assert f"{codes.Authority.DEPUTY} CHỦ TỊCH" == "KT. CHỦ TỊCH"
    assert codes.Direction.selection() == [
        ("incoming", "Văn bản đến"),
        ("outgoing", "Văn bản đi"),
        ("internal", "Văn bản nội bộ"),
    ]


def test_an_unknown_code_is_an_error():
    with pytest.raises(ValueError, match="99"):
        codes.Status("99")
