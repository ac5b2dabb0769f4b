"""Where number, date, signature and seal go on a page laid out by Decree 30/2020.

Annex I: the number stands after “Số:” and before the sign “/QĐ-UBND” (part II.3), the
date in “Quảng Xương, ngày … tháng … năm …” (II.4); the picture of the signature is
centred between the signer's position and name (II.7.d); the seal has its real size and
covers about a third of the signature on its left (II.8.a). Neither covers a word: the
seal is moved a little where it would, and a page without room is refused.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass, field, replace

from .covering import covered, letters_under
from .errors import CoversText, PlacesNotFound

MM = 72 / 25.4
SEAL_MM = 36  # a district-level agency's round seal (Circular 07/2010/TT-BCA)
SEAL = SEAL_MM * MM
SEAL_SHARE = 1 / 3  # of the signature's picture that the seal covers
SIGNATURE_RATIO = 2.25  # width to height of a signature's picture
SIGNATURE_WIDTH = 60 * MM  # at most
SIGNATURE_HEIGHT = 22 * MM  # at most
MIN_ROOM = 36.0  # points between position and name
MAX_ROOM = 220.0
MIN_GAP = 13.0  # two digits of 13 points
YEAR_WIDTH = 28.0  # four digits of 13 points
BELOW, ABOVE = 3.5, 12.0  # a field's reach around the baseline

# How the seal may be moved, the least first: share of the signature, millimetres up.
_MOVES = sorted(
    itertools.product((1 / 3, 0.30, 0.36, 0.27, 0.40, 0.25), range(-14, 15, 2)),
    key=lambda move: abs(move[0] - SEAL_SHARE) * 100 + abs(move[1]),
)

MAX_TOUCHED = 3  # letters at the end of a word that the seal's ring may touch

_NUMBER = re.compile(r"Số\s*:(?P<so_vb>[\s.…_]*)/")
_DATE = re.compile(
    r",\s*ngày(?P<ngay>[\s.…_]*)tháng(?P<thang>[\s.…_]*)năm(?P<nam>[\s.…_]*)(?P<year>\d{4})?"
)
_NAME = re.compile(r"^(?:[^\W\d_]+\.?\s){1,5}[^\W\d_]+$")


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 13.0  # of the letters around
    dotted: bool = False  # a printed “……” that the value must hide

    @property
    def corners(self):
        return (self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True)
class Places:
    texts: dict  # field name: Box
    signature: Box
    seal: Box


@dataclass(frozen=True)
class Wish:
    """What is known of the signer and the seal before the places are looked for.

    ``signer``: the printed name; without it any name under a position will do.
    ``ratio``: width to height of the signature's picture. ``seal_mm``: the seal's
    real size. ``shifts``: {"signature" or "seal": (right, up) in millimetres} by
    which a person moved a box away from where it is found.
    """

    signer: str | None = None
    ratio: float = SIGNATURE_RATIO
    seal_mm: float = SEAL_MM
    shifts: dict = field(default_factory=dict)


def find_places(pages, wish=None):
    """Return all places, or raise with everything that is missing at once.

    Raises `CoversText` when only a person's own shift puts a box over a word.
    """
    wish = wish or Wish()
    missing = []
    first = pages[0]
    if first.rotated:
        raise PlacesNotFound(["rotated"])
    texts = {}
    number = _gap(first, _NUMBER, ("so_vb",))
    texts.update(number or {})
    dates = _dates(first)
    texts.update(dates or {})
    missing += [
        name for name, found in (("number", number), ("date", dates)) if not found
    ]
    signature = _signer_room(pages, wish)
    seal = None
    if isinstance(signature, Box):
        page = pages[signature.page]
        signature = _shifted(signature, wish, "signature", page)
        seal = _seal_box(signature, page, wish)
        missing += [] if seal else ["seal"]
    else:
        missing.append(signature)
    if missing:
        raise PlacesNotFound(missing)
    return Places(texts, signature, seal)


def _gap(page, pattern, names):
    """Return the boxes of the named gaps of the first line that has them all."""
    for line in page.lines:
        match = pattern.search(line.text)
        if not match:
            continue
        boxes = {name: _span(page, line, match.span(name)) for name in names}
        if all(box.x1 - box.x0 >= MIN_GAP for box in boxes.values()):
            return boxes
    return None


def _span(page, line, span):
    start, end = span
    before = line.glyphs[start - 1]
    left = before.x1
    right = line.glyphs[end].x0 if end < len(line.glyphs) else left + YEAR_WIDTH
    filler = "".join(glyph.text for glyph in line.glyphs[start:end])
    return Box(
        page.number,
        left + 1,
        before.baseline - BELOW,
        right - 1 if right - left > MIN_GAP + 2 else right,
        before.baseline + ABOVE,
        size=min(max(round(before.size * 2) / 2, 12.0), 14.0),
        dotted=bool(filler.strip()),
    )


def _dates(page):
    boxes = _gap(page, _DATE, ("ngay", "thang"))
    if not boxes:
        return None
    for line in page.lines:
        match = _DATE.search(line.text)
        if match and not match["year"]:
            boxes["nam"] = _span(page, line, match.span("nam"))
    return boxes


def _signer_room(pages, wish):
    """Return the signature's Box, or the name of what is missing.

    The last page that has the block wins: annexes may follow it, quotations of other
    signatures come before it.
    """
    found = "signer"
    for number in reversed(range(len(pages))):
        page = pages[number]
        for name, room in _blocks(page, wish.signer):
            if room >= MIN_ROOM:
                return _signature_box(page, name, min(room, MAX_ROOM), wish.ratio)
            found = "room"
    return found


def name_line(pages, signer=None):
    """Return (number of the page, line of the signer's name), or raise."""
    for number in reversed(range(len(pages))):
        for name, _room in _blocks(pages[number], signer):
            return number, name
    raise PlacesNotFound(["signer"])


def _blocks(page, signer):
    """Yield (printed name, free height above it), the lowest on the page first."""
    middle = page.x0 + page.width * 0.45
    pieces = [piece for line in page.lines for piece in line.pieces()]
    for index in reversed(range(len(pieces))):
        name = pieces[index]
        if name.centre <= middle or not _is_name(name.text, signer):
            continue
        above = [piece for piece in pieces[:index] if _stands_over(piece, name)]
        room = _room(above[-1], name) if above else MAX_ROOM
        # Without a known name, a position in capitals shows what is one.
        if signer or (above and above[-1].text.isupper() and room <= MAX_ROOM):
            yield name, room


def _stands_over(piece, name):
    reach = SIGNATURE_HEIGHT * SIGNATURE_RATIO / 2
    return piece.x0 < name.centre + reach and piece.x1 > name.centre - reach


def _is_name(text, signer):
    if not signer:
        return bool(_NAME.match(text)) and text == text.title()
    printed, wanted = _plain(text), _plain(signer)
    wrapped = len(printed) > 5 and wanted.startswith(f"{printed} ")
    return printed == wanted or printed.endswith(f" {wanted}") or wrapped


def _plain(text):
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _room(above, name):
    """Return the free height between the feet of one line and the head of another."""
    return above.baseline - above.size * 0.25 - (name.baseline + name.size * 0.8)


def _signature_box(page, name, room, ratio):
    height = min(room - 4, SIGNATURE_HEIGHT, SIGNATURE_WIDTH / ratio)
    width = height * ratio
    middle = name.baseline + name.size * 0.8 + min(room, 2 * SIGNATURE_HEIGHT) / 2
    left = min(name.centre - width / 2, page.x0 + page.width - width - 10)
    bottom = middle - height / 2
    return Box(page.number, left, bottom, left + width, bottom + height)


def _seal_box(signature, page, wish):
    """Return where the seal covers about a third of the signature and no word.

    Where no place near by is free, the one where its ring touches the least letters;
    None when those are too many. A box that a person moved stays where it was put,
    or `CoversText` is raised.
    """
    size = wish.seal_mm * MM
    if "seal" in wish.shifts:
        box = _seal_at(signature, page, size, SEAL_SHARE, 0)
        return _shifted(box, wish, "seal", page, is_round=True)
    best, least = None, MAX_TOUCHED + 1
    for share, up in _MOVES:
        box = _seal_at(signature, page, size, share, up * MM)
        touched = letters_under(page, box)
        if touched < least:
            best, least = box, touched
        if not touched:
            break
    return best


def _seal_at(signature, page, size, share, up):
    """Return the seal's box over a share of the signature, on the page."""
    right = signature.x0 + (signature.x1 - signature.x0) * share
    middle = (signature.y0 + signature.y1) / 2 + up
    left = max(right - size, page.x0 + 10)
    bottom = max(middle - size / 2, page.y0 + 10)
    return Box(signature.page, left, bottom, left + size, bottom + size)


def _shifted(box, wish, name, page, is_round=False):
    """Return the box where a person moved it; raise when it covers a word there."""
    if name not in wish.shifts:
        return box
    right, up = (float(millimetres) * MM for millimetres in wish.shifts[name])
    moved = replace(
        box, x0=box.x0 + right, x1=box.x1 + right, y0=box.y0 + up, y1=box.y1 + up
    )
    inside = page.x0 <= moved.x0 and moved.x1 <= page.x0 + page.width
    inside = inside and page.y0 <= moved.y0 and moved.y1 <= page.y0 + page.height
    words = covered(page, moved, is_round)
    if words or not inside:
        raise CoversText(words)
    return moved
