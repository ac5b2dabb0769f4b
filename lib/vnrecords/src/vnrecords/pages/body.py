"""Ô 5a, 6 and 9a: title, grounds, addressees, text (PL I phần I mục II.5, 6, 9)."""

import re

from reportlab.platypus import Spacer

from ..text import clean
from . import fonts
from .drawing import CENTER, JUSTIFY, Paragraph, markup, paragraph, style
from .geometry import FIRST_LINE_MM, MM, PARAGRAPH_GAP_PT
from .heading import rule_under
from .signature import listed

_CENTRED = re.compile(r"^(?:Phần|Chương|Mục|Tiểu mục)\s+(?:[IVXLC]+|\d+)\b[.:]?\s*")
_ARTICLE = re.compile(r"^Điều\s+\d+[a-zđ]?\s*[.:]")
_TITLE_LENGTH = 160
"""An article's line longer than this is its text, not its title."""
_HEADING_LENGTH = 90
"""A line in capitals is a heading; a longer one is loud text."""


def title_block(type_name, subject, text_width_mm, size=14):
    """Return type, subject and the rule below them, centred."""
    bold = style(size, fonts.BOLD, CENTER)
    block = [Spacer(0, 12), paragraph(type_name.upper(), bold)]
    if subject:
        block.append(paragraph(subject, bold))
    above = clean(subject or type_name.upper())
    block.append(rule_under(above, fonts.BOLD, size, text_width_mm * MM))
    return [*block, Spacer(0, 6)]


def grounds(lines, size=14):
    """Return the grounds in italics, each ending in ``;`` and the last in ``.``."""
    italic = style(size, fonts.ITALIC, JUSTIFY, **_indented())
    return [paragraph(line[2:], italic) for line in listed(lines)] if lines else []


def enacting(words, size=14):
    """Return a centred bold line: the issuing authority, or ``QUYẾT ĐỊNH:``."""
    bold = style(size, fonts.BOLD, CENTER, spaceBefore=6, spaceAfter=6)
    return [paragraph(words.upper(), bold)] if words else []


def addressees(names, size=14):
    """Return ``Kính gửi:`` with one name beside it, or several below it."""
    if not names:
        return []
    if len(names) == 1:
        one = style(size, align=CENTER, spaceBefore=6)
        return [paragraph(f"Kính gửi: {names[0]}", one), Spacer(0, 6)]
    start = 30 * MM
    # The dashes stand in line below the colon.
    dash = start + fonts.width("Kính gửi", fonts.REGULAR, size)
    first = style(size, leftIndent=start, spaceBefore=6)
    item = style(size, leftIndent=dash + 8, firstLineIndent=-8)
    block = [paragraph("Kính gửi:", first)]
    return block + [paragraph(line, item) for line in listed(names)] + [Spacer(0, 6)]


def opening(words, names, size=14):
    """Return who speaks and whom they name, one on the line or several below."""
    if not words:
        return []
    first = style(size, align=JUSTIFY, **_indented())
    if len(names) < 2:
        return [paragraph(" ".join([words, *names]), first)]
    item = style(size, leftIndent=58 * MM, firstLineIndent=-8)
    below = [paragraph(line, item) for line in listed(names)]
    return [paragraph(words, first), Spacer(0, 6), *below, Spacer(0, 6)]


def text(paragraphs, size=14, spacing=1.0, article_titles=False):
    """Return the text: chapters centred, articles in bold, the rest justified.

    With ``article_titles`` a short line “Điều 1. …” is a title and all of it is bold;
    in a decision only its number is.
    """
    story = []
    for line in filter(None, (clean(line).strip() for line in paragraphs)):
        headings = _headings(line)
        if not headings and line.isupper() and len(line) < _HEADING_LENGTH:
            headings = [line]
        story += [_centred(heading, size) for heading in headings]
        if not headings:
            story.append(_justified(line, size, spacing, article_titles))
    return story


def _headings(line):
    """Return number and title of a part, each for a line of its own (mục II.6đ).

    >>> _headings("Chương I: QUY ĐỊNH CHUNG"), _headings("Mục 2 của Chương này")
    (['Chương I', 'QUY ĐỊNH CHUNG'], [])
    """
    match = _CENTRED.match(line)
    title = line[match.end() :] if match else ""
    if not match or (title and not title.isupper()):
        return []
    return [part for part in (match[0].strip(" .:"), title) if part]


def _centred(line, size):
    bold = style(size, fonts.BOLD, CENTER, spaceBefore=PARAGRAPH_GAP_PT, keepWithNext=1)
    return paragraph(line, bold)


def _justified(line, size, spacing, article_titles):
    plain = style(size, align=JUSTIFY, spacing=spacing, **_indented())
    article = _ARTICLE.match(line)
    if not article:
        return paragraph(line, plain)
    is_title = article_titles and len(line) < _TITLE_LENGTH
    end = len(line) if is_title else article.end()
    plain.keepWithNext = int(is_title)
    bold = f'<font name="{fonts.BOLD}">{markup(line[:end])}</font>'
    return Paragraph(f"{bold} {markup(line[end:])}", plain)


def _indented():
    return {"firstLineIndent": FIRST_LINE_MM[1] * MM, "spaceBefore": PARAGRAPH_GAP_PT}
