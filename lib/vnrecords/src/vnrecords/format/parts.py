"""Recognises the components of a document on its `Paper`."""

import re
from dataclasses import dataclass, field

from ..codes import DOCUMENT_TYPES
from ..text import unaccent
from .foot import Foot, find_foot
from .head import Head, find_head
from .rules import WITHOUT_HEAD
from .sheet import Line, join
from .titles import key_of

CENTRED_MM = 6
_ANNEX = re.compile(r"^phu luc(?: (?P<ordinal>[ivxlcdm]+|\d+|[a-z]))?[.:]?$")
STAMPS = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC")
CIRCULATION = ("LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI")
_STAMP_KEYS = {key_of(word) for word in STAMPS}
_CIRCULATION_KEYS = {key_of(word) for word in CIRCULATION}
_TYPES = {key_of(kind.name): kind for kind in DOCUMENT_TYPES}


@dataclass
class Parts:
    """The components found; what is not there is None or empty."""

    head: Head
    foot: Foot
    kind: str = ""
    """Code of the type that is printed: ``cong_van`` for one with “V/v”."""
    type_line: Line | None = None
    abstract: list = field(default_factory=list)
    addressees: list = field(default_factory=list)
    body: list = field(default_factory=list)
    stamps: list = field(default_factory=list)
    circulation: list = field(default_factory=list)
    annexes: list = field(default_factory=list)
    """Pairs of heading and title lines."""
    page_numbers: list = field(default_factory=list)

    @property
    def is_letter(self):
        return self.kind == "cong_van"


def find(paper, expected):
    """Return the `Parts` of a paper."""
    numbers, lines = _without_numbers(paper)
    stamps = [line for line in lines if line.key in _STAMP_KEYS and line.page <= 1]
    stamps += _beside(paper, lines, _STAMP_KEYS, stamps)
    circulation = [line for line in lines if line.key in _CIRCULATION_KEYS]
    marks = {id(line) for line in stamps + circulation}
    lines = [line for line in lines if id(line) not in marks]
    head, lines = find_head(paper, lines)
    lines, annexes = _annexes(lines)
    foot, lines = find_foot(paper, lines, expected)
    parts = Parts(head, foot, page_numbers=numbers, annexes=annexes)
    parts.stamps, parts.circulation = stamps, circulation
    _title(parts, paper, lines, expected)
    return parts


def _without_numbers(paper):
    """Part the page numbers of a PDF from the other lines."""
    if not paper.is_pdf:
        return [], paper.lines
    numbers, others = [], []
    for page in paper.pages:
        for line in page.lines:
            lone = line.plain.strip("-– ").isdigit() and len(line.plain) <= 7
            edge = line.baseline < 21 or line.baseline > page.height - 20
            (numbers if lone and edge else others).append(line)
    return numbers, others


def _beside(paper, lines, keys, found):
    """Return stamps on the same line as something else on the first page."""
    if found or not paper.is_pdf:
        return []
    from .pdf import pieces

    rows = [line for line in lines if line.page == 1 and line.baseline < 120]
    return [piece for row in rows for piece in pieces(row, 5) if piece.key in keys]


def _annexes(lines):
    """Part the annexes behind the document from it."""
    starts = [n for n, line in enumerate(lines) if n > 3 and _ANNEX.match(line.key)]
    foot = [n for n, line in enumerate(lines) if line.key.startswith("noi nhan")]
    starts = [n for n in starts if not foot or n > foot[0]]
    if not starts:
        return lines, []
    annexes = []
    for start in starts:
        title = []
        for line in lines[start + 1 : start + 5]:
            if line.plain.startswith("(") or not line.plain.isupper():
                break
            title.append(line)
        annexes.append((lines[start], title))
    return lines[: starts[0]], annexes


def annex_ordinal(line):
    """Return what follows “Phụ lục”: ``IV``, or an empty text."""
    return line.plain.rstrip(".: ")[len("Phụ lục") :].strip()


def _title(parts, paper, lines, expected):
    """Find type, abstract and addressees at the beginning of the lines."""
    names = {key_of(name): "" for name in (expected.type_name, *expected.names) if name}
    start = 0
    for index, line in enumerate(lines[:12]):
        kind = _TYPES.get(line.key.rstrip(":"))
        if kind or line.key in names:
            parts.type_line, start = line, index + 1
            parts.kind = kind.code if kind else expected.kind
            break
        if len(line.plain) > 60 or line.key.startswith("kinh gui"):
            break
    if expected.kind in WITHOUT_HEAD:
        parts.kind = expected.kind
    elif parts.type_line is None:
        parts.kind = "cong_van" if parts.head.letter_abstract else expected.kind
    if parts.type_line is not None:
        start = _abstract(parts, paper, lines, start)
    start = _addressees(parts, lines, start)
    parts.body = lines[start:]


def _abstract(parts, paper, lines, start):
    while start < len(lines):
        line = lines[start]
        stops = line.key.startswith(("kinh gui", "can cu "))
        stops = stops or (parts.abstract and _is_next(parts.abstract[0], line))
        if stops or not _is_centred(line, paper) or len(parts.abstract) >= 6:
            break
        parts.abstract.append(line)
        start += 1
    return start


def _is_next(first, line):
    """Tell whether something else follows the abstract that begins with ``first``."""
    paler = first.share("bold") > 0.5 >= line.share("bold")
    return paler or line.plain.isupper()


def _is_centred(line, paper):
    if not line.placed:
        return line.align == "center"
    page = next(page for page in paper.pages if page.number == line.page)
    left = min(row.x0 for row in page.lines)
    right = max(row.x1 for row in page.lines)
    off = min(abs(line.middle - (left + right) / 2), abs(line.middle - page.width / 2))
    return off <= CENTRED_MM and (line.x0 > left + 6 or line.share("bold") > 0.9)


def _addressees(parts, lines, start):
    """Take “Kính gửi” and the lines of its list."""
    for index in range(start, min(start + 3, len(lines))):
        if lines[index].key.startswith("kinh gui"):
            break
    else:
        return start
    parts.addressees = [lines[index]]
    for line in lines[index + 1 :]:
        listed = line.plain.startswith(("-", "–", "+")) or line.layout.get("listed")
        goes_on = line.placed and line.x0 > parts.addressees[-1].x0 - 3
        goes_on = goes_on and line.x0 > lines[index].x0 + 10
        if not (listed or goes_on):
            break
        parts.addressees.append(line)
    return index + len(parts.addressees)


def words(lines):
    """Return the joined words of lines, without accents."""
    return unaccent(join(lines)).lower()
