"""Which document is the nth: its kind, agency, moment, number and words; all seeded."""

import hashlib
import random
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from vnrecords import text

SEED = 2080
HANOI = timedelta(hours=7)
OPEN = 10_000  # what lies on the desks does not grow with the archive
SUBJECTS = (
    "Báo cáo tình hình",
    "Đề nghị phối hợp",
    "Triển khai kế hoạch",
    "Mời họp về",
    "Góp ý dự thảo",
    "Tăng cường công tác",
    "Hướng dẫn thực hiện",
    "Công bố thủ tục",
)
MATTERS = (
    "chuyển đổi số năm 2026",
    "phòng cháy, chữa cháy rừng",
    "quản lý đất đai trên địa bàn",
    "cải cách hành chính quý III",
    "an toàn vệ sinh thực phẩm",
    "xây dựng nông thôn mới",
    "chi trả chế độ chính sách",
    "phòng, chống thiên tai",
    "sử dụng phần mềm Quản lý văn bản và Hồ sơ công việc",
    "tuyển sinh năm học mới",
)
FIRST = ("Tân", "Phú", "Bình", "Long", "Hòa", "Thạnh", "Mỹ", "Vĩnh", "Xuân", "Đông")
SECOND = ("An", "Lộc", "Thành", "Hưng", "Giang", "Sơn", "Thủy", "Khê", "Lâm", "Quới")
THIRD = ("thượng", "hạ", "nhất", "nhì", "trung", "đông", "tây", "nam", "bắc", "nội")
ISSUERS = tuple(
    f"{kind} {place}"
    for kind in ("Sở Nội vụ", "Sở Tài chính", "UBND tỉnh", "Công an tỉnh", "Sở Y tế")
    for place in ("Quảng Thử", "Bình Thử", "Hà Thử", "An Thử")
)


@dataclass
class Words:
    """The texts of a document, as written and as they are searched."""

    name: str
    notation: str
    issuer: str
    plain_name: str
    plain_notation: str
    plain_issuer: str


class Plan:
    """``documents`` over ``years``, the last of them open, then ``drafts``."""

    def __init__(self, documents, drafts, agencies, years, moments):
        self.documents, self.drafts, self.agencies = documents, drafts, agencies
        self.archived = max(documents - OPEN, documents // 2)
        self.moments = arrivals(years, moments)
        self.recent = bisect_right(self.moments, self.moments[-1] - timedelta(days=20))
        self.names = shuffled(
            f"{subject} {matter} tại {first} {second} {third}"
            for subject in SUBJECTS
            for matter in MATTERS
            for first, second, third in zip(
                spread(FIRST, 25), spread(SECOND, 25), spread(THIRD, 25), strict=True
            )
        )
        self.plain = [text.normalize(name) for name in self.names]
        self.issuers = [(name, text.normalize(name)) for name in ISSUERS]
        self._start_years()

    @property
    def total(self):
        return self.documents + self.drafts

    def _start_years(self):
        """Note the first document of each year, from which its numbers count."""
        self.starts, last = {}, None
        for n in range(self.documents):
            moment = self.moment(n)
            if moment != last:
                last = moment
                self.starts.setdefault(self.year(moment), n)

    def moment(self, n):
        """Return the place in ``moments`` at which the nth document arrived."""
        if n < self.archived:
            return n * self.recent // self.archived
        share = min(n - self.archived, self.documents - self.archived - 1)
        recent = len(self.moments) - self.recent
        return self.recent + share * recent // (self.documents - self.archived)

    def year(self, moment):
        return (self.moments[moment] + HANOI).year

    def agency(self, n):
        """Drafts wait at the first agency."""
        return n % self.agencies if n < self.documents else 0

    def turn(self, n):
        return (n // self.agencies) % 5

    def number(self, n, year):
        """Return the nth document's number in the book: no gap, in order."""
        if n >= self.documents:
            return 0
        place, start = self.agency(n), self.starts[year]
        return (n - place) // self.agencies - (start - 1 - place) // self.agencies

    def kind(self, n):
        """Return (kind of pattern, whether its trail and discussion are copied)."""
        if n >= self.documents:
            return "draft", True
        # Counted within the agency, so that each has its share.
        own, urgent = n // self.agencies, " urgent" if n % 97 == 0 else ""
        if n < self.archived:
            return f"done{urgent}", own // 5 % 20 == 0
        if own % 9 == 0:
            return "waiting", True
        return f"open{urgent}", own % 4 == 0

    def words(self, n):
        place = (n * 2_654_435_761 >> 7) % len(self.names)
        issuer, plain_issuer = self.issuers[n // self.agencies % len(self.issuers)]
        notation = f"{n + 1}/UBND-VX"
        return Words(
            self.names[place],
            notation,
            issuer,
            self.plain[place],
            f"{n + 1} ubnd vx",
            plain_issuer,
        )


def digest(n):
    """Return (uuid, SHA-256) of the nth document."""
    found = hashlib.sha256(f"{SEED}-{n}".encode()).hexdigest()
    parts = found[:8], found[8:12], f"4{found[13:16]}", f"8{found[17:20]}"
    return "-".join((*parts, found[20:32])), found


def spread(words, count):
    """Return ``count`` of the words in a seeded order, over and over."""
    return random.Random(SEED + len(words[0])).choices(words, k=count)


def shuffled(names):
    found = list(names)
    random.Random(SEED).shuffle(found)
    return found


def arrivals(years, count):
    """Return moments (naive UTC) in working hours over the years until yesterday."""
    dice = random.Random(SEED)
    last = (datetime.now(UTC) + HANOI).date() - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(365 * years - 10)]
    days = [day for day in days if day.weekday() < 5 and day.year > last.year - years]
    found = set()
    while len(found) < count:
        hour = dice.choice((8, 9, 10, 14, 15, 16))
        moment = datetime.combine(dice.choice(days), time(hour, dice.randrange(60)))
        found.add(moment - HANOI)
    recent = [day for day in days if day > last - timedelta(days=20)]
    found |= {datetime.combine(day, time(9, 30)) - HANOI for day in recent}
    return sorted(found)
