"""Number, notation and date line (NĐ 30/2020/NĐ-CP Điều 15, Phụ lục I phần I).

``15/QĐ-BNV`` is a number (số), a slash and a notation (ký hiệu): abbreviated type,
hyphen, issuer. A plain letter (công văn) has issuer and unit: ``12/UBND-VX``. Legal
documents add the year, ``30/2020/NĐ-CP``; the Party writes ``684-QĐ/TU``.
"""

import re
from dataclasses import dataclass, field, replace

from .codes import ND30_ABBREVIATIONS
from .errors import NumberError
from .text import clean, normalize

LEGAL_KINDS = ("NĐ", "PL", "TTLT", "NQLT")
"""Types of legal documents that no agency uses as its own abbreviation."""

DATED_LEGAL_KINDS = ("TT", "L")
"""Types only with a year: ``TT`` and ``L`` alone may abbreviate an agency."""

FORMER_KINDS = ("CV",)
"""Not in the decree, but found on incoming letters: ``12/CV-UBND``."""

JOINT_KINDS = ("TTLT", "NQLT")
"""Types issued by several bodies: all that follows is the issuer."""

# Hyphens and slashes that keyboards, Word and OCR put in place of the plain ones.
_LOOKALIKES = str.maketrans(
    dict.fromkeys("‐‑‒–—−﹣－", "-") | dict.fromkeys("⁄∕／", "/")
)
_LABEL = re.compile(r"^\s*số(?:\s*:\s*|\s+(?=[\d/.…_]))", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"^[.…_\s]+(?=[/-])")
_PARTY = re.compile(r"^(?P<number>\d[^/-]*)?-(?P<kind>[^/\d-]+)/(?P<rest>.+)$")
_ORDINARY = re.compile(
    r"^(?P<number>\d[^/-]*)?/?(?:(?P<year>(?:19|20)\d\d)(?:/|$))?(?P<rest>.*)$"
)
_ORDINAL = re.compile(r"^(\d+)(?:[a-zđ]{1,3}|[A-ZĐ])?$")
_THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_LEADING_ZEROS = re.compile(r"(?<!\w)0+(?=\d)")


# At the start of a line or of a column: "Số: 12/UBND-VX", never within a sentence.
_PRINTED = re.compile(
    r"(?:^|\s{2,}|\|)\s*S(?:ố|Ố)\s*:\s*"
    r"(\d[\d.]*[a-zđA-ZĐ]{0,2}\s?[/-]\s?[^\s/,;:]+(?:\s?[/-]\s?[^\s/,;:]+)*)"
)
TOP_LINES = 30
"""How many lines of a page may hold its own number; below it cites others."""


@dataclass(frozen=True)
class Notation:
    """The parts of a number and notation; two that differ in spacing are equal."""

    number: str = ""
    """As printed: ``05``, ``00123``, ``12a``; empty when it is still missing."""
    kind: str = ""
    """Abbreviated type as the table writes it; empty for a plain letter."""
    issuer: str = ""
    unit: str = ""
    """Drafting unit or field: of a plain letter, or after the issuer."""
    year: int | None = None
    """Only where the notation itself contains it (legal documents)."""
    party: bool = False
    """``684-QĐ/TU``: hyphen after the number, slash before the issuer."""
    printed: str = field(default="", compare=False, repr=False)
    """The text received, where the parts do not compose to it."""

    @property
    def ordinal(self):
        """The number as an integer, or None.

        >>> Notation("00123").ordinal, Notation("12a").ordinal, Notation().ordinal
        (123, 12, None)
        """
        if _THOUSANDS.match(self.number):
            return int(self.number.replace(".", ""))
        match = _ORDINAL.match(self.number)
        return int(match[1]) if match else None

    @property
    def suffix(self):
        """The letters after the digits: ``a`` of ``12a``."""
        match = _ORDINAL.match(self.number)
        return self.number[match.end(1) :] if match else ""

    @property
    def symbol(self):
        """The notation without the number (``CodeNotation`` of edXML).

        >>> parse("30/2020/NĐ-CP").symbol, parse("684-QĐ/TU").symbol
        ('2020/NĐ-CP', 'QĐ/TU')
        """
        if self.party:
            return f"{self.kind}/{notation('', self.issuer, self.unit)}"
        text = notation(self.kind, self.issuer, self.unit)
        return "/".join(str(part) for part in (self.year, text) if part)

    @property
    def is_regular(self):
        """Whether it is written as Điều 15 and PL I mục II.3 ask.

        A number of at least two digits with no needless zero, plain separators, no
        spaces, and the case of the table.

        >>> parse("05/QĐ-UBND").is_regular, parse("5/QĐ-UBND").is_regular
        (True, False)
        """
        number = self.ordinal and format_number(self.ordinal, self.suffix)
        shape = str(self) == self.composed() and not self.party
        return bool(shape and self.issuer and number == self.number)

    def composed(self):
        """The parts put together in the regular order."""
        separator = "-" if self.party else "/"
        return separator.join(part for part in (self.number, self.symbol) if part)

    def __str__(self):
        """The text that was read, or the parts put together.

        >>> str(parse("15 / qđ – BNV")), str(Notation("15", "QĐ", "BNV"))
        ('15 / qđ – BNV', '15/QĐ-BNV')
        """
        return self.printed or self.composed()


