"""Codes of the norms as enumerations: the value is what the norm writes.

Labels are the Vietnamese words of the law and are not translated.
"""

from dataclasses import dataclass
from enum import StrEnum


class _Labelled(StrEnum):
    """A string enumeration whose members carry the label of the norm."""

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def selection(cls):
        """Return ``[(value, label)]`` in the order of the norm.

        >>> Secrecy.selection()[0]
        ('thuong', 'Thường')
        """
        return [(member.value, member.label) for member in cls]


class Direction(_Labelled):
    """Where a document comes from (NĐ 30/2020 Điều 3)."""

    INCOMING = "incoming", "Văn bản đến"
    OUTGOING = "outgoing", "Văn bản đi"
    INTERNAL = "internal", "Văn bản nội bộ"


class Urgency(_Labelled):
    """Độ khẩn: ``Priority`` of edXML (QCVN 102:2016), stamps of NĐ 30/2020 PL I.

    >>> Urgency("3").stamp, Urgency("3").stamp_mm
    ('HOẢ TỐC', (30, 8))
    >>> Urgency.NORMAL.is_urgent, Urgency.URGENT.is_urgent
    (False, True)
    """

    NORMAL = "0", "Thường"
    URGENT = "1", "Khẩn"
    VERY_URGENT = "2", "Thượng khẩn"
    EXPRESS = "3", "Hỏa tốc"
    EXPRESS_TIMED = "4", "Hỏa tốc hẹn giờ"

    @property
    def is_urgent(self):
        """Whether the document may not wait (NĐ 30/2020 Điều 4, 23)."""
        return self is not Urgency.NORMAL

    @property
    def stamp(self):
        """The word on the stamp (PL I phần I mục III.2b), or ``""``."""
        return _URGENCY_STAMPS.get(self, ("", None))[0]

    @property
    def stamp_mm(self):
        """Width and height of the stamp in millimetres, or None."""
        return _URGENCY_STAMPS.get(self, ("", None))[1]


# The decree knows three stamps; "hẹn giờ" exists on the exchange axis only and
# carries the stamp of "hoả tốc".
_URGENCY_STAMPS = {
    Urgency.URGENT: ("KHẨN", (20, 8)),
    Urgency.VERY_URGENT: ("THƯỢNG KHẨN", (40, 8)),
    Urgency.EXPRESS: ("HOẢ TỐC", (30, 8)),
    Urgency.EXPRESS_TIMED: ("HOẢ TỐC", (30, 8)),
}


class Status(_Labelled):
    """Trạng thái xử lý sent between systems (QCVN 102:2016, ``StatusCode``)."""

    ARRIVED = "01", "Đã đến"
    REFUSED = "02", "Từ chối tiếp nhận"
    RECEIVED = "03", "Đã tiếp nhận"
    ASSIGNED = "04", "Phân công"
    PROCESSING = "05", "Đang xử lý"
    DONE = "06", "Hoàn thành"
    TAKEN_BACK = "13", "Lấy lại"
    CHANGE_ACCEPTED = "15", "Đồng ý lấy lại/cập nhật"
    CHANGE_REFUSED = "16", "Từ chối lấy lại/cập nhật"

    @property
    def needs_reason(self):
        """Whether the sender must be told why (02 and 16)."""
        return self in (Status.REFUSED, Status.CHANGE_REFUSED)


class BusinessType(_Labelled):
    """Nghiệp vụ văn bản: ``BussinessDocType`` of edXML (the norm's spelling)."""

    NEW = "0", "Văn bản điện tử mới"
    REVOKE = "1", "Thu hồi văn bản"
    UPDATE = "2", "Cập nhật văn bản"
    REPLACE = "3", "Thay thế văn bản"


