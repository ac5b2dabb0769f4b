"""The foot of a document: the signer (ô 7) and the recipients (ô 9b)."""

import re
from dataclasses import dataclass, field

from .sheet import Line
from .titles import key_of

_WORD = re.compile(r"^noi\s+nhan\s*:?")
_DRAFTER = re.compile(r"^[A-ZĐ.]{1,12}\s*\.?\s*\(\d+\)$")
_AUTHORITY = re.compile(r"^(tm|kt|tl|tuq|q|t/m|k/t|t/l)\b")
RIGHT_MM = 85
"""What begins left of this is no line of the signer."""
NAME_GAP_MM = 12


@dataclass
class Foot:
    """``positions`` are the lines over the signature, authority first."""

    word: Line | None = None
    recipients: list = field(default_factory=list)
    drafter: Line | None = None
    positions: list = field(default_factory=list)
    other_positions: list = field(default_factory=list)
    name: Line | None = None

    @property
    def items(self):
        """The recipients, each with the lines that it takes, joined."""
        items = []
        for line in self.recipients:
            begins = line.plain.startswith(("-", "–", "+")) or line.layout.get("listed")
            if begins or not items or line.key.startswith("luu:"):
                dash = "- " if line.layout.get("listed") else ""
                items.append(dash + line.plain)
            else:
                items[-1] += " " + line.plain
        return items


def find_foot(paper, lines, expected):
    """Return the `Foot`, and the lines before it."""
    start = next((n for n, line in enumerate(lines) if _WORD.search(line.key)), None)
    if start is None:
        start = _by_authority(lines)
        if start is None:
            return Foot(), lines
    first = lines[start]
    if first.placed:
        while start and _is_beside(lines[start - 1], first):
            start -= 1
        left, right = _columns(lines[start:])
    else:
        table = first.cell[:1]
        while start and table and lines[start - 1].cell[:1] == table:
            start -= 1
        left, right = _cells(lines[start:], first)
    foot = Foot()
    _recipients(foot, left)
    _signer(foot, right, expected)
    return foot, lines[:start]


def _by_authority(lines):
    """Return where the signer begins when there are no recipients."""
    found = [
        n
        for n, line in enumerate(lines)
        if n > 5 and _AUTHORITY.search(line.key) and line.plain.isupper()
    ]
    return found[-1] if found else None


def _is_beside(line, word):
    if line.page != word.page or word.baseline - line.baseline > 6:
        return False
    return line.x0 >= RIGHT_MM


def _columns(lines):
    from .pdf import pieces

    left, right = [], []
    for line in lines:
        for piece in pieces(line):
            (right if piece.x0 >= RIGHT_MM else left).append(piece)
    return left, right


def _cells(lines, word):
    """Return both columns of the table of the foot, or of plain paragraphs."""
    if not word.cell:
        left = [line for line in lines if not line.plain.isupper()]
        return left, [line for line in lines if line.plain.isupper()]
    inside = [line for line in lines if line.cell[:1] == word.cell[:1]]
    left = [line for line in inside if line.cell[2] == word.cell[2]]
    return left, [line for line in inside if line.cell[2] > word.cell[2]]


def _recipients(foot, left):
    for line in left:
        if foot.word is None:
            match = _WORD.search(line.key)
            if match:
                foot.word = line
        elif _DRAFTER.match(line.plain):
            foot.drafter = line
        elif _is_item(foot, line):
            foot.recipients.append(line)


def _is_item(foot, line):
    """Tell whether the list goes on: it ends with “Lưu: …”."""
    if not foot.recipients:
        return True
    ended = key_of(foot.items[-1]).lstrip("-– ").startswith("luu")
    return not ended or not foot.recipients[-1].plain.endswith(".")


def _signer(foot, right, expected):
    right = [line for line in right if not line.plain.startswith("(")]
    if not right:
        return
    last = right[-1]
    above = right[:-1]
    if not last.plain.isupper() or _is_name(last, above, expected):
        foot.name, right = last, above
    for line in right:
        low = foot.positions and line.placed and foot.name
        low = low and line.page == foot.positions[-1].page
        if low and line.baseline - foot.positions[-1].baseline > NAME_GAP_MM:
            foot.other_positions.append(line)
        elif foot.other_positions:
            foot.other_positions.append(line)
        else:
            foot.positions.append(line)


def _is_name(line, above, expected):
    """Tell whether a line in capitals is the name, not a position."""
    if expected.signer and line.key == key_of(expected.signer):
        return True
    if not above or not line.placed or above[-1].page != line.page:
        return False
    return line.baseline - above[-1].baseline > NAME_GAP_MM
