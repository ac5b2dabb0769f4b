"""What all printed pages share: text styles, lines with gaps, rules, the PDF itself."""

import io
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph
from reportlab.platypus.doctemplate import LayoutError as TooLarge

from ..errors import LayoutError
from ..text import clean
from . import fonts
from .geometry import MM, PORTRAIT, SINGLE_SPACING

CENTER, JUSTIFY, LEFT, RIGHT = TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
PAGE_NUMBER_PT = 13
MARK_PT = 8


@dataclass(frozen=True)
class Anchor:
    """A place left free on purpose, found again without reading the PDF."""

    name: str
    """``number``, ``day``, ``month``, ``year`` or ``signature``."""
    page: int
    """Counted from 0."""
    box: tuple
    """Left, bottom, right, top in points from the lower left corner."""


@dataclass(frozen=True)
class Drawing:
    """A PDF and the places left free in it."""

    pdf: bytes
    anchors: tuple = ()
    pages: int = 0

    def anchor(self, name):
        """Return the `Anchor` of that name, or None."""
        return next((a for a in self.anchors if a.name == name), None)


@dataclass(frozen=True)
class Gap:
    """Room for something filled in later; ``width`` in mm."""

    name: str
    width: float


def style(size, font=fonts.REGULAR, align=LEFT, spacing=1.0, **options):
    """Return a paragraph style; ``spacing`` in lines (PL I phần I mục II.6e)."""
    fonts.register()
    return ParagraphStyle(
        "text",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=size * SINGLE_SPACING * spacing,
        alignment=align,
        **options,
    )


def paragraph(text, paragraph_style):
    """Set plain ``text``: NFC, and ``&`` and ``<`` as themselves."""
    return Paragraph(markup(text), paragraph_style)


def markup(text):
    """Escape ``text`` for a paragraph; line ends stay line ends."""
    return escape(clean(str(text or "")).strip()).replace("\n", "<br/>")


class Line(Flowable):
    """One line of words and gaps, centred; keeps to the right edge if too long."""

    def __init__(self, pieces, size, font=fonts.REGULAR, anchors=None):
        super().__init__()
        fonts.register()
        self.pieces = [p if isinstance(p, Gap) else clean(p) for p in pieces]
        self.size, self.font, self.anchors = size, font, anchors

    def wrap(self, available_width, _available_height):
        self.width, self.height = available_width, self.size * SINGLE_SPACING
        return self.width, self.height

    def draw(self):
        length = sum(map(self._length, self.pieces))
        x = min((self.width - length) / 2, self.width - length)
        self.canv.setFont(self.font, self.size)
        for piece in self.pieces:
            if isinstance(piece, Gap):
                self._record(piece, x)
            else:
                self.canv.drawString(x, self._baseline, piece)
            x += self._length(piece)

    @property
    def _baseline(self):
        return self.height - self.size

    def _length(self, piece):
        if isinstance(piece, Gap):
            return piece.width * MM
        return fonts.width(piece, self.font, self.size)

    def _record(self, gap, x):
        if self.anchors is not None:
            box = (
                x,
                self._baseline - 3,
                x + gap.width * MM,
                self._baseline + self.size,
            )
            self.anchors.append(anchor_at(self.canv, gap.name, box))


def anchor_at(canvas, name, box):
    """Return the `Anchor` of ``box``, given in the coordinates of a flowable."""
    x0, y0 = canvas.absolutePosition(box[0], box[1])
    x1, y1 = canvas.absolutePosition(box[2], box[3])
    return Anchor(name, canvas.getPageNumber() - 1, (x0, y0, x1, y1))


class Rule(Flowable):
    """A solid line of ``length`` points, centred, with space above and below it."""

    def __init__(self, length, above=4, below=2):
        super().__init__()
        self.length, self.above, self.below = length, above, below

    def wrap(self, available_width, _available_height):
        self.width, self.height = available_width, self.above + self.below
        return self.width, self.height

    def draw(self):
        length = min(self.length, self.width)
        start = (self.width - length) / 2
        self.canv.setLineWidth(0.6)
        self.canv.line(start, self.below, start + length, self.below)


def build(story, geometry=PORTRAIT, first_page=None, anchors=(), mark="", **metadata):
    """Lay out ``story`` and return the `Drawing`.

    Pages are numbered from the second on, in the middle of the top margin (PL I phần I
    mục I.7). The same content gives the same bytes: no date or random id is written.
    ``mark``: a small line at the foot of every page; see `forms.print_mark`.
    """
    buffer = io.BytesIO()
    document = _document(buffer, geometry, first_page, mark, metadata)
    try:
        document.build(story)
    except TooLarge as error:
        raise LayoutError(f"an item is larger than a page: {error}") from error
    return Drawing(buffer.getvalue(), tuple(anchors), document.page)


def _document(buffer, geometry, first_page, mark, metadata):
    fonts.register()
    frame = Frame(
        geometry.left * MM,
        geometry.bottom * MM,
        geometry.text_width * MM,
        (geometry.height - geometry.top - geometry.bottom) * MM,
        *[0] * 4,
    )

    on_page = _page_marks(geometry, first_page, mark)
    template = PageTemplate(frames=[frame], onPage=on_page, pagesize=geometry.size_pt)
    return BaseDocTemplate(
        buffer,
        pagesize=geometry.size_pt,
        pageTemplates=[template],
        initialFontName=fonts.REGULAR,
        invariant=1,
        lang="vi-VN",
        **{key: clean(value) for key, value in metadata.items() if value},
    )


def _page_marks(geometry, first_page, mark):
    """Return what is drawn on each page beside the text."""

    def draw(canvas, document):
        if document.page > 1:
            _page_number(canvas, geometry)
        elif first_page:
            first_page(canvas, geometry)
        if mark:
            left, width = geometry.left * MM, geometry.text_width * MM
            draw_mark(canvas, mark, left, geometry.bottom / 2 * MM, width)

    return draw


def draw_mark(canvas, mark, left, bottom, width):
    """Write one small line, smaller still where ``width`` (points) is too narrow."""
    text = clean(mark)
    size = min(
        MARK_PT, MARK_PT * width / max(fonts.width(text, fonts.ITALIC, MARK_PT), 1)
    )
    canvas.setFont(fonts.ITALIC, size)
    canvas.drawString(left, bottom, text)


def _page_number(canvas, geometry):
    canvas.setFont(fonts.REGULAR, PAGE_NUMBER_PT)
    middle = (geometry.left + geometry.text_width / 2) * MM
    above = geometry.height - geometry.top / 2
    canvas.drawCentredString(middle, above * MM - 4, str(canvas.getPageNumber()))
