"""The head: name of the country, agency, number, place and date (mục II.1-4)."""

import re

from ..numbering import parse
from .checking import check_letters, check_rule_below, finding
from .rules import WITHOUT_DATE, WITHOUT_HEAD
from .sheet import join
from .titles import MOTTO, NATIONS, key_of

NEAR_MM = 8
_LABELLED = re.compile(r"^Số: *(?P<number>[^/]*?) */ *(?P<symbol>.*)$")
_BLANK = re.compile(r"^[\s.…_]*$")
_DATE = re.compile(
    r"^(?P<place>.*?)(?P<comma>\s*,?)\s*ngày\s*(?P<day>[\d.…_]*)\s*"
    r"tháng\s*(?P<month>[\d.…_]*)\s*năm\s*(?P<year>[\d.…_]*)$"
)


def check(paper, parts, expected):
    if parts.kind in WITHOUT_HEAD:
        return
    head = parts.head
    yield from _check_nation(paper, head)
    yield from _check_motto(paper, head)
    yield from _check_issuer(paper, head, expected)
    yield from _check_number(head, parts, expected)
    if parts.kind not in WITHOUT_DATE:
        yield from _check_date(head, expected)


def _check_nation(paper, head):
    line = head.nation
    if line is None:
        yield finding("nation.missing", "missing", page=1)
        return
    if line.plain not in NATIONS:
        yield finding(
            "nation.letters", "text", line, found=line.plain, wanted=NATIONS[0]
        )
    yield from check_letters("nation.letters", [line], "nation")
    if _stands_left(paper, line):
        yield finding("nation.place", "not_right", line)


def _stands_left(paper, line):
    if line.placed:
        return line.middle < paper.pages[0].width / 2
    return bool(line.cell) and line.cell[2] == 0


def _check_motto(paper, head):
    line = head.motto
    if line is None:
        yield finding("motto.missing", "missing", page=1)
        return
    if line.plain != MOTTO:
        yield finding("motto.text", "text", line, found=line.plain, wanted=MOTTO)
    yield from check_letters("motto.letters", [line], "motto")
    if head.nation is not None and line.placed:
        if abs(line.middle - head.nation.middle) > NEAR_MM / 2:
            yield finding("motto.place", "not_centred", line)
    elif line.align not in ("center", ""):
        yield finding("motto.place", "not_centred", line)
    yield from check_rule_below("motto.line", paper, [line], 0.95, 1.05)


def _check_issuer(paper, head, expected):
    if not head.issuer:
        yield finding("issuer.missing", "missing", page=1)
        return
    yield from check_letters("issuer.letters", head.parents, "parent", "parent")
    yield from check_letters("issuer.letters", head.issuer, "issuer")
    yield from check_rule_below("issuer.line", paper, head.issuer, 1 / 3, 1 / 2)
    printed = join(head.parents + head.issuer)
    if expected.issuer and key_of(expected.issuer) not in key_of(printed):
        values = {"found": printed, "wanted": expected.issuer.upper()}
        yield finding("issuer.name", "other", head.issuer[0], **values)


def _check_number(head, parts, expected):
    line = head.number
    if line is None:
        yield finding("number.missing", "missing", page=1)
        return
    yield from check_letters("number.letters", [line], "number")
    if line.placed and head.issuer:
        middle = max(head.issuer, key=lambda row: row.x1 - row.x0).middle
        if abs(line.middle - middle) > NEAR_MM:
            yield finding("number.place", "not_centred", line)
    match = _LABELLED.match(line.plain)
    if not match:
        code = "label" if not line.plain.startswith("Số:") else "no_slash"
        yield finding("number.form", code, line, found=line.plain)
        return
    yield from _check_ordinal(line, match["number"].strip())
    yield from _check_symbol(line, match["symbol"].strip(), parts, expected)


def _check_ordinal(line, number):
    if _BLANK.match(number):
        return
    digits = re.match(r"^(\d+)[a-zđ]{0,2}$", number)
    if not digits:
        yield finding("number.form", "digits", line, found=number)
    elif len(digits[1]) != len(f"{int(digits[1]):02d}"):
        wanted = f"{int(digits[1]):02d}"
        yield finding("number.form", "zero", line, found=number, wanted=wanted)


