"""Lists and reports of replies that are owed: hồi báo (S28, S40).

Not fixed by law; the same heading, grid and mark as the statutory books.
"""

import datetime
from dataclasses import dataclass

from ..pages.drawing import CENTER
from .table import Column


@dataclass(frozen=True)
class DebtRow:
    """One reply that is owed."""

    place: int | str = ""
    party: str = ""
    """Who owes it, or to whom it is owed."""
    notation: str = ""
    dated: datetime.date | str = ""
    abstract: str = ""
    responsible: str = ""
    due: datetime.date | str = ""
    answered: datetime.date | str = ""
    state: str = ""
    days_late: int | str = ""
    """Working days."""


@dataclass(frozen=True)
class DebtSummary:
    """How the replies of one agency, unit or person stand."""

    name: str = ""
    total: int | str = 0
    in_time: int | str = 0
    late: int | str = 0
    waiting: int | str = 0
    overdue: int | str = 0
    excused: int | str = 0
    share: str = ""
    """Answered in time, of all that were due."""

    @classmethod
    def of(cls, name, outcomes):
        """Count the outcomes of one line.

        >>> row = DebtSummary.of("VP", ["in_time", "in_time", "late", "waiting"])
        >>> row.total, row.in_time, row.share
        (4, 2, '66,7%')
        """
        counts = {
            kind: sum(outcome == kind for outcome in outcomes)
            for kind in ("in_time", "late", "waiting", "overdue", "excused")
        }
        due = counts["in_time"] + counts["late"] + counts["overdue"]
        share = f"{100 * counts['in_time'] / due:.1f}%".replace(".", ",") if due else ""
        return cls(name=name, total=len(outcomes), share=share, **counts)


DEBTS = (
    Column("place", "STT", 12, CENTER),
    Column("party", "Cơ quan, đơn vị", 36),
    Column("notation", "Số, ký hiệu văn bản", 28),
    Column("dated", "Ngày yêu cầu", 20, CENTER),
    Column("abstract", "Trích yếu nội dung", 50),
    Column("responsible", "Đơn vị, người theo dõi", 30),
    Column("due", "Hạn trả lời", 20, CENTER),
    Column("answered", "Ngày trả lời", 20, CENTER),
    Column("state", "Kết quả", 22),
    Column("days_late", "Số ngày quá hạn", 14, CENTER),
)
SUMMARY = (
    Column("name", "Cơ quan, đơn vị, cá nhân", 72),
    Column("total", "Tổng số", 22, CENTER),
    Column("in_time", "Trả lời đúng hạn", 26, CENTER),
    Column("late", "Trả lời quá hạn", 26, CENTER),
    Column("waiting", "Chưa đến hạn", 26, CENTER),
    Column("overdue", "Quá hạn chưa trả lời", 28, CENTER),
    Column("excused", "Được miễn trả lời", 26, CENTER),
    Column("share", "Tỷ lệ đúng hạn", 26, CENTER),
)
REPLIES = {
    "debts_them": ("Danh sách văn bản chưa nhận được trả lời", DEBTS),
    "debts_us": ("Danh sách văn bản phải trả lời", DEBTS),
    "debts": ("Danh sách theo dõi hồi báo", DEBTS),
    "debts_summary": ("Báo cáo tình hình hồi báo", SUMMARY),
}
