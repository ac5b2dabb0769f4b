"""Paper, margins, fonts, encoding, colour, page numbers (mục I)."""

import re

from ..text import is_broken
from .checking import MM_OFF, finding, fits
from .rules import LETTERS

A4 = (210, 297)
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
ASCENT, DESCENT = 0.89, 0.22
"""Of the letters of Times New Roman, as parts of their size."""
PT_MM = 25.4 / 72
_ALIKE = ("timesnewroman", "times")
"""In a Word file the font is called by its name."""
_EMBEDDED = (*_ALIKE, "liberationserif", "tinos")
"""A PDF may hold one of the free fonts with the very measures of Times New Roman."""
_SIGNS = re.compile("symbol|dingbats|wingdings|math", re.IGNORECASE)
_LEGACY = re.compile(r"^(\.vn|vni[-_ ]|vn[a-z]+h$)", re.IGNORECASE)
_FEW_SIGNS = 0.02
_LONG = 3500
"""Letters of a Word file that surely takes more than one page."""


def check(paper, parts, _expected):
    yield from _check_paper(paper)
    yield from _check_margins(paper)
    yield from _check_fonts(paper)
    yield from _check_encoding(paper)
    yield from _check_color(paper, parts)
    yield from _check_numbers(paper, parts)


def _check_paper(paper):
    if paper.unread:
        first, last = paper.unread[0], paper.unread[-1]
        yield finding("paper.read", "unread", page=first, first=first, last=last)
    for page in paper.pages:
        sides = sorted((page.width, page.height))
        if any(abs(side - wanted) > 2 for side, wanted in zip(sides, A4, strict=True)):
            width, height = round(page.width), round(page.height)
            yield finding(
                "paper.size", "size", page=page.number, width=width, height=height
            )
            return
    if paper.pages[0].width > paper.pages[0].height:
        yield finding("paper.orientation", "landscape", page=paper.pages[0].number)


def _check_margins(paper):
    """Yield one finding a side: that of the page that is worst."""
    worst = {}
    for page in paper.pages:
        if page.width > page.height:
            continue
        measured = page.margins or _measured(page, paper.pages[0])
        tolerance = 0.3 if page.margins else MM_OFF
        for side, found in measured.items():
            least, most = MARGINS[side]
            off = max(least - found, found - most)
            if off > tolerance and off > worst.get(side, (0,))[0]:
                worst[side] = off, page.number, found
    for side, (_off, number, found) in worst.items():
        least, most = MARGINS[side]
        values = {"side": side, "found": round(found, 1), "least": least, "most": most}
        yield finding("paper.margins", "margin", page=number, **values)


def _measured(page, first):
    """Return the margins that the letters of a PDF page leave, as far as they tell.

    A short line says nothing about the right margin, nor a short page about the
    bottom: what is not known is left out, or counts only when it is too small.
    """
    lines = [line for line in page.lines if not line.plain.strip("- ").isdigit()]
    if not lines:
        return {}
    left = min(line.x0 for line in lines)
    right = page.width - max(line.x1 for line in lines)
    edges = [line for line in lines if page.width - line.x1 - right < 0.7]
    measured = {"left": left, "right": right if len(edges) > 2 else min(right, 17)}
    if page.number > 1:
        # An annex or the last lines of a page may be indented.
        full = len([line for line in lines if line.x0 - left < 0.7]) > 2
        measured["left"] = left if full else min(left, 32)
    top = min(line.baseline - ASCENT * line.size * PT_MM for line in lines)
    measured["top"] = top if page is first else min(top, 22)
    bottom = max(line.baseline + DESCENT * line.size * PT_MM for line in lines)
    measured["bottom"] = min(page.height - bottom, 22)
    return measured


def _check_fonts(paper):
    names = _EMBEDDED if paper.is_pdf else _ALIKE
    found, total = {}, 0
    for line in paper.lines:
        for face in line.inked:
            total += 1
            if not _bare(face.font).startswith(names):
                found.setdefault(face.font, [0, line])[0] += 1
    for font, (count, line) in found.items():
        if _LEGACY.match(font):
            continue
        if not (_SIGNS.search(font) and count <= total * _FEW_SIGNS):
            values = {"found": font, "text": line.plain[:60]}
            yield finding("font.family", "font", line, **values)


