"""Where reviewers put their initials (ký nháy).

By the usage of Vietnamese offices: who answers for the content initials after the last
line of the text, who answers for the form after the last line of the recipients. Where
a line leaves no room, the initials stand in the right margin beside it.
"""

import re

from .covering import covered
from .errors import PlacesNotFound
from .placement import MM, Box, name_line

WIDTH, HEIGHT = 12 * MM, 6 * MM
GAP = 3.0
EDGE = 5 * MM  # nothing is printed nearer to the edge of the paper
KINDS = ("text", "recipients")

_RECIPIENTS = re.compile(r"^Nơi nhận\s*:")
_KEPT = re.compile(r"^[-–]?\s*Lưu\s*:")
_MOST = 12


def find_slots(pages, signer, kinds, taken=()):
    """Return a free Box for each of ``kinds``; see `KINDS`.

    ``taken``: boxes that are used already. Raises `PlacesNotFound`.
    """
    number, name = name_line(pages, signer)
    page = pages[number]
    anchors = {
        "text": _end_of_text(pages, number, name),
        "recipients": _end_of_recipients(page) or _end_of_text(pages, number, name),
    }
    slots, taken = [], list(taken)
    for kind in kinds:
        slot = _first_free(*anchors[kind], taken)
        slots.append(slot)
        taken.append(slot)
    return slots


def _end_of_text(pages, number, name):
    """Return (page, last line of the text): what stands above the closing block."""
    page = pages[number]
    feet = _head_of_block(page, name)
    above = [line for line in page.lines if line.baseline > feet + 2]
    if above:
        return page, above[-1]
    if number and pages[number - 1].lines:
        return pages[number - 1], pages[number - 1].lines[-1]
    raise PlacesNotFound(["text"])


def _head_of_block(page, name):
    """Return the baseline of the first line of the recipients or the position."""
    lines = [line for line in page.lines if line.baseline > name.baseline + 2]
    for line in reversed(lines):
        if _RECIPIENTS.match(line.text.strip()):
            return line.baseline
    middle = page.x0 + page.width * 0.45
    head = name.baseline
    for line in reversed(lines):
        if line.x0 < middle and line.x1 > middle:
            break
        if line.pieces()[-1].centre > middle:
            head = line.baseline
    return head


def _end_of_recipients(page):
    for line in reversed(page.lines):
        piece = line.pieces()[0]
        if _KEPT.match(piece.text.strip()):
            return page, piece
    return None


def _first_free(page, line, taken):
    for slot in _slots(page, line):
        mine = [box for box in taken if box.page == slot.page]
        if not covered(page, slot) and not any(_overlap(slot, box) for box in mine):
            return slot
    raise PlacesNotFound(["initials"])


def _slots(page, line):
    """Yield boxes to the right of a line, then in the margin beside and above it."""
    edge = page.x0 + page.width - EDGE
    bottom = line.baseline - 4
    left = line.x1 + GAP
    while left + WIDTH <= edge:
        yield Box(page.number, left, bottom, left + WIDTH, bottom + HEIGHT)
        left += WIDTH + GAP
    for step in range(_MOST):
        low = bottom + step * (HEIGHT + 1)
        yield Box(page.number, edge - WIDTH, low, edge, low + HEIGHT)


def _overlap(a, b):
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
