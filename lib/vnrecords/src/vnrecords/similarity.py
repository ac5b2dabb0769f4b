"""How much two subjects say the same: for a warning that a document came twice."""

import re

from .text import normalize

_DIGITS = re.compile(r"\d+")
LIKELY_SAME = 0.6
"""From here on two subjects of one sender within a month deserve a look."""


def similarity(first, second):
    """Return 0 to 1: the share of letter triples that two texts have in common.

    Numbers count as a whole: monthly reports are alike, but not the same.

    >>> similarity("Báo cáo tháng 2 năm 2026", "BÁO CÁO THÁNG 2 NĂM 2026")
    1.0
    >>> similarity("Báo cáo tháng 2 năm 2026", "Báo cáo tháng 3 năm 2026")
    0.0
    >>> similarity("Kế hoạch phòng cháy", "Giấy mời họp") < 0.2
    True
    """
    first, second = normalize(first or ""), normalize(second or "")
    if set(_numbers(first)) != set(_numbers(second)):
        return 0.0
    ours, theirs = _triples(first), _triples(second)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _numbers(text):
    return [int(digits) for digits in _DIGITS.findall(text)]


def _triples(text):
    found = set()
    for word in text.split():
        padded = f"  {word} "
        found.update(padded[place : place + 3] for place in range(len(padded) - 2))
    return found