def _bare(font):
    """Return the family of a font's name.

    >>> _bare("TimesNewRomanPS-BoldMT"), _bare("Times New Roman")
    ('timesnewromanps', 'timesnewroman')
    """
    return re.sub(r"[\s_]", "", re.split("[-,]", font)[0]).lower()


def _check_encoding(paper):
    legacy = False
    for line in paper.lines:
        fonts = {face.font for face in line.inked}
        old = next((font for font in fonts if _LEGACY.match(font)), None)
        if old and not legacy:
            legacy = True
            values = {"found": old, "text": line.plain[:60]}
            yield finding("font.encoding", "legacy_font", line, **values)
    for line in paper.lines:
        if is_broken(line.text) or "�" in line.text:
            if not legacy:
                yield finding("font.encoding", "garbled", line, text=line.plain[:60])
            return
        if any("\u0300" <= letter <= "\u036f" for letter in line.text):
            yield finding("font.encoding", "decomposed", line, text=line.plain[:60])
            return


def _check_color(paper, parts):
    stamps = {line.plain for line in parts.stamps}
    for line in paper.lines:
        colored = [face for face in line.inked if max(face.color) > 0.25]
        if colored and not any(stamp in line.plain for stamp in stamps):
            yield finding("font.color", "not_black", line, text=line.plain[:60])
            return


def _check_numbers(paper, parts):
    if paper.is_pdf:
        yield from _check_printed_numbers(paper, parts)
    else:
        yield from _check_number_fields(paper)


def _check_number_fields(paper):
    letters = sum(len(line.text) for line in paper.lines)
    fields = paper.number_fields
    if not fields:
        if paper.count > 1 or letters > _LONG:
            yield finding("page_number.place", "missing")
        return
    if any(field.place == "footer" for field in fields):
        yield finding("page_number.place", "bottom")
    if any(field.align != "center" for field in fields):
        yield finding("page_number.place", "not_centred")
    if any(field.on_first for field in fields):
        yield finding("page_number.place", "on_first")
    spec = LETTERS["page_number"]
    sizes = [field.size for field in fields if not fits(field.size, spec)]
    if sizes:
        values = {"found": sizes[0], "least": spec.least, "most": spec.most}
        yield finding("page_number.letters", "size", **values)


def _check_printed_numbers(paper, parts):
    by_page = {line.page: line for line in parts.page_numbers}
    unnumbered = {heading.page for heading, _title in parts.annexes} | {1}
    annex_from = min(unnumbered - {1}, default=len(by_page) + 10_000)
    for page in paper.pages:
        line = by_page.get(page.number)
        if line is None:
            if page.number not in unnumbered and page.lines:
                yield finding("page_number.place", "missing", page=page.number)
                return
            continue
        code = _misplaced(page, line)
        if page.number == 1:
            code = "on_first"
        elif not code and page.number < annex_from and line.plain != str(page.number):
            code = "value"
        if code:
            yield finding("page_number.place", code, line, text=line.plain)
            return
    yield from _check_number_letters(by_page)


def _misplaced(page, line):
    if line.baseline > page.height / 2:
        return "bottom"
    others = [row for row in page.lines if row is not line]
    middles = [page.width / 2]
    if others:
        left, right = min(r.x0 for r in others), max(r.x1 for r in others)
        middles += [(left + right) / 2, (left + page.width - 15) / 2]
    near = min(abs(line.middle - middle) for middle in middles)
    return "" if near <= 4 else "not_centred"


def _check_number_letters(by_page):
    spec = LETTERS["page_number"]
    for line in by_page.values():
        if not fits(line.size, spec):
            values = {"found": line.size, "least": spec.least, "most": spec.most}
            yield finding("page_number.letters", "size", line, **values)
            return
        if line.share("italic") > 0.5:
            yield finding("page_number.letters", "is_italic", line, text=line.plain)
            return
