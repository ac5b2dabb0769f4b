"""Days off and swap days of a year, as an agency imports them.

A table with one row a day or run of days: ``from``, ``to`` (empty: one day),
``kind`` (``off``: not worked; ``work``: worked in exchange), ``name`` and
``confirmed`` (``yes`` or ``no``: expected, the agency confirms it).
"""

import csv
import datetime
import io
from dataclasses import dataclass
from enum import StrEnum

from .errors import CalendarError

COLUMNS = ("from", "to", "kind", "name", "confirmed")
LONGEST = 30
YEARS = range(2000, 2101)


class DayKind(StrEnum):
    """What becomes of a day."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True)
class SpecialDays:
    """A run of days (local dates, both included) that is off, or worked."""

    first: datetime.date
    last: datetime.date
    kind: DayKind
    name: str
    confirmed: bool = True

    def dates(self):
        """Return each date of the run.

        >>> day = datetime.date(2026, 1, 1)
        >>> len(SpecialDays(day, day.replace(day=2), DayKind.OFF, "Tết").dates())
        2
        """
        count = (self.last - self.first).days + 1
        return [self.first + datetime.timedelta(days=n) for n in range(count)]


def read(data):
    """Return the `SpecialDays` of a table (CSV in UTF-8, comma or semicolon).

    Raises `CalendarError` with every wrong line at once, in Vietnamese, as users of
    the import see it.

    >>> read("from,to,kind,name\\n2026-01-01,,off,Tết Dương lịch")[0].name
    'Tết Dương lịch'
    """
    rows = _rows(data)
    found, wrong = [], []
    for number, row in rows:
        try:
            days = _parse(row)
            clash = next((day for day in found if _same_days(day, days)), None)
            if clash:
                raise CalendarError(f"trùng ngày với “{clash.name}”")
            found.append(days)
        except CalendarError as error:
            wrong.append(f"Dòng {number}: {error}.")
    if wrong:
        raise CalendarError("\n".join(wrong))
    if not found:
        raise CalendarError("Bảng không có ngày nào.")
    return found


def _rows(data):
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise CalendarError("Tệp phải là CSV mã hóa UTF-8.") from None
    head = data.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        table = list(csv.DictReader(io.StringIO(data), delimiter=delimiter))
    except csv.Error:
        raise CalendarError("Tệp không phải là bảng CSV.") from None
    names = {(name or "").strip() for name in (table[0] if table else ())}
    missing = [name for name in COLUMNS[:4] if name not in names and name != "to"]
    if missing:
        raise CalendarError(f"Thiếu cột: {', '.join(missing)}.")
    return [
        (number, {(key or "").strip(): _text(value) for key, value in row.items()})
        for number, row in enumerate(table, 2)
    ]


def _text(value):
    return value.strip() if isinstance(value, str) else ""


def _parse(row):
    first = _date(row["from"])
    last = _date(row["to"]) if row.get("to") else first
    if last < first:
        raise CalendarError("ngày cuối trước ngày đầu")
    if (last - first).days >= LONGEST:
        raise CalendarError(f"dài hơn {LONGEST} ngày")
    if first.year != last.year:
        raise CalendarError("mỗi dòng nằm trong một năm")
    if not row["name"]:
        raise CalendarError("thiếu tên ngày nghỉ")
    try:
        kind = DayKind(row["kind"].lower())
    except ValueError:
        raise CalendarError("cột kind là off (nghỉ) hoặc work (làm bù)") from None
    confirmed = (row.get("confirmed") or "yes").lower()
    if confirmed not in ("yes", "no"):
        raise CalendarError("cột confirmed là yes hoặc no")
    return SpecialDays(first, last, kind, row["name"], confirmed == "yes")


def _date(value):
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.datetime.strptime(value, form).date()
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    raise CalendarError(f"“{value}” không phải là ngày (ví dụ 2026-02-16)")


def _same_days(one, other):
    return one.first <= other.last and other.first <= one.last
