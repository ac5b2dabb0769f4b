# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The invented locality as plain tables: nothing here is of a real person or place."""

from dataclasses import dataclass

PASSWORD = "demo-2026"
PIN = "123456"


@dataclass(frozen=True)
class Unit:
    """A unit of an agency; ``code`` stands for it in notations."""

    key: str
    name: str
    code: str


@dataclass(frozen=True)
class Person:
    """One account; ``roles`` are (role, unit key or None), the main one first."""

    login: str
    name: str
    position: str
    roles: tuple
    unit: str


@dataclass(frozen=True)
class Agency:
    key: str
    name: str
    code: str
    full_name: str
    superior: str
    place: str
    seal: str
    units: tuple
    people: tuple
    collective: str = "Ủy ban nhân dân"
    head_position: str = "Chủ tịch"


DISTRICT = Agency(
    key="district",
    name="UBND huyện Quảng Hà",
    code="H56.27",
    full_name="Ủy ban nhân dân huyện Quảng Hà",
    superior="",
    place="Quảng Hà",
    seal="ỦY BAN NHÂN DÂN HUYỆN QUẢNG HÀ",
    units=(
        Unit("vp", "Văn phòng HĐND và UBND", "VP"),
        Unit("vhtt", "Phòng Văn hóa và Thông tin", "VHTT"),
        Unit("tckh", "Phòng Tài chính - Kế hoạch", "TCKH"),
    ),
    people=(
        Person("chutich.qh", "Lê Quang Hải", "Chủ tịch", (("leader", None),), "vp"),
        Person(
            "phochutich.qh",
            "Phạm Thu Hương",
            "Phó Chủ tịch",
            (("leader", None),),
            "vp",
        ),
        Person(
            "chanhvp.qh",
            "Nguyễn Đức Thắng",
            "Chánh Văn phòng",
            (("office", None), ("unit_head", "vp")),
            "vp",
        ),
        Person(
            "vanthu.qh",
            "Trần Thị Mai",
            "Văn thư",
            (("clerk", None), ("specialist", "vp")),
            "vp",
        ),
        Person(
            "truongphong.vhtt",
            "Đỗ Minh Khôi",
            "Trưởng phòng",
            (("unit_head", "vhtt"),),
            "vhtt",
        ),
        Person(
            "chuyenvien.vhtt",
            "Vũ Ngọc Anh",
            "Chuyên viên",
            (("specialist", "vhtt"),),
            "vhtt",
        ),
        Person(
            "chuyenvien2.vhtt",
            "Hoàng Văn Tú",
            "Chuyên viên",
            (("specialist", "vhtt"),),
            "vhtt",
        ),
        Person(
            "truongphong.tckh",
            "Bùi Thanh Sơn",
            "Trưởng phòng",
            (("unit_head", "tckh"),),
            "tckh",
        ),
        Person(
            "chuyenvien.tckh",
            "Ngô Thị Lan",
            "Chuyên viên",
            (("specialist", "tckh"),),
            "tckh",
        ),
        Person(
            "luutru.qh",
            "Đặng Thị Hòa",
            "Lưu trữ viên",
            (("archivist", None), ("legal", None)),
            "vp",
        ),
        Person(
            "quantri.qh", "Mai Xuân Trường", "Quản trị mạng", (("admin", None),), "vp"
        ),
    ),
)
COMMUNE = Agency(
    key="commune",
    name="UBND xã Quảng Sơn",
    code="H56.27.15",
    full_name="Ủy ban nhân dân xã Quảng Sơn",
    superior="Huyện Quảng Hà",
    place="Quảng Sơn",
    seal="ỦY BAN NHÂN DÂN XÃ QUẢNG SƠN",
    units=(
        Unit("vpx", "Văn phòng - Thống kê", "VP"),
        Unit("tcx", "Tài chính - Kế toán", "TCKT"),
    ),
    people=(
        Person("chutich.qs", "Cao Bá Lộc", "Chủ tịch", (("leader", None),), "vpx"),
        Person(
            "vanthu.qs",
            "Lương Thị Yến",
            "Văn thư",
            (("clerk", None), ("specialist", "vpx")),
            "vpx",
        ),
        Person(
            "congchuc.qs",
            "Tạ Quốc Bình",
            "Công chức Văn phòng",
            (("office", None), ("unit_head", "vpx")),
            "vpx",
        ),
    ),
)
AGENCIES = (DISTRICT, COMMUNE)
SIGNERS = ("chutich.qh", "phochutich.qh", "chutich.qs")

# Bodies outside the system: key, name, agency code, e-mail.
BODIES = (
    ("stttt", "Sở Thông tin và Truyền thông", "H56.18", "vanthu@stttt.example.vn"),
    ("hlhpn", "Hội Liên hiệp Phụ nữ huyện Quảng Hà", "H56.27.HPN", ""),
)

# Public holidays as (first day, last day, name); the agency confirms them each year.
HOLIDAYS = (
    ("2026-01-01", "2026-01-02", "Tết Dương lịch"),
    ("2026-02-16", "2026-02-20", "Tết Nguyên đán Bính Ngọ"),
    ("2026-04-27", "2026-04-27", "Giỗ Tổ Hùng Vương (nghỉ bù)"),
    ("2026-04-30", "2026-05-01", "Ngày Chiến thắng 30/4 và Quốc tế Lao động"),
    ("2026-08-31", "2026-09-02", "Quốc khánh"),
    ("2027-01-01", "2027-01-01", "Tết Dương lịch"),
    ("2027-02-05", "2027-02-11", "Tết Nguyên đán Đinh Mùi (dự kiến)"),
)
# Saturdays worked in exchange for a bridge day.
SWAP_DAYS = (("2026-01-10", "Làm bù 02/01"), ("2026-08-22", "Làm bù 31/8"))

# Lines of the district's file plan: code, title, years of retention, unit.
FILE_PLAN = (
    ("01.VHTT", "Hồ sơ về ứng dụng công nghệ thông tin, chuyển đổi số", 10, "vhtt"),
    ("02.VHTT", "Hồ sơ xây dựng đời sống văn hóa", 10, "vhtt"),
    ("01.TCKH", "Hồ sơ dự toán, quyết toán ngân sách huyện", 20, "tckh"),
    ("01.VP", "Công văn trao đổi của Văn phòng", 5, "vp"),
)
# What leaders of the district write often: a tap inserts it.
PHRASES = (
    "Giao chủ trì tham mưu, báo cáo UBND huyện trước thời hạn.",
    "Nghiên cứu, đề xuất phương án xử lý.",
    "Soạn dự thảo văn bản trả lời, trình ký.",
    "Để biết, theo dõi.",
)
HOURS = ((7.5, 11.5), (13.5, 17))


def _has_pin(person):
    """Tell who uses a key: signers their own, clerks the seal of their agency."""
    return person.login in SIGNERS or person.roles[0][0] == "clerk"


def accounts():
    """Return the accounts as the launcher prints them."""
    return [
        {
            "login": person.login,
            "password": PASSWORD,
            "role": person.roles[0][0],
            "name": f"{person.name} – {person.position}",
            "agency": agency.name,
            **({"pin": PIN} if _has_pin(person) else {}),
        }
        for agency in AGENCIES
        for person in agency.people
    ]
