# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invented letters that come to the People's Committee of Quang Ha.

Their texts are in the folder ``letters``, one paragraph a line.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "letters"


@dataclass(frozen=True)
class Sender:
    name: str
    """As in the lists of the system."""
    full_name: str
    """As printed: with the line break of the heading."""
    code: str
    parent: str
    place: str
    seal: str


@dataclass(frozen=True)
class IncomingLetter:
    """One letter; days are counted from the day on which the demo is made."""

    stem: str
    sender: Sender
    type_code: str
    """Code of the document type; ``cong_van`` has no type name."""
    type_name: str
    number: str
    symbol: str
    subject: str
    signer: str
    position: str
    recipients: tuple
    days_ago: int
    urgency: str = "0"
    reply_days: int | None = None
    """Days from today until the answer is due; None when none is asked for."""
    has_addressee: bool = True

    @property
    def file_name(self):
        return f"{self.stem}.pdf"

    @property
    def notation(self):
        return f"{self.number}/{self.symbol}"

    @property
    def issuer(self):
        return self.sender.name

    @property
    def issuer_code(self):
        return self.sender.code

    @property
    def needs_reply(self):
        return self.reply_days is not None

    def issue_date(self, today):
        return today - datetime.timedelta(days=self.days_ago)

    def reply_due(self, today):
        """Return the day on which the answer is due, or None."""
        if self.reply_days is None:
            return None
        return today + datetime.timedelta(days=self.reply_days)

    def paragraphs(self, today):
        """Return the text, with the days that it names."""
        days = {
            "due": self.reply_due(today) or today,
            "soon": today + datetime.timedelta(days=1),
            "event": today + datetime.timedelta(days=9),
            "month_end": today + datetime.timedelta(days=30),
        }
        words = {name: f"{day:%d/%m/%Y}" for name, day in days.items()}
        text = (_FOLDER / f"{self.stem}.txt").read_text(encoding="utf-8")
        text = text.format(year=today.year, **words)
        return [line for line in text.splitlines() if line.strip()]


_DEPARTMENT = Sender(
    "Sở Thông tin và Truyền thông",
    "Sở Thông tin và Truyền thông",
    "H56.18",
    "Ủy ban nhân dân tỉnh Hà Sơn",
    "Hà Sơn",
    "SỞ THÔNG TIN VÀ TRUYỀN THÔNG\nTỈNH HÀ SƠN",
)
_WOMEN = Sender(
    "Hội Liên hiệp Phụ nữ huyện Quảng Hà",
    "Hội Liên hiệp Phụ nữ\nhuyện Quảng Hà",
    "H56.27.HPN",
    "Hội Liên hiệp Phụ nữ\ntỉnh Hà Sơn",
    "Quảng Hà",
    "HỘI LIÊN HIỆP PHỤ NỮ\nHUYỆN QUẢNG HÀ",
)
_COMMUNE = Sender(
    "UBND xã Quảng Sơn",
    "Ủy ban nhân dân\nxã Quảng Sơn",
    "H56.27.15",
    "",
    "Quảng Sơn",
    "ỦY BAN NHÂN DÂN\nXÃ QUẢNG SƠN",
)
_HEAD = ("Phan Đình Lâm", "GIÁM ĐỐC")
_DEPUTY = ("Trịnh Thu Hà", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")
_CHAIRWOMAN = ("Hồ Thị Ngân", "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH")
_MAYOR = ("Cao Bá Lộc", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")

LETTERS = (
    IncomingLetter(
        "hoa-toc-phong-chong-bao",
        _DEPARTMENT,
        "cong_van",
        "",
        "1302",
        "STTTT-BCVT",
        "bảo đảm thông tin liên lạc phục vụ phòng, chống bão số 8",
        *_HEAD,
        ("Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, BCVT"),
        days_ago=0,
        urgency="3",
        reply_days=1,
    ),
    IncomingLetter(
        "giay-moi-hoi-nghi-chuyen-doi-so",
        _DEPARTMENT,
        "giay_moi",
        "Giấy mời",
        "38",
        "GM-STTTT",
        "Dự Hội nghị sơ kết công tác chuyển đổi số cấp huyện",
        *_DEPUTY,
        ("Như trên", "Lãnh đạo Sở", "Lưu: VT, CNTT"),
        days_ago=1,
    ),
    IncomingLetter(
        "phoi-hop-hoi-thi",
        _WOMEN,
        "cong_van",
        "",
        "46",
        "HPN-BTV",
        "phối hợp tổ chức Hội thi “Phụ nữ với chuyển đổi số”",
        *_CHAIRWOMAN,
        ("Như trên", "Phòng Văn hóa và Thông tin", "Lưu: VT"),
        days_ago=1,
        reply_days=7,
    ),
    IncomingLetter(
        "to-trinh-sua-chua-nha-van-hoa",
        _COMMUNE,
        "to_trinh",
        "Tờ trình",
        "31",
        "TTr-UBND",
        "Về việc hỗ trợ kinh phí sửa chữa nhà văn hóa thôn bị hư hỏng do mưa bão",
        *_MAYOR,
        ("Như trên", "Phòng Tài chính - Kế hoạch", "Lưu: VT, TCKT"),
        days_ago=2,
        urgency="1",
        reply_days=6,
    ),
    IncomingLetter(
        "ke-hoach-kiem-tra-an-toan-thong-tin",
        _DEPARTMENT,
        "ke_hoach",
        "Kế hoạch",
        "27",
        "KH-STTTT",
        "Kiểm tra công tác bảo đảm an toàn thông tin mạng tại các huyện",
        *_HEAD,
        ("UBND các huyện", "Lãnh đạo Sở", "Lưu: VT, CNTT"),
        days_ago=2,
        has_addressee=False,
    ),
    IncomingLetter(
        "quyet-dinh-to-ho-tro",
        _DEPARTMENT,
        "quyet_dinh",
        "Quyết định",
        "88",
        "QĐ-STTTT",
        "Thành lập Tổ hỗ trợ sử dụng phần mềm Quản lý văn bản và Hồ sơ công việc",
        *_HEAD,
        ("Như Điều 3", "UBND các huyện", "Lưu: VT, CNTT"),
        days_ago=3,
        has_addressee=False,
    ),
    IncomingLetter(
        "bao-cao-chu-ky-so",
        _COMMUNE,
        "bao_cao",
        "Báo cáo",
        "52",
        "BC-UBND",
        "Kết quả sử dụng chữ ký số trên địa bàn xã Quảng Sơn",
        *_MAYOR,
        ("UBND huyện", "Phòng Văn hóa và Thông tin", "Lưu: VT, VP"),
        days_ago=3,
        has_addressee=False,
    ),
    IncomingLetter(
        "bao-cao-su-dung-phan-mem",
        _DEPARTMENT,
        "cong_van",
        "",
        "1245",
        "STTTT-CNTT",
        "báo cáo tình hình sử dụng phần mềm Quản lý văn bản và Hồ sơ công việc",
        *_DEPUTY,
        ("Như trên", "Giám đốc Sở (để báo cáo)", "Lưu: VT, CNTT"),
        days_ago=4,
        reply_days=5,
    ),
)