def _check_symbol(line, symbol, parts, expected):
    """Yield what is wrong with the notation, form and meaning."""
    if not symbol or _BLANK.match(symbol):
        yield finding("number.form", "no_notation", line, found=line.plain)
        return
    if re.search(r"\s|[‐‑‒–—−]", symbol):
        yield finding("number.form", "separators", line, found=symbol)
    symbol = re.sub(r"\s*([-/])\s*", r"\1", re.sub("[‐‑‒–—−]", "-", symbol))
    wrong = _wrong_kind(symbol, parts, expected)
    if wrong:
        yield finding("number.notation", wrong[0], line, found=symbol, wanted=wrong[1])
    elif expected.symbol and symbol != expected.symbol:
        values = {"found": symbol, "wanted": expected.symbol}
        yield finding("number.notation", "other", line, **values)


def _wrong_kind(symbol, parts, expected):
    """Return code and wanted beginning when type and notation do not agree."""
    read = parse(f"01/{symbol}")
    if parts.is_letter:
        if read.kind:
            return "type_in_letter", expected.symbol or symbol.partition("-")[2]
        return ("no_unit", "") if not read.unit and not expected.symbol else None
    wanted = expected.abbreviation or abbreviation(parts.kind)
    if wanted and not symbol.startswith((f"{wanted}-", f"{wanted}/")):
        return "wrong_type", wanted
    return None


def abbreviation(kind):
    """Return how the decree abbreviates a type, by its code.

    >>> abbreviation("quyet_dinh"), abbreviation("cong_van")
    ('QĐ', '')
    """
    from ..codes import TYPES_BY_CODE

    known = TYPES_BY_CODE.get(kind)
    return known.abbreviation if known else ""


def _check_date(head, expected):
    line = head.date
    if line is None:
        yield finding("date.missing", "missing", page=1)
        return
    yield from check_letters("date.letters", [line], "date")
    yield from _check_date_place(head, line)
    match = _DATE.match(line.plain)
    if not match:
        yield finding("date.form", "form", line, found=line.plain)
        return
    if not match["comma"].strip():
        yield finding("date.form", "comma", line, found=line.plain)
    yield from _check_date_numbers(line, match)
    place = match["place"].strip()
    if expected.place and key_of(place) != key_of(expected.place):
        values = {"found": place, "wanted": expected.place}
        yield finding("date.place_name", "other", line, **values)


def _check_date_place(head, line):
    if head.number is not None:
        if line.placed:
            apart = abs(line.baseline - head.number.baseline) > 2
        else:
            apart = line.cell[:2] != head.number.cell[:2]
        if apart:
            yield finding("date.place", "not_same_line", line)
    if head.nation is not None and line.placed:
        if abs(line.middle - head.nation.middle) > NEAR_MM * 1.5:
            yield finding("date.place", "not_centred", line)


def _check_date_numbers(line, match):
    """Days below 10 and months 1 and 2 have a zero, other months none (II.4.b)."""
    day, month, year = match["day"], match["month"], match["year"]
    if not _BLANK.match(day):
        wanted = f"{int(day):02d}" if day.isdigit() else ""
        if not wanted or not 1 <= int(day) <= 31:
            yield finding("date.form", "form", line, found=line.plain)
        elif day != wanted:
            yield finding("date.form", "day", line, found=day, wanted=wanted)
    if not _BLANK.match(month):
        value = int(month) if month.isdigit() else 0
        wanted = f"{value:02d}" if value <= 2 else str(value)
        if not 1 <= value <= 12:
            yield finding("date.form", "form", line, found=line.plain)
        elif month != wanted:
            yield finding("date.form", "month", line, found=month, wanted=wanted)
    if not _BLANK.match(year) and not re.fullmatch(r"(19|20)\d\d", year):
        yield finding("date.form", "form", line, found=line.plain)
