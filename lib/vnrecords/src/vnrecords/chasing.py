"""When a reply that is owed is chased, and what the reminder letter says (S40).

How often is the agency's own rule; the letter is Vietnamese like every document.
"""

import datetime
from dataclasses import dataclass


def reminders_due(days_late, first, every=0, most=0):
    """Return how many reminders should have been made after so many working days.

    The first after ``first`` days, each next after ``every`` more (0: only one), at
    most ``most`` (0: no limit).

    >>> [reminders_due(days, first=3, every=5) for days in (2, 3, 7, 8, 13)]
    [0, 1, 1, 2, 3]
    >>> reminders_due(100, first=3), reminders_due(100, first=3, every=5, most=2)
    (1, 2)
    """
    if days_late < first or first < 1:
        return 0
    due = 1 + ((days_late - first) // every if every else 0)
    return min(due, most) if most else due


@dataclass(frozen=True)
class Reminder:
    """What a reminder letter is about."""

    sender: str
    """The agency that asked."""
    document: str
    """The document that asks, such as ``Công văn số 12/UBND-VP ngày 02/3/2026``."""
    abstract: str
    due: datetime.date
    asked: str = ""
    """What is asked for."""
    debtors: tuple = ()
    number: int = 1
    """The first reminder, the second …"""

    @property
    def subject(self):
        """The abstract of the letter.

        >>> Reminder("UBND xã A", "Công văn số 1/UBND", "", None).subject
        'đôn đốc trả lời Công văn số 1/UBND'
        """
        again = f" (lần {self.number})" if self.number > 1 else ""
        return f"đôn đốc trả lời {self.document}{again}"

    @property
    def body(self):
        """The paragraphs of the letter."""
        about = f" {self.abstract}" if self.abstract else ""
        asked = f", nội dung: {self.asked.rstrip('.')}" if self.asked else ""
        names = "; ".join(self.debtors) or "quý cơ quan"
        return (
            f"{self.sender} đã ban hành {self.document}{about}, trong đó yêu cầu trả"
            f" lời trước ngày {self.due:%d/%m/%Y}{asked}.",
            f"Đến nay đã quá thời hạn nêu trên, {self.sender} chưa nhận được văn bản"
            f" trả lời của: {names}.",
            f"{self.sender} đề nghị {names} khẩn trương thực hiện và gửi văn bản trả"
            " lời; trường hợp có khó khăn, vướng mắc, đề nghị nêu rõ lý do và thời gian"
            " hoàn thành.",
        )
