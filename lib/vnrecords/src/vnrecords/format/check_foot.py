"""Signer, recipients, annexes and stamps (mục II.7, II.9 and III)."""

import re

from .checking import check_letters, finding
from .naming import unnamed
from .parts import annex_ordinal, words
from .rules import HANDED_OVER, UNSIGNED_ALIKE, WITHOUT_HEAD
from .titles import key_of

AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
_WELL_FORMED = re.compile(r"^(TM|KT|TL|TUQ|Q)\. ?(?=[^\W\d_])")
_MEANT = re.compile(
    r"^(TM|KT|TL|TUQ|TƯQ|Q|T/M|K/T|T/L|T\.M|K\.T|T\.L|T\.U\.Q|TUQ)\b\.?"
)
_OTHERS_HEAD = ("KT.", "TL.", "TUQ.")
_TITLES = re.compile(
    r"^(GS|PGS|TS|ThS|Ths|BS|BSCK|KS|CN|NGND|NGƯT|TTND|TTƯT|Đại tá|Thượng tá|Trung tá"
    r"|Thiếu tá|Ông|Bà)\b\.?(?=[\s.])"
)
_ROMAN = re.compile(r"^[IVXLC]+$")


def check(paper, parts, expected):
    # The end of a long letter may be on a page that was not read.
    is_known = parts.foot.word is not None or not paper.unread
    if is_known and parts.kind not in WITHOUT_HEAD | UNSIGNED_ALIKE:
        yield from _check_signer(parts, expected)
        yield from _check_recipients(parts)
        yield from _check_named(paper, parts, expected)
    yield from _check_annexes(paper, parts)
    yield from _check_stamps(parts, expected)


def _check_signer(parts, expected):
    foot = parts.foot
    if not foot.positions:
        yield finding("position.missing", "missing")
    else:
        lines = foot.positions + foot.other_positions
        yield from check_letters("position.letters", lines, "position")
        yield from _check_authority(foot.positions, expected)
    if foot.name is None:
        yield finding("signer.missing", "missing")
        return
    yield from check_letters("signer.letters", [foot.name], "signer")
    if _TITLES.match(foot.name.plain):
        yield finding("signer.titles", "titles", foot.name, found=foot.name.plain)
    if expected.signer and key_of(expected.signer) not in foot.name.key:
        values = {"found": foot.name.plain, "wanted": expected.signer}
        yield finding("signer.name", "other", foot.name, **values)


def _check_authority(positions, expected):
    """Check the lines that begin with TM., KT., TL., TUQ. or Q."""
    found = []
    for line in positions:
        well = _WELL_FORMED.match(line.plain)
        if well:
            found.append((f"{well[1]}.", line))
        elif _MEANT.match(line.plain):
            yield finding("authority.form", "spelling", line, found=line.plain)
            return
    for sign, line in found:
        if sign == "KT." and " PHÓ " in f" {line.plain} ":
            yield finding("authority.form", "for_a_deputy", line, found=line.plain)
    if found and found[-1][0] in (*_OTHERS_HEAD, "TM."):
        sign, line = found[-1]
        if line is positions[-1]:
            yield finding("authority.form", "no_position", line, found=line.plain)
    signs = [sign for sign, _line in found]
    if expected.authority and expected.authority not in signs:
        values = {"found": " ".join(signs) or "–", "wanted": expected.authority}
        yield finding("authority.form", "other", positions[0], **values)


def _check_recipients(parts):
    foot = parts.foot
    if foot.word is None or not foot.recipients:
        yield finding("recipients.missing", "missing", foot.word)
        return
    word = foot.word
    name = "recipients_word"
    yield from check_letters("recipients.letters", [word], name, name)
    yield from check_letters("recipients.letters", foot.recipients, "recipients")
    if word.plain != "Nơi nhận:":
        yield finding("recipients.form", "colon", word, found=word.plain[:40])
    items, last = foot.items, foot.recipients[-1]
    if any(not item.startswith("-") for item in items):
        bare = next(item for item in items if not item.startswith("-"))
        yield finding("recipients.form", "dash", last, found=bare[:60])
    for item in items[:-1]:
        if not item.endswith(";"):
            yield finding("recipients.form", "ends", last, found=item[-60:])
            break
    yield from _check_kept_copy(items, last)
    first = key_of(items[0]).lstrip("- ")
    if (parts.is_letter or parts.kind == "to_trinh") and not first.startswith("nhu tr"):
        yield finding("recipients.as_above", "as_above", last, found=items[0][:60])


def _check_named(paper, parts, expected):
    """Whom the entry sends it to stands on the paper."""
    if not parts.foot.recipients or paper.unread or parts.kind in HANDED_OVER:
        return
    names = unnamed(expected.recipients, parts)
    if names:
        found = "; ".join(names)
        yield finding("recipients.named", "not_named", parts.foot.word, found=found)


def _check_kept_copy(items, last):
    """The list ends with “Lưu: VT, …” and a full stop."""
    kept = items[-1].lstrip("- ")
    if not re.match(r"Lưu\s*:", kept):
        yield finding("recipients.form", "no_kept_copy", last, found=items[-1][:60])
    elif not re.match(r"Lưu: ?VT\b", kept):
        yield finding("recipients.form", "kept_copy", last, found=kept[:60])
    elif not kept.endswith("."):
        yield finding("recipients.form", "full_stop", last, found=kept[-60:])


def _check_annexes(paper, parts):
    several = len(parts.annexes) > 1
    for heading, title in parts.annexes:
        ordinal = annex_ordinal(heading)
        if ordinal and not _ROMAN.match(ordinal):
            yield finding("annex.heading", "roman", heading, found=heading.plain)
        elif several and not ordinal:
            yield finding("annex.heading", "no_ordinal", heading, found=heading.plain)
        yield from check_letters("annex.heading", [heading], "annex")
        yield from check_letters("annex.letters", title, "annex_title", "annex_title")
    if parts.annexes and "phu luc" not in words(parts.body):
        yield finding("annex.mention", "not_mentioned", parts.annexes[0][0])


def _check_stamps(parts, expected):
    printed = [key_of(line.plain) for line in parts.stamps]
    if expected.urgency and key_of(expected.urgency) not in printed:
        yield finding("urgency.missing", "missing", page=1, wanted=expected.urgency)
    yield from check_letters("urgency.letters", parts.stamps, "stamp")
    for line in parts.stamps:
        if any(face.color[0] < 0.5 or max(face.color[1:]) > 0.4 for face in line.inked):
            yield finding("urgency.letters", "not_red", line, text=line.plain)
            break
    yield from check_letters("circulation.letters", parts.circulation, "stamp")