class Secrecy(_Labelled):
    """Độ mật (law on the protection of state secrets): only THUONG may enter."""

    THUONG = "thuong", "Thường"
    MAT = "mat", "Mật"
    TOI_MAT = "toi_mat", "Tối mật"
    TUYET_MAT = "tuyet_mat", "Tuyệt mật"

    @property
    def is_secret(self):
        """Whether documents of this level are refused (see `refusal`)."""
        return self is not Secrecy.THUONG


class Authority(_Labelled):
    """Quyền hạn của người ký (NĐ 30/2020 Điều 13, PL I phần I mục II.7b).

    >>> Authority("KT.").label
    'Ký thay'
    """

    COLLECTIVE = "TM.", "Thay mặt"
    DEPUTY = "KT.", "Ký thay"
    BY_ORDER = "TL.", "Thừa lệnh"
    AUTHORISED = "TUQ.", "Thừa ủy quyền"
    ACTING = "Q.", "Quyền"


@dataclass(frozen=True)
class DocumentType:
    """Tên loại văn bản (NĐ 30/2020 Điều 7) with its abbreviation (PL III mục I)."""

    code: str
    name: str
    abbreviation: str = ""
    """Empty for công văn and thư công: their notation names the unit instead."""


DOCUMENT_TYPES = (
    DocumentType("nghi_quyet", "Nghị quyết", "NQ"),
    DocumentType("quyet_dinh", "Quyết định", "QĐ"),
    DocumentType("chi_thi", "Chỉ thị", "CT"),
    DocumentType("quy_che", "Quy chế", "QC"),
    DocumentType("quy_dinh", "Quy định", "QyĐ"),
    DocumentType("thong_cao", "Thông cáo", "TC"),
    DocumentType("thong_bao", "Thông báo", "TB"),
    DocumentType("huong_dan", "Hướng dẫn", "HD"),
    DocumentType("chuong_trinh", "Chương trình", "CTr"),
    DocumentType("ke_hoach", "Kế hoạch", "KH"),
    DocumentType("phuong_an", "Phương án", "PA"),
    DocumentType("de_an", "Đề án", "ĐA"),
    DocumentType("du_an", "Dự án", "DA"),
    DocumentType("bao_cao", "Báo cáo", "BC"),
    DocumentType("bien_ban", "Biên bản", "BB"),
    DocumentType("to_trinh", "Tờ trình", "TTr"),
    DocumentType("hop_dong", "Hợp đồng", "HĐ"),
    DocumentType("cong_van", "Công văn"),
    DocumentType("cong_dien", "Công điện", "CĐ"),
    DocumentType("ban_ghi_nho", "Bản ghi nhớ", "BGN"),
    DocumentType("ban_thoa_thuan", "Bản thỏa thuận", "BTT"),
    DocumentType("giay_uy_quyen", "Giấy ủy quyền", "GUQ"),
    DocumentType("giay_moi", "Giấy mời", "GM"),
    DocumentType("giay_gioi_thieu", "Giấy giới thiệu", "GGT"),
    DocumentType("giay_nghi_phep", "Giấy nghỉ phép", "GNP"),
    DocumentType("phieu_gui", "Phiếu gửi", "PG"),
    DocumentType("phieu_chuyen", "Phiếu chuyển", "PC"),
    DocumentType("phieu_bao", "Phiếu báo", "PB"),
    DocumentType("thu_cong", "Thư công"),
)
"""The 29 types of administrative documents, in the order of Điều 7."""

COPY_TYPES = (
    DocumentType("sao_y", "Sao y", "SY"),
    DocumentType("trich_sao", "Trích sao", "TrS"),
    DocumentType("sao_luc", "Sao lục", "SL"),
)
"""The three kinds of copies (Điều 25, PL III mục I)."""

TYPES_BY_CODE = {kind.code: kind for kind in DOCUMENT_TYPES + COPY_TYPES}

ND30_ABBREVIATIONS = tuple(
    kind.abbreviation for kind in DOCUMENT_TYPES + COPY_TYPES if kind.abbreviation
)
"""The 30 abbreviations of PL III mục I; upper and lower case matter."""
