"""Reads a drawn PDF back: what stands where, in which face and size."""

import io

from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTTextLine


def layout(pdf):
    return list(extract_pages(io.BytesIO(pdf)))


def inside(item, kind):
    if isinstance(item, kind):
        yield item
    elif hasattr(item, "__iter__"):
        for part in item:
            yield from inside(part, kind)


def lines(page):
    return {line.get_text().strip(): line for line in inside(page, LTTextLine)}


def text_of(pdf):
    return extract_text(io.BytesIO(pdf))


def face(line):
    """Font and size of a line, as most of its letters have it."""
    letters = [c for c in inside(line, LTChar) if c.get_text().strip()]
    return letters[0].fontname.partition("+")[2], round(letters[0].size)
