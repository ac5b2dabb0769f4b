"""Signatures that show text only: annexes and electronic copies.

Decree 30/2020, Annex I, part I, II.8.b and III.1.d, part II, I.3: in the top right
corner of the first page, Times New Roman 10, upright, black, no picture; the time of
signing in the time zone of Việt Nam by ISO 8601.
"""

import math
from dataclasses import dataclass
from datetime import timedelta, timezone

from .appearance import Text, string_width, text_appearances
from .covering import covered
from .errors import NoCorner, UnreadablePdf
from .page_text import read_pages
from .placement import MM, Box

SIZE = 10.0
LEADING = 12.0
SIDE = 15 * MM  # the right margin of Decree 30 at its narrowest
TOPS = (10 * MM, 6 * MM, 4 * MM)  # below the edge, the first free one is taken
VIETNAM = timezone(timedelta(hours=7))


def local_time(moment):
    """Return an aware datetime as ISO 8601 in the time zone of Việt Nam.

    >>> from datetime import datetime, UTC
    >>> local_time(datetime(2026, 3, 5, 2, 30, 15, tzinfo=UTC))
    '2026-03-05T09:30:15+07:00'
    """
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Corner:
    """Where the text stands: a `Box` of the page as stored, and how it is turned."""

    box: Box
    turn: int  # degrees clockwise, as /Rotate of the page


def corner(pdf, lines):
    """Return the free `Corner` for these lines on page 1, or raise `NoCorner`."""
    page = _first_page(pdf)
    # pyHanko draws in whole points and stretches the rest.
    width = math.ceil(max(string_width(line, SIZE) for line in lines)) + 2
    height = round(LEADING * len(lines)) + 2
    left, bottom = (0, 0) if page.turn else (page.x0, page.y0)
    across, up = page.seen_size
    right = round(left + across - SIDE)
    for top in TOPS:
        y1 = round(bottom + up - top)
        seen = Box(0, right - width, y1 - height, right, y1)
        if not covered(page, seen):
            return Corner(_as_stored(page, seen), page.turn)
    raise NoCorner()


def _first_page(pdf):
    try:
        return read_pages(pdf)[0]
    except Exception as error:  # a broken page can raise anything
        raise UnreadablePdf() from error


def _as_stored(page, seen):
    """Return where a box that is seen on a turned page lies in the page's own space."""
    x0, y0, x1, y1 = seen.corners
    if not page.turn:
        return seen
    corners = {
        90: (page.width - y1, x0, page.width - y0, x1),
        180: (page.width - x1, page.height - y1, page.width - x0, page.height - y0),
        270: (y0, page.height - x1, y1, page.height - x0),
    }[page.turn]
    left, bottom, right, high = corners
    return Box(0, page.x0 + left, page.y0 + bottom, page.x0 + right, page.y0 + high)


def style(lines, turn=0):
    """Return a stamp style that shows ``lines``; a new one for every file."""
    from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    class LinesStyle(StaticStampStyle):
        def create_stamp(self, writer, box, text_params):
            content = _content(writer, lines, box, turn)
            drawn = StaticStampStyle(
                background=content,
                background_layout=SimpleBoxLayoutRule(
                    AxisAlignment.ALIGN_MIN,
                    AxisAlignment.ALIGN_MIN,
                    margins=Margins.uniform(0),
                ),
                background_opacity=1.0,
                border_width=0,
            )
            return drawn.create_stamp(writer, box, text_params)

    return LinesStyle(border_width=0)


def _content(writer, lines, box, turn):
    """Return the drawing: ReportLab's, turned as the page is."""
    from pyhanko.pdf_utils.content import RawContent, ResourceType
    from pyhanko.pdf_utils.generic import pdf_name

    width, height = box.width, box.height
    if turn % 180:
        width, height = height, width
    texts = [Text(line, width, LEADING, size=SIZE, align=2) for line in lines]
    moves, names = [], []
    for index, reference in enumerate(text_appearances(writer, texts)):
        name = f"/Line{index}"
        names.append((name, reference))
        down = height - 1 - LEADING * (index + 1)
        moves.append(f"q 1 0 0 1 0 {down:.2f} cm {name} Do Q")
    matrix = {
        0: "1 0 0 1 0 0",
        90: f"0 1 -1 0 {height:.2f} 0",
        180: f"-1 0 0 -1 {width:.2f} {height:.2f}",
        270: f"0 -1 1 0 0 {width:.2f}",
    }[turn]
    content = RawContent(f"q {matrix} cm {' '.join(moves)} Q".encode())
    content.set_writer(writer)
    for name, reference in names:
        content.set_resource(ResourceType.XOBJECT, pdf_name(name), reference)
    return content
