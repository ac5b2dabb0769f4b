"""The letters of a PDF page with their places, as lines to search in."""

import io
import unicodedata
from dataclasses import dataclass

BASELINE_TOLERANCE = 2.0  # points; letters of one line may sit a little apart


@dataclass(frozen=True)
class Glyph:
    """One letter; coordinates in points from the lower left corner of the page."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float

    @property
    def top(self):
        return self.baseline + self.size * 0.8

    @property
    def bottom(self):
        return self.baseline - self.size * 0.25


@dataclass(frozen=True)
class Line:
    """Letters on one baseline, left to right, spaces shown where there is a gap."""

    glyphs: tuple  # of Glyph, one per character of ``text``

    @property
    def text(self):
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def baseline(self):
        return self.glyphs[0].baseline

    @property
    def x0(self):
        return self.glyphs[0].x0

    @property
    def x1(self):
        return self.glyphs[-1].x1

    @property
    def centre(self):
        return (self.x0 + self.x1) / 2

    @property
    def size(self):
        return max(glyph.size for glyph in self.glyphs)

    def pieces(self, gap=20.0):
        """Return the parts that stand at least ``gap`` points apart."""
        inked = [glyph for glyph in self.glyphs if not glyph.text.isspace()]
        parts = []
        for glyph in inked:
            if parts and glyph.x0 - parts[-1][-1].x1 < gap:
                parts[-1].append(glyph)
            else:
                parts.append([glyph])
        return [Line(_with_spaces(part)) for part in parts]


@dataclass(frozen=True)
class Page:
    number: int  # from 0
    x0: float
    y0: float
    width: float
    height: float
    turn: int  # clockwise, 0, 90, 180 or 270: letters stand as they are seen
    lines: tuple  # of Line, top to bottom

    @property
    def rotated(self):
        return bool(self.turn)

    @property
    def seen_size(self):
        """Return (width, height) of the page as it is seen."""
        size = self.width, self.height
        return size[::-1] if self.turn % 180 else size


def read_pages(pdf):
    """Return a reader of single pages: its length is the number of pages.

    Pages are laid out only when asked for: a letter's first page and its last one are
    enough in nearly every case.
    """
    from pdfminer.pdfpage import PDFPage

    return _Pages(list(PDFPage.get_pages(io.BytesIO(pdf))))


class _Pages:
    def __init__(self, pages):
        self._pages = pages

    def __len__(self):
        return len(self._pages)

    def __getitem__(self, number):
        page = self._pages[number]
        x0, y0, x1, y1 = page.mediabox
        turn = page.rotate % 360 // 90 * 90
        # pdfminer turns a page upright and puts its corner at the origin.
        corner = (0, 0) if turn else (float(x0), float(y0))
        glyphs = [
            glyph
            for char in _characters(_layout(page))
            for glyph in _glyphs(char, *corner)
        ]
        return Page(
            number=number,
            x0=float(x0),
            y0=float(y0),
            width=float(x1 - x0),
            height=float(y1 - y0),
            turn=turn,
            lines=tuple(_group(glyphs)),
        )


def _layout(page):
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    PDFPageInterpreter(resources, device).process_page(page)
    return device.get_result()


def _characters(container):
    from pdfminer.layout import LTChar, LTFigure

    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from _characters(item)


def _glyphs(char, dx, dy):
    """Yield the letters of one drawn character; a ligature counts as several."""
    text = unicodedata.normalize("NFC", char.get_text())
    if text.startswith("(cid:"):
        return
    width = (char.x1 - char.x0) / max(len(text), 1)
    for index, letter in enumerate(text):
        x0 = char.x0 + dx + index * width
        yield Glyph(letter, x0, x0 + width, char.matrix[5] + dy, char.size)


def _group(glyphs):
    """Return lines, top to bottom, from letters in any order."""
    rows = []
    for glyph in sorted(glyphs, key=lambda g: -g.baseline):
        if rows and rows[-1][0].baseline - glyph.baseline <= BASELINE_TOLERANCE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: g.x0)
        if any(not glyph.text.isspace() for glyph in row):
            yield Line(_with_spaces(row))


def _with_spaces(row):
    """Return the letters with a space glyph wherever the page leaves a gap."""
    result = []
    for glyph in row:
        previous = result[-1] if result else None
        if previous and unicodedata.combining(glyph.text):
            text = unicodedata.normalize("NFC", previous.text + glyph.text)
            result[-1] = Glyph(
                text, previous.x0, previous.x1, previous.baseline, previous.size
            )
            continue
        if previous and glyph.x0 - previous.x1 > glyph.size * 0.15:
            if not previous.text.isspace() and not glyph.text.isspace():
                result.append(
                    Glyph(" ", previous.x1, glyph.x0, glyph.baseline, glyph.size)
                )
        result.append(glyph)
    return tuple(result)
