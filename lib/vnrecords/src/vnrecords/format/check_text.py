"""Type, abstract, addressees, legal bases and body (mục II.5, 6 and 9.a)."""

import re

from ..codes import TYPES_BY_CODE
from .checking import check_letters, check_rule_below, finding, fits
from .rules import ADDRESSED, LETTERS, WITHOUT_ABSTRACT, WITHOUT_HEAD
from .titles import key_of

BASED = frozenset({"quyet_dinh", "nghi_quyet"})
ARTICLED = frozenset({"quyet_dinh", "nghi_quyet", "quy_che", "quy_dinh"})
INDENTS_MM = (10, 12.7)
GAP_PT = 6
LONG = 100
"""Letters of a paragraph that surely takes more than one line."""
MANY = 0.15
"""Part of the letters that must look otherwise: tables are set in smaller type."""
_BASIS = re.compile(r"^(can cu|theo de nghi|xet de nghi|xet to trinh)\b")
_ARTICLE = re.compile(r"^Điều\s+\d+(?P<mark>.?)")


def check(paper, parts, expected):
    if parts.kind in WITHOUT_HEAD:
        return
    yield from _check_type(parts, expected)
    yield from _check_abstract(paper, parts)
    yield from _check_addressees(parts)
    if not any(len(line.plain) > 10 for line in parts.body):
        yield finding("body.missing", "missing", page=1)
        return
    paragraphs = _paragraphs(paper, parts.body)
    yield from _check_bases(parts, paragraphs)
    yield from _check_body_letters(parts)
    if paper.is_pdf:
        yield from _check_printed_paragraphs(parts.body)
    else:
        yield from _check_word_paragraphs(parts.body)
    yield from _check_articles(parts, paragraphs)


def _check_type(parts, expected):
    if parts.is_letter and expected.kind in ("", "cong_van"):
        return
    if parts.type_line is None:
        if parts.is_letter:
            wanted = _type_name(expected)
            line = parts.head.letter_abstract[0] if parts.head.letter_abstract else None
            yield finding("type.kind", "other", line, 1, found="V/v", wanted=wanted)
        else:
            yield finding("type.missing", "missing", page=1)
        return
    yield from check_letters("type.letters", [parts.type_line], "type")
    wanted = _type_name(expected)
    if wanted and key_of(parts.type_line.plain.rstrip(":")) != key_of(wanted):
        values = {"found": parts.type_line.plain, "wanted": wanted.upper()}
        yield finding("type.kind", "other", parts.type_line, **values)


def _type_name(expected):
    known = TYPES_BY_CODE.get(expected.kind)
    return known.name if known else expected.type_name


def _check_abstract(paper, parts):
    if parts.is_letter:
        lines = parts.head.letter_abstract
        yield from check_letters("abstract.letters", lines, "letter_abstract")
        if not lines:
            yield finding("abstract.missing", "missing", page=1)
        return
    if parts.type_line is None or parts.kind in WITHOUT_ABSTRACT:
        return
    if not parts.abstract:
        yield finding("abstract.missing", "missing", parts.type_line)
        return
    yield from check_letters("abstract.letters", parts.abstract, "abstract")
    yield from check_rule_below("abstract.line", paper, parts.abstract, 1 / 3, 1 / 2)


def _check_addressees(parts):
    lines = parts.addressees
    if not lines:
        if parts.kind in ADDRESSED:
            yield finding("addressees.missing", "missing", page=1)
        return
    yield from check_letters("addressees.letters", lines, "addressees")
    first = lines[0].plain
    if not first.startswith("Kính gửi:"):
        yield finding("addressees.form", "colon", lines[0], found=first[:60])
    items = _items(lines[1:])
    if not items:
        return
    ends = [item[-1] for item in items]
    if ends[-1] != "." or any(end != ";" for end in ends[:-1]):
        yield finding("addressees.form", "ends", lines[-1], found=items[-1][-60:])


def _items(lines):
    items = []
    for line in lines:
        listed = line.plain.startswith(("-", "–", "+")) or line.layout.get("listed")
        if listed or not items:
            items.append(line.plain)
        else:
            items[-1] += " " + line.plain
    return [item for item in items if item]


