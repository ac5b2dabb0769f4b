"""Long tables drawn straight onto the page: a book of 10,000 lines in seconds.

A `reportlab` table lays out each cell as a paragraph and copies the rest of itself at
every page; here words are measured once and each page costs the lines that it shows.
"""

from dataclasses import dataclass
from itertools import accumulate

from reportlab.platypus import Flowable

from ..pages import fonts
from ..pages.drawing import CENTER
from ..pages.geometry import MM, SINGLE_SPACING
from ..text import clean
from .table import breakable, cell_text

SIZE_PT = 11
PADDING_PT = 3
LEADING_PT = SIZE_PT * SINGLE_SPACING
MOST_LINES = 24
"""A row with more lines goes on in a second row, so that every row fits a page."""


@dataclass(frozen=True)
class GridRow:
    """The wrapped lines of each cell; ``runs_on``: no rule below it."""

    cells: tuple
    runs_on: bool = False
    is_head: bool = False
    is_bold: bool = False

    @property
    def height(self):
        """Height in points."""
        most = max((len(cell) for cell in self.cells), default=1)
        return max(most, 1) * LEADING_PT + 2 * PADDING_PT


class Wrapper:
    """Breaks text into lines of a column; remembers how wide a word is."""

    def __init__(self, font=fonts.REGULAR):
        fonts.register()
        self.font, self._widths = font, {}
        self.space = self._width(" ")

    def _width(self, word):
        width = self._widths.get(word)
        if width is None:
            width = self._widths[word] = fonts.width(word, self.font, SIZE_PT)
        return width

    def lines(self, value, width_mm):
        """Return the lines of a value, at least one.

        >>> Wrapper().lines("Quyết định thành lập Tổ", 22)
        ['Quyết định', 'thành lập Tổ']
        """
        text = clean(cell_text(value)).strip()
        room = width_mm * MM - 2 * PADDING_PT
        return [
            line
            for part in breakable(text, width_mm).split("\n")
            for line in self._fill(part.split(), room)
        ]

    def _fill(self, words, room):
        lines, line, used = [], [], 0
        for word in (piece for long in words for piece in self._cut(long, room)):
            width = self._width(word)
            if line and used + self.space + width > room:
                lines.append(" ".join(line))
                line, used = [], 0
            used += width + (self.space if line else 0)
            line.append(word)
        return [*lines, " ".join(line)]

    def _cut(self, word, room):
        """Cut what is wider than the column even by itself."""
        if self._width(word) <= room:
            return [word]
        pieces = [""]
        for char in word:
            if pieces[-1] and self._width(pieces[-1] + char) > room:
                pieces.append("")
            pieces[-1] += char
        return pieces


def grid_rows(columns, rows, wrapper=None):
    """Return the `GridRow` of each row; a row too high for a page becomes several."""
    wrapper = wrapper or Wrapper()
    result = []
    for row in rows:
        cells = [
            wrapper.lines(getattr(row, column.field), column.width)
            for column in columns
        ]
        most = max(map(len, cells))
        for start in range(0, most, MOST_LINES):
            part = tuple(cell[start : start + MOST_LINES] for cell in cells)
            result.append(GridRow(part, runs_on=start + MOST_LINES < most))
    return result


def head_rows(columns):
    """Return the two rows that every page repeats: titles and ``(1) (2) …``."""
    bold = Wrapper(fonts.BOLD)
    titles = tuple(bold.lines(column.title, column.width) for column in columns)
    places = tuple([f"({place})"] for place in range(1, len(columns) + 1))
    return (
        GridRow(titles, is_head=True, is_bold=True),
        GridRow(places, is_head=True),
    )


class Grid(Flowable):
    """The table, or the part of it from one row to another."""

    def __init__(self, columns, rows, head=None, first=0, last=None, heights=None):
        super().__init__()
        self.columns, self.rows = columns, rows
        self.head = head or head_rows(columns)
        self.first, self.last = first, len(rows) if last is None else last
        heights = heights or [0, *accumulate(row.height for row in rows)]
        self.heights = heights
        self.head_height = sum(row.height for row in self.head)

    def wrap(self, _available_width, _available_height):
        self.width = sum(column.width for column in self.columns) * MM
        self.height = self.head_height + self._span(self.first, self.last)
        return self.width, self.height

    def _span(self, first, last):
        return self.heights[last] - self.heights[first]

    def split(self, _available_width, available_height):
        """Return this page's part and the rest; nothing when no row fits."""
        room = available_height - self.head_height
        last = self.first
        while last < self.last and self._span(self.first, last + 1) <= room:
            last += 1
        if last == self.first:
            return []
        return [self._part(self.first, last), self._part(last, self.last)]

    def _part(self, first, last):
        return Grid(self.columns, self.rows, self.head, first, last, self.heights)

    def draw(self):
        self.canv.setLineWidth(0.5)
        self.canv.line(0, self.height, self.width, self.height)
        top = self.height
        for row in (*self.head, *self.rows[self.first : self.last]):
            self._draw_row(row, top)
            top -= row.height
            if not row.runs_on:
                self.canv.line(0, top, self.width, top)
        self._draw_columns(top)
        if top and self.last and self.rows[self.last - 1].runs_on:
            self.canv.line(0, top, self.width, top)

    def _draw_columns(self, bottom):
        left = 0
        self.canv.line(0, bottom, 0, self.height)
        for column in self.columns:
            left += column.width * MM
            self.canv.line(left, bottom, left, self.height)

    def _draw_row(self, row, top):
        canvas, left = self.canv, 0
        canvas.setFont(fonts.BOLD if row.is_bold else fonts.REGULAR, SIZE_PT)
        for column, lines in zip(self.columns, row.cells, strict=True):
            width = column.width * MM
            y = top - PADDING_PT - SIZE_PT
            if row.is_head:
                y -= (row.height - 2 * PADDING_PT - len(lines) * LEADING_PT) / 2
            for line in lines:
                if row.is_head or column.align == CENTER:
                    canvas.drawCentredString(left + width / 2, y, line)
                else:
                    canvas.drawString(left + PADDING_PT, y, line)
                y -= LEADING_PT
            left += width