def parse(text, kinds=ND30_ABBREVIATIONS):
    """Read a number and notation as it may be printed; nothing is refused.

    The label ``Số:`` and invisible characters are no part of it and are dropped;
    everything else comes back from ``str()``. Pass other ``kinds`` where an agency
    has its own types.

    >>> parse("Số: 15/QĐ-BNV")
    Notation(number='15', kind='QĐ', issuer='BNV', unit='', year=None, party=False)
    >>> parse("12/UBND-VX").unit, parse("23/2019/QĐ-UBND").year
    ('VX', 2019)
    """
    printed = _LABEL.sub("", clean(text or "")).strip()
    result = _read(_flatten(printed), kinds)
    return result if result.composed() == printed else replace(result, printed=printed)


def _flatten(text):
    text = re.sub(r"\s*([/-])\s*", r"\1", text.translate(_LOOKALIKES))
    return _BLANK_NUMBER.sub("", text)


def _read(flat, kinds):
    party = _PARTY.match(flat)
    if party:
        issuer, _dash, unit = party["rest"].partition("-")
        kind = (
            _find_kind(party["kind"], (*kinds, *LEGAL_KINDS)) or party["kind"].strip()
        )
        return Notation(_number(party), kind, issuer, unit, party=True)
    match = _ORDINARY.match(flat)
    year = int(match["year"]) if match["year"] else None
    known = (*kinds, *LEGAL_KINDS, *FORMER_KINDS, *(DATED_LEGAL_KINDS if year else ()))
    first, _dash, rest = match["rest"].partition("-")
    kind = _find_kind(first, known)
    issuer, unit = (rest, "") if kind else (first, rest)
    if kind and kind not in JOINT_KINDS:
        issuer, _dash, unit = rest.partition("-")
    return Notation(_number(match), kind, issuer, unit, year)


def _number(match):
    return (match["number"] or "").strip()


def _find_kind(text, kinds):
    """Return the table's spelling of ``text``; the exact case has precedence."""
    if text in kinds:
        return text
    return next((kind for kind in kinds if kind.casefold() == text.casefold()), "")


def find(page, kinds=ND30_ABBREVIATIONS):
    """Return the number and notation printed at the top of a page's text, or "".

    A number still to be written by hand ("Số:      /UBND-VX") is not found.

    >>> find("UBND HUYỆN A\\nSố: 12/UBND-VX      A, ngày 05 tháng 3 năm 2026")
    '12/UBND-VX'
    >>> find("Căn cứ Công văn số: 7/BNV-VP"), find("Số:     /UBND-VX")
    ('', '')
    """
    lines = clean(page or "").replace("Ð", "Đ").splitlines()
    for line in [line for line in lines if line.strip()][:TOP_LINES]:
        match = _PRINTED.search(line)
        if match:
            text = re.sub(r"\s*([/-])\s*", r"\1", match[1]).rstrip(".")
            read = parse(text, kinds)
            if read.ordinal and any(map(str.isalpha, read.issuer)):
                return text
    return ""


def notation(kind, issuer, unit=""):
    """Compose a notation (Điều 15, PL I mục II.3b); a plain letter has no kind.

    >>> notation("QĐ", "UBND"), notation("", "UBND", "VX")
    ('QĐ-UBND', 'UBND-VX')
    """
    return "-".join(part.strip() for part in (kind, issuer, unit) if part)


def format_number(number, suffix=""):
    """Write an ordinal as the decree does: below 10 with a leading zero.

    >>> format_number(5), format_number(10), format_number(12, "a")
    ('05', '10', '12a')
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise NumberError(f"a document number starts at 1: {number!r}")
    return f"{number:02d}{suffix}"


def date_words(date):
    """Write a date: days below 10 and the months 1 and 2 have a leading zero.

    >>> import datetime
    >>> date_words(datetime.date(2019, 6, 29))
    'ngày 29 tháng 6 năm 2019'
    """
    month = f"{date.month:02d}" if date.month <= 2 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def date_line(place, date):
    """Compose place and date (PL I mục II.4); ``date`` is the agency's local date.

    >>> import datetime
    >>> date_line("Hà Nội", datetime.date(2020, 3, 5))
    'Hà Nội, ngày 05 tháng 3 năm 2020'
    """
    return ", ".join(
        part for part in (clean(place or "").strip(), date_words(date)) if part
    )


def search_key(text):
    """Reduce a number and notation to what people type when they look for it.

    >>> search_key("Số: 05/QĐ-UBND") == search_key("5 qd ubnd") == "5 qd ubnd"
    True
    >>> search_key("00123/2019/QyĐ-SGD&ĐT")
    '123 2019 qyd sgd dt'
    """
    unlabelled = _LABEL.sub("", clean(text or ""))
    return _LEADING_ZEROS.sub("", normalize(unlabelled))