def _paragraphs(paper, lines):
    """Return the body as lists of lines that belong together."""
    paragraphs, left = [], min((x.x0 for x in paper.lines if x.placed), default=0)
    right = max((x.x1 for x in paper.lines if x.placed), default=0)
    for line in lines:
        last = paragraphs[-1][-1] if paragraphs else None
        begins = last is None or not line.placed
        begins = begins or line.x0 - left > 3 or last.x1 < right - 15
        if begins:
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def _check_bases(parts, paragraphs):
    if parts.kind not in BASED:
        return
    bases = []
    for paragraph in paragraphs:
        if _BASIS.search(paragraph[0].key):
            bases.append(paragraph)
        elif bases:
            break
    lines = [line for basis in bases for line in basis]
    yield from check_letters("basis.letters", lines, "basis")
    for number, basis in enumerate(bases, 1):
        wanted = "." if number == len(bases) else ";"
        if basis[-1].plain[-1:] != wanted:
            values = {"found": basis[-1].plain[-60:], "wanted": wanted}
            yield finding("basis.form", "ends", basis[-1], **values)
            return


def _check_body_letters(parts):
    spec, sizes, total = LETTERS["body"], {}, 0
    for line in parts.body:
        if line.cell:
            continue
        faces = line.inked
        total += len(faces)
        for size in {face.size for face in faces if not fits(face.size, spec)}:
            count = sum(face.size == size for face in faces)
            sizes.setdefault(size, [0, line])[0] += count
    for size, (count, line) in sizes.items():
        if count > total * MANY:
            values = {"found": size, "least": spec.least, "most": spec.most}
            yield finding("body.letters", "size", line, text=line.plain[:60], **values)


def _check_word_paragraphs(body):
    """Yield each kind of departure of Word paragraphs once, with how many have it."""
    found = {}
    for line in body:
        if line.cell or line.plain.isupper() or len(line.plain) < LONG:
            continue
        for code, value in _word_departures(line):
            found.setdefault(code, [0, line, value])[0] += 1
    for code, (count, line, value) in found.items():
        values = {"count": count, "found": value, "text": line.plain[:60]}
        yield finding("body.paragraph", code, line, **values)


def _word_departures(line):
    layout = line.layout
    if line.align != "both":
        yield "not_justified", ""
    indent = layout["indent"]
    free = layout["listed"] or line.text.startswith("\t") or line.align == "center"
    if not free and all(abs(indent - wanted) > 0.5 for wanted in INDENTS_MM):
        yield "indent", round(indent, 1)
    if layout["before"] + layout["after"] < GAP_PT - 0.1:
        yield "gap", round(layout["before"] + layout["after"], 1)
    spacing = layout["spacing"]
    if spacing is None:
        spacing = layout["least"] / (line.size * 1.15 or 1)
    if not 0.95 <= spacing <= 1.52:
        yield "spacing", round(spacing, 2)


def _check_printed_paragraphs(body):
    left = min(line.x0 for line in body)
    right = max(line.x1 for line in body)
    inner, ragged, indents = 0, [], []
    for line, after in zip(body, body[1:], strict=False):
        goes_on = after.page == line.page and after.x0 - left < 1
        if not goes_on or line.x0 - left > 20 or right - line.x1 > 40:
            continue
        if line.x0 - left < 1 or after.baseline - line.baseline < 8:
            inner += 1
            ragged += [line] if right - line.x1 > 3 else []
        if line.x0 - left > 3:
            indents.append(line)
    if inner > 5 and len(ragged) > inner * 0.3:
        values = {"count": len(ragged), "found": "", "text": ragged[0].plain[:60]}
        yield finding("body.paragraph", "not_justified", ragged[0], **values)
    wrong = [line for line in indents if not _is_indent(line.x0 - left)]
    if len(wrong) > len(indents) / 2:
        value = round(wrong[0].x0 - left, 1)
        values = {"count": len(wrong), "found": value, "text": wrong[0].plain[:60]}
        yield finding("body.paragraph", "indent", wrong[0], **values)


def _is_indent(length):
    return any(abs(length - wanted) <= 1.5 for wanted in INDENTS_MM)


def _check_articles(parts, paragraphs):
    if parts.kind not in ARTICLED:
        return
    for paragraph in paragraphs:
        line = paragraph[0]
        match = _ARTICLE.match(line.plain)
        if not match:
            continue
        if match["mark"] != ".":
            yield finding("article.form", "dot", line, found=line.plain[:40])
        elif line.part(0, line.text.find(".")).share("bold") < 0.9:
            yield finding("article.form", "not_bold", line, text=line.plain[:40])
