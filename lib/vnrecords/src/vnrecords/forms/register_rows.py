"""What stands in one line of each book (NĐ 30/2020 PL IV), and at its head."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterHead:
    """What cover and first page say about the register."""

    issuer: str
    year: int = 0
    """0: not of a year."""
    parent: str = ""
    volume: str = ""
    """Quyển số."""
    first_number: str = ""
    last_number: str = ""
    first_date: datetime.date | None = None
    last_date: datetime.date | None = None
    cover: bool = False
    """Whether a page of its own goes before (bìa)."""
    signers: tuple = ()
    """Who signs below the last row, such as ``("Văn thư", "Chánh Văn phòng")``."""


@dataclass(frozen=True)
class IncomingRow:
    """One line of sổ đăng ký văn bản đến (PL IV mục VI.2), in the order of the form."""

    arrived: datetime.date | str = ""
    number: str = ""
    author: str = ""
    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    """Tên loại và trích yếu."""
    receiver: str = ""
    forwarded: datetime.date | str = ""
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class OutgoingRow:
    """One line of sổ đăng ký văn bản đi (PL IV mục I.2), in the order of the form."""

    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    signer: str = ""
    recipients: str = ""
    keeper: str = ""
    """Đơn vị, người nhận bản lưu."""
    copies: int | str = ""
    forwarded: datetime.date | str = ""
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class DeliveryRow:
    """One line of sổ gửi văn bản đi bưu điện (PL IV mục III.2), or by hand."""

    sent: datetime.date | str = ""
    notation: str = ""
    receiver: str = ""
    envelopes: int | str = ""
    """Số lượng bì."""
    receipt: str = ""
    note: str = ""


@dataclass(frozen=True)
class CopyRow:
    """One line of the book of certified copies (PL I phần II)."""

    notation: str = ""
    dated: datetime.date | str = ""
    original: str = ""
    """Tên loại, số, ký hiệu, ngày và cơ quan ban hành của văn bản được sao."""
    pages: str = ""
    signer: str = ""
    receiver: str = ""
    copies: int | str = ""
    note: str = ""


@dataclass(frozen=True)
class TrackingRow:
    """One line of sổ theo dõi giải quyết văn bản đến (PL IV mục VIII.2)."""

    number: str = ""
    document: str = ""
    """Tên loại, số, ký hiệu, ngày, tháng và cơ quan ban hành."""
    receiver: str = ""
    due: datetime.datetime | datetime.date | str = ""
    progress: str = ""
    reply: str = ""
    note: str = ""


@dataclass(frozen=True)
class FindingRow:
    """One line of the report on the numbers of books (Điều 15)."""

    book: str = ""
    finding: str = ""
    first: str = ""
    last: str = ""
    count: str = ""
    note: str = ""


@dataclass(frozen=True)
class ListRow:
    """One line of a list of documents that were found or chosen."""

    place: int | str = ""
    direction: str = ""
    notation: str = ""
    dated: datetime.date | str = ""
    party: str = ""
    """Who issued it, or who gets it."""
    abstract: str = ""
    state: str = ""
    due: datetime.datetime | datetime.date | str = ""
