"""The head of a document: ô 1 to 4 and 5b."""

import re
from dataclasses import dataclass, field

from ..text import unaccent
from .sheet import Line

_NATION = re.compile(r"cong\s+ho\s*a\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam")
_MOTTO = re.compile(r"doc\s+lap\W+tu\s+do\W+hanh\s+phuc")
_NUMBER = re.compile(r"^so\s*[:.]|^so\s+[\d.…_]*\s*/")
_DATE = re.compile(
    r"^(?:so\b.*\s)?[^,]{2,60}?,?\s*\bngay\b.{0,24}\bthang\b.{0,24}\bnam\b[\s\d.…_]*$"
)
_BOTH = re.compile(
    r"^(so\b.*?)\s+([^\W\d_][^,/]*?[,.;]?\s*ngay\b.*\bthang\b.*\bnam\b.*)$"
)
_SUBJECT = re.compile(r"^v\s*/\s*v\b")
TOP = 14
"""How many lines of page 1 may belong to the head."""
_SPLIT_MM = 85


@dataclass
class Head:
    """What stands at the top of page 1; lines that are not there are None."""

    nation: Line | None = None
    motto: Line | None = None
    parents: list = field(default_factory=list)
    issuer: list = field(default_factory=list)
    number: Line | None = None
    date: Line | None = None
    letter_abstract: list = field(default_factory=list)


def find_head(paper, lines):
    """Return the `Head`, and the lines behind it."""
    end = _end(lines)
    rows = lines[:end]
    left, right = _columns(paper, rows)
    head = Head()
    head.nation = _first(right + left, _NATION)
    head.motto = _first(right + left, _MOTTO)
    head.number = _first(left + right, _NUMBER)
    head.date = _first(right + left, _DATE)
    agency = [line for line in left if line not in (head.number, head.nation)]
    if head.number in left:
        agency = left[: left.index(head.number)]
    _agency(head, [line for line in agency if line is not head.motto])
    subject = _subject(paper, head, left, lines, end)
    return head, lines[end + subject :]


def _first(lines, pattern):
    return next((line for line in lines if pattern.search(line.key)), None)


def _end(lines):
    """Return how many lines belong to the head: up to number and date."""
    end = 0
    for index, line in enumerate(lines[:TOP]):
        if line.page > 1:
            break
        marks = (_NATION, _MOTTO, _NUMBER)
        if any(mark.search(line.key) for mark in (*marks, _DATE)):
            end = index + 1
    return end


def _columns(paper, rows):
    """Return the lines of the left and of the right column."""
    left, right = [], []
    split = _split(rows)
    for row in rows:
        both = _BOTH.search(unaccent(row.text).lower())
        if both and len(unaccent(row.text)) == len(row.text):
            left.append(row.part(*both.span(1)))
            right.append(row.part(*both.span(2)))
        elif row.cell:
            (left if row.cell[2] == 0 else right).append(row)
        elif row.placed:
            _part_at(row, split, left, right)
        else:
            is_right = any(mark.search(row.key) for mark in (_NATION, _MOTTO, _DATE))
            (right if is_right else left).append(row)
    return left, right


def _split(rows):
    """Return where the right column begins, in mm."""
    for row in rows:
        match = _NATION.search(unaccent(row.text).lower())
        if match and row.placed and len(unaccent(row.text)) == len(row.text):
            return row.lefts[match.start()] - 0.5
    return _SPLIT_MM


def _part_at(row, split, left, right):
    cut = next((n for n, x in enumerate(row.lefts) if x >= split), len(row.text))
    date = _DATE.search(row.key) and not _NUMBER.search(row.key)
    # A long date line begins left of the name of the country.
    if date and row.x1 > split + 20:
        right.append(row)
        return
    for column, part in (
        (left, row.part(0, cut)),
        (right, row.part(cut, len(row.text))),
    ):
        if part.text:
            column.append(part)


def _agency(head, lines):
    """Part the superior body from the issuing one, which is bold."""
    bold = [n for n, line in enumerate(lines) if line.share("bold") > 0.5]
    start = bold[0] if bold else 0
    head.parents, head.issuer = lines[:start], lines[start:]


def _subject(paper, head, left, lines, end):
    """Find “V/v …”; return how many lines behind the head it takes."""
    inside = [n for n, line in enumerate(left) if _SUBJECT.search(line.key)]
    if inside:
        head.letter_abstract = left[inside[0] :]
        return 0
    taken = 0
    split = head.nation.x0 if head.nation and head.nation.placed else _SPLIT_MM
    for line in lines[end : end + 8]:
        begins = bool(_SUBJECT.search(line.key)) and not head.letter_abstract
        if not begins and not head.letter_abstract:
            break
        if not begins and not _goes_on(line, head, split):
            break
        if begins and not _stands_left(line, split):
            break
        head.letter_abstract.append(line)
        taken += 1
    return taken


def _stands_left(line, split):
    if line.placed:
        return line.x1 < split + 25
    return bool(line.cell) and line.cell[2] == 0


def _goes_on(line, head, split):
    first = head.letter_abstract[0]
    if not line.placed:
        return bool(line.cell) and line.cell[:3] == first.cell[:3]
    near = line.baseline - head.letter_abstract[-1].baseline < 8
    return near and abs(line.middle - first.middle) < 12 and line.x1 < split + 25
