"""What differs between two versions of a text, paragraph by paragraph, word by word.

Before somebody agrees to a changed draft, or finds that it was changed after they
agreed (NĐ 30/2020 Điều 11 khoản 2), they must see the changed words and no others.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .text import clean

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ENDS = (".", ";", ":", "!", "?", "/.")
_ALIKE = 0.4
"""From here on two paragraphs are one that was changed, not two different ones."""
_MOST_PAIRS = 40_000
"""Pairs of paragraphs looked at within one changed place; beyond, they go in order."""


class Kind(StrEnum):
    """What happened to a span of words, or to a paragraph."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"


@dataclass(frozen=True)
class Span:
    """Words in a row that were kept, inserted or deleted."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the comparison; `Kind.CHANGED` has spans of several kinds."""

    kind: Kind
    spans: tuple

    @property
    def old(self):
        """The paragraph as it was; empty if it was inserted."""
        return "".join(s.text for s in self.spans if s.kind != Kind.INSERTED)

    @property
    def new(self):
        """The paragraph as it is now; empty if it was deleted."""
        return "".join(s.text for s in self.spans if s.kind != Kind.DELETED)


def words(text):
    """Divide a text into words, spaces and signs.

    >>> words("Điều 5. Hạn: 02 giờ")
    ['Điều', ' ', '5', '.', ' ', 'Hạn', ':', ' ', '02', ' ', 'giờ']
    """
    return _TOKEN.findall(text)


def paragraphs(text):
    """Return the paragraphs of a text with one a line; spaces are evened out.

    >>> paragraphs("Một   đoạn.\\n\\n  Đoạn hai. ")
    ['Một đoạn.', 'Đoạn hai.']
    """
    lines = (" ".join(clean(line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def paragraphs_of_pages(text):
    """Return the paragraphs of a text that was taken from printed pages.

    There a paragraph is broken into lines: a line goes on where the one before does
    not end a sentence and it does not begin with a capital, a digit or a dash.

    >>> paragraphs_of_pages("Thủ trưởng các đơn vị\\nchịu trách nhiệm.\\nĐiều 2. Hết")
    ['Thủ trưởng các đơn vị chịu trách nhiệm.', 'Điều 2. Hết']
    """
    found = []
    for line in paragraphs(text):
        goes_on = found and not found[-1].endswith(_ENDS) and line[0].islower()
        if goes_on:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def compare(old, new):
    """Compare two lists of paragraphs; return `Paragraph` objects in reading order.

    >>> (found,) = compare(["Hạn trả lời là 03 ngày."], ["Hạn trả lời là 05 ngày."])
    >>> [(str(span.kind), span.text) for span in found.spans][1:3]
    [('deleted', '03'), ('inserted', '05')]
    >>> [str(p.kind) for p in compare(["Một.", "Hai."], ["Một.", "Ba nữa."])]
    ['same', 'deleted', 'inserted']
    >>> compare([], [])
    ()
    """
    result = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            result += [_whole(Kind.SAME, text) for text in new[new_from:new_to]]
        else:
            result += _aligned(old[old_from:old_to], new[new_from:new_to])
    return tuple(result)


def is_changed(compared):
    """Tell whether a comparison found anything.

    >>> is_changed(compare(["a"], ["a"])), is_changed(compare(["a"], []))
    (False, True)
    """
    return any(paragraph.kind != Kind.SAME for paragraph in compared)


def count(compared):
    """Return how many paragraphs were changed, inserted and deleted.

    >>> count(compare(["Một.", "Hai."], ["Một.", "Ba nữa."]))
    {'changed': 0, 'inserted': 1, 'deleted': 1}
    """
    kinds = [paragraph.kind for paragraph in compared]
    return {
        str(kind): kinds.count(kind)
        for kind in (Kind.CHANGED, Kind.INSERTED, Kind.DELETED)
    }


def _whole(kind, text):
    return Paragraph(kind, (Span(kind, text),))


def _aligned(old, new):
    """Pair the paragraphs of one changed place that resemble each other, in order."""
    result, before, done = [], 0, 0
    for here, there in [*_pairs(old, new), (len(old), len(new))]:
        result += [_whole(Kind.DELETED, text) for text in old[before:here]]
        result += [_whole(Kind.INSERTED, text) for text in new[done:there]]
        if here < len(old):
            result.append(_changed(old[here], new[there]))
        before, done = here + 1, there + 1
    return result


def _pairs(old, new):
    """Return the best pairs (index of old, of new) that do not cross each other."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [pair for pair in enumerate(range(len(new))) if pair[0] < len(old)]
    bags = [[frozenset(words(text.lower())) for text in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = _likeness(bags[0][i], bags[1][j]) + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    return _followed(best, bags)


def _followed(best, bags):
    pairs, i, j = [], 0, 0
    while i < len(bags[0]) and j < len(bags[1]):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _likeness(first, second):
    share = len(first & second) / max(len(first | second), 1)
    return share if share >= _ALIKE else 0.0


def _changed(old, new):
    """Return a paragraph with the words that were kept, deleted and inserted."""
    before, after = words(old), words(new)
    spans = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            spans.append(Span(Kind.SAME, "".join(after[new_from:new_to])))
            continue
        for kind, part in (
            (Kind.DELETED, before[old_from:old_to]),
            (Kind.INSERTED, after[new_from:new_to]),
        ):
            if part:
                spans.append(Span(kind, "".join(part)))
    return Paragraph(Kind.CHANGED, tuple(_smoothed(spans)))


def _smoothed(spans):
    """Join changes that only a space parts: “ba ngày” became “năm tuần” as a whole."""
    result = list(spans)
    place = 1
    while place < len(result) - 1:
        if result[place].kind == Kind.SAME and result[place].text.isspace():
            left = _run_before(result, place)
            right = _run_after(result, place)
            if left and right:
                joined = _joined(result[left[0] : right[1]])
                result[left[0] : right[1]] = joined
                place = left[0]
        place += 1
    return result


def _run_before(spans, place):
    start = place
    while start and spans[start - 1].kind != Kind.SAME:
        start -= 1
    return (start, place) if place - start == 2 else None


def _run_after(spans, place):
    end = place + 1
    while end < len(spans) and spans[end].kind != Kind.SAME:
        end += 1
    return (place + 1, end) if end - place - 1 == 2 else None


def _joined(spans):
    old = "".join(s.text for s in spans if s.kind != Kind.INSERTED)
    new = "".join(s.text for s in spans if s.kind != Kind.DELETED)
    return [Span(Kind.DELETED, old), Span(Kind.INSERTED, new)]
