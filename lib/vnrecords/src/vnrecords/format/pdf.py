"""Reads a PDF into a `Paper`: letters with their faces, and drawn lines."""

import io
import re
import struct
import unicodedata
from statistics import median

from ..errors import UnreadableFile
from .sheet import Face, Line, Page, Paper, Stroke

MM = 72 / 25.4
MOST_PAGES = 20
"""Of a longer file the first ones and the last two are looked at."""
LAST_PAGES = 2
SAME_LINE_PT = 1.2
# What the reader stumbles over in files that are damaged or made to do harm.
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError)
_BROKEN += (ArithmeticError, RecursionError, NotImplementedError, struct.error)
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile("italic|oblique", re.IGNORECASE)


def read(data):
    """Return the `Paper` of the bytes of a PDF; raises `UnreadableFile`."""
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psexceptions import PSException

    try:
        sheets = list(PDFPage.get_pages(io.BytesIO(data)))
        numbers = _chosen(len(sheets))
        pages = tuple(_page(number, sheets[number - 1]) for number in numbers)
    except (PDFException, PSException, *_BROKEN) as error:
        raise UnreadableFile(f"not a readable PDF: {error}") from error
    if not pages:
        raise UnreadableFile("a PDF without pages")
    unread = tuple(sorted(set(range(1, len(sheets) + 1)) - set(numbers)))
    return Paper("pdf", pages, len(sheets), unread)


def _chosen(count):
    """Return the numbers of the pages to read.

    >>> _chosen(3), len(_chosen(200)), _chosen(200)[-1]
    ([1, 2, 3], 20, 200)
    """
    if count <= MOST_PAGES:
        return list(range(1, count + 1))
    first = range(1, MOST_PAGES - LAST_PAGES + 1)
    return [*first, *range(count - LAST_PAGES + 1, count + 1)]


def _page(number, sheet):
    layout = _layout(sheet)
    width, height = layout.width, layout.height
    glyphs, strokes, faces = [], [], {}
    for item in _items(layout):
        if hasattr(item, "matrix"):
            glyphs += _glyphs(item, layout, faces)
        else:
            strokes += _strokes(item, layout)
    return Page(
        number,
        width / MM,
        height / MM,
        tuple(_lines(number, glyphs)),
        tuple(_joined(strokes)),
    )


def _layout(sheet):
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    PDFPageInterpreter(resources, device).process_page(sheet)
    return device.get_result()


def _items(container):
    from pdfminer.layout import LTChar, LTCurve, LTFigure

    for item in container:
        if isinstance(item, LTChar | LTCurve):
            yield item
        elif isinstance(item, LTFigure):
            yield from _items(item)


def _glyphs(char, layout, faces):
    """Yield (baseline, left, right, letter, face) of one drawn character."""
    text = unicodedata.normalize("NFC", char.get_text())
    if text[:1] in _LIGATURES:
        text = unicodedata.normalize("NFKC", text)
    if text.startswith("(cid:"):
        text = "�"
    state = char.graphicstate
    key = (char.fontname, round(char.size, 1), repr(state.ncolor))
    if key not in faces:
        faces[key] = _face(char.fontname, char.size, state.ncolor)
    width = (char.x1 - char.x0) / max(len(text), 1)
    baseline = (layout.height - (char.matrix[5] - layout.y0)) / MM
    for index, letter in enumerate(text):
        left = (char.x0 - layout.x0 + index * width) / MM
        yield baseline, left, left + width / MM, letter, faces[key]


def _face(name, size, color):
    plain = name.rpartition("+")[2]
    return Face(
        plain,
        round(size, 1),
        bool(_BOLD.search(plain)),
        bool(_ITALIC.search(plain)),
        _rgb(color),
    )


def _rgb(color):
    """Return red, green, blue of a colour in gray, RGB or CMYK.

    >>> _rgb(0), _rgb((1, 0, 0)), _rgb((0, 0, 0, 1))
    ((0, 0, 0), (1, 0, 0), (0, 0, 0))
    """
    if color is None:
        return (0, 0, 0)
    parts = tuple(color) if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return (0, 0, 0)
    if len(parts) == 4:
        return tuple(round((1 - part) * (1 - parts[3]), 3) for part in parts[:3])
    return parts if len(parts) == 3 else parts[:1] * 3


def _strokes(item, layout):
    """Yield the horizontal edges of a drawn shape."""
    if (item.x1 - item.x0) < 0.5 or item.y1 - item.y0 > 3:
        return
    y = (layout.height - (item.y0 + item.y1) / 2 + layout.y0) / MM
    yield Stroke((item.x0 - layout.x0) / MM, (item.x1 - layout.x0) / MM, y)


def _joined(strokes):
    """Join pieces that follow each other: underlined spaces are drawn one by one."""
    result = []
    for stroke in sorted(strokes, key=lambda s: (round(s.y, 1), s.x0)):
        last = result[-1] if result else None
        if last and abs(last.y - stroke.y) < 0.2 and stroke.x0 <= last.x1 + 0.5:
            result[-1] = Stroke(last.x0, max(last.x1, stroke.x1), last.y)
        else:
            result.append(stroke)
    return result


def _lines(number, glyphs):
    """Yield the lines of a page from top to bottom."""
    rows = []
    for glyph in sorted(glyphs, key=lambda g: g[0]):
        if rows and abs(glyph[0] - rows[-1][-1][0]) * MM <= SAME_LINE_PT:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        if any(not glyph[3].isspace() for glyph in row):
            yield _line(number, sorted(row, key=lambda g: g[1]))


def _line(number, row):
    """Make one line, with a space wherever the page leaves a gap."""
    text, faces, lefts, rights = [], [], [], []
    for _baseline, left, right, letter, face in row:
        if text and unicodedata.combining(letter):
            composed = unicodedata.normalize("NFC", text[-1] + letter)
            text[-1] = composed if len(composed) == 1 else text[-1]
            continue
        gap = left - rights[-1] if rights else 0
        if gap * MM > face.size * 0.15 and not (text[-1] + letter).isspace():
            if not text[-1].isspace() and not letter.isspace():
                text.append(" ")
                faces.append(face)
                lefts.append(rights[-1])
                rights.append(left)
        text.append(letter)
        faces.append(face)
        lefts.append(left)
        rights.append(right)
    while text and text[-1].isspace():
        text.pop(), faces.pop(), lefts.pop(), rights.pop()
    while text and text[0].isspace():
        text.pop(0), faces.pop(0), lefts.pop(0), rights.pop(0)
    return Line(
        "".join(text),
        tuple(faces),
        number,
        tuple(lefts),
        tuple(rights),
        median(glyph[0] for glyph in row),
    )


def pieces(line, gap=2.5):
    """Return the parts of a line that stand at least ``gap`` mm apart."""
    result, start, end = [], 0, None
    for index, letter in enumerate(line.text):
        if letter.isspace():
            continue
        if end is not None and line.lefts[index] - line.rights[end] >= gap:
            result.append(line.part(start, end + 1))
            start = index
        end = index
    return [*result, line.part(start, len(line.text))]
