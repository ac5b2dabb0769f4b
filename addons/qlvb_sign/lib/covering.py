"""Which words of a page a box, or the disc inside it, lies over."""

import itertools

HALF_MM = 72 / 25.4 / 2


def covered(page, box, is_round=False):
    """Return the words of ``page`` that a box, or the disc inside it, lies over."""
    return [
        "".join(glyph.text for glyph in glyphs)
        for glyphs in _words_near(page, box)
        if any(_touches(glyph, box, is_round) for glyph in glyphs)
    ]


def letters_under(page, box):
    """Return how many letters the disc inside ``box`` touches."""
    near = itertools.chain.from_iterable(_words_near(page, box))
    return sum(_touches(glyph, box, True) for glyph in near)


def _words_near(page, box):
    for line in page.lines:
        if box.y0 - 20 < line.baseline < box.y1 + 20:
            yield from _words(line)


def _words(line):
    word = []
    for glyph in line.glyphs:
        if not glyph.text.isspace():
            word.append(glyph)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _touches(glyph, box, is_round):
    """Tell whether a letter lies under a box; half a millimetre is a hair's breadth."""
    x0, x1 = box.x0 + HALF_MM, box.x1 - HALF_MM
    y0, y1 = box.y0 + HALF_MM, box.y1 - HALF_MM
    # The body of a letter: its accents and tails leave most of their box empty.
    bottom, top = glyph.baseline - glyph.size * 0.2, glyph.baseline + glyph.size * 0.7
    if glyph.x1 <= x0 or glyph.x0 >= x1 or top <= y0 or bottom >= y1:
        return False
    if not is_round:
        return True
    across, up = (x0 + x1) / 2, (y0 + y1) / 2
    dx = max(glyph.x0 - across, 0, across - glyph.x1)
    dy = max(bottom - up, 0, up - top)
    return dx * dx + dy * dy < ((x1 - x0) / 2) ** 2
