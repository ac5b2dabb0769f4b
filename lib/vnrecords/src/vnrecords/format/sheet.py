"""A document as it lies on paper, whether read from a Word file or from a PDF.

Lengths in mm from the upper left corner of the page, sizes of letters in pt.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from ..text import clean, unaccent

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Face:
    """How a letter looks; ``color`` is red, green, blue in 0…1."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    color: tuple = (0, 0, 0)


@dataclass(frozen=True)
class Line:
    """A printed line of a PDF, or a paragraph of a Word file.

    ``faces`` has one `Face` for each character of ``text``; ``lefts`` and ``rights``
    their edges, in a PDF only.
    """

    text: str
    faces: tuple
    page: int = 0
    lefts: tuple = ()
    rights: tuple = ()
    baseline: float | None = None
    align: str = ""
    """Of a Word paragraph: left, center, right, both."""
    cell: tuple = ()
    """Table, row and column in a Word file."""
    ruled: bool = False
    """A Word paragraph has a drawn line below."""
    layout: dict = field(default_factory=dict, compare=False)
    """Of a Word paragraph: indent (mm), before, after (pt), spacing (lines)."""

    @cached_property
    def plain(self):
        """The words with single plain spaces, in NFC."""
        return _SPACES.sub(" ", clean(self.text)).strip()

    @cached_property
    def key(self):
        """The words without accents and case, to be recognised by."""
        return unaccent(self.plain).lower()

    @property
    def x0(self):
        return self.lefts[0]

    @property
    def x1(self):
        return self.rights[-1]

    @property
    def middle(self):
        return (self.x0 + self.x1) / 2

    @property
    def placed(self):
        """Whether it is known where the line stands."""
        return bool(self.lefts)

    @property
    def size(self):
        """The size of most letters."""
        sizes = [face.size for face in self.inked]
        return max(set(sizes), key=sizes.count) if sizes else 0

    @property
    def inked(self):
        """The faces of the characters that are no spaces."""
        pairs = zip(self.text, self.faces, strict=True)
        return [face for letter, face in pairs if not letter.isspace()]

    def share(self, attribute):
        """Return for which part of the letters ``attribute`` holds, 0 to 1."""
        faces = self.inked
        return sum(getattr(face, attribute) for face in faces) / (len(faces) or 1)

    def part(self, start, end):
        """Return the characters from ``start`` to ``end`` as a line of their own."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        return Line(
            self.text[start:end],
            self.faces[start:end],
            self.page,
            self.lefts[start:end],
            self.rights[start:end],
            self.baseline,
            self.align,
            self.cell,
            self.ruled,
            self.layout,
        )


def join(lines):
    """Return the words of several lines as one text.

    >>> join([])
    ''
    """
    return " ".join(line.plain for line in lines)


@dataclass(frozen=True)
class Stroke:
    """A horizontal line."""

    x0: float
    x1: float
    y: float

    @property
    def length(self):
        return self.x1 - self.x0


@dataclass(frozen=True)
class Page:
    """Size in mm; ``margins`` by side where they are declared (Word files)."""

    number: int
    width: float
    height: float
    lines: tuple = ()
    strokes: tuple = ()
    margins: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class NumberField:
    """The page number of a Word file: where its field stands, on which pages."""

    place: str
    """header or footer"""
    align: str
    size: float
    on_first: bool


@dataclass(frozen=True)
class Paper:
    """A whole document; a Word file has one page per section, in order."""

    kind: str
    """pdf or docx"""
    pages: tuple
    count: int = 0
    """Number of pages, 0 if a Word file does not tell."""
    unread: tuple = ()
    """Numbers of the pages that were not looked at."""
    number_fields: tuple = ()

    @property
    def is_pdf(self):
        return self.kind == "pdf"

    @property
    def lines(self):
        return [line for page in self.pages for line in page.lines]

    def rule_below(self, lines, reach=9):
        """Return the `Stroke` under the last of ``lines``, True, or None.

        True: a Word file has one whose length is not told.
        """
        if not lines:
            return None
        last = lines[-1]
        if not last.placed:
            return any(line.ruled for line in lines) or None
        left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
        found = [
            stroke
            for page in self.pages
            if page.number == last.page
            for stroke in page.strokes
            if 0 <= stroke.y - last.baseline <= reach
            and stroke.x0 >= left - 5
            and stroke.x1 <= right + 5
            and stroke.length > 3
        ]
        return min(found, key=lambda stroke: stroke.y, default=None)
