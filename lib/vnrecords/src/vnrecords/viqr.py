"""VIQR: Vietnamese written with ASCII punctuation, as in old mail (RFC 1456)."""

import re
import unicodedata

from .syllables import is_syllable

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = dict(zip("`?~'.", "\u0300\u0309\u0303\u0301\u0323", strict=True))
_LETTER = re.compile(
    r"\\([`?~'.^(+*dD\\])|([dD])[dD]|"
    r"([aeoAEO]\^|[aA]\(|[uoUO][+*]|[aeiouyAEIOUY])([`?~'.]?)"
)
_SHAPED = re.compile(r"[aeo]\^|a\([`?~'.a-z]|[uo][+*][`?~'.a-z]|\bdd", re.IGNORECASE)
_EDGES = ".,;:!?()[]\"'/-"


def decode(text):
    """Read ``text`` as VIQR.

    >>> decode("Quye^'t ddi.nh"), decode("u+'ng du.ng")
    ('Quyết định', 'ứng dụng')
    """
    return unicodedata.normalize("NFC", _LETTER.sub(_letter, text))


def _letter(match):
    escaped, bar, vowel, tone = match.groups()
    if escaped:
        return escaped
    if bar:
        return "đ" if bar == "d" else "Đ"
    return vowel[0] + _SHAPES.get(vowel[1:], "") + _TONES.get(tone, "")


def encode(text):
    """Write ``text`` as VIQR, punctuation after a vowel escaped.

    >>> encode("Quyết định ở đâu?")
    "Quye^'t ddi.nh o+? dda^u\\\\?"
    """
    text = re.sub(r"([^\W\d_])([`?~'.^(+*])", r"\1\\\2", text)
    parts = unicodedata.normalize("NFD", text)
    marks = {new: old for old, new in _SHAPES.items() if old != "*"}
    marks |= {new: old for old, new in _TONES.items()}
    # Shape before tone, whatever the order of the combining characters.
    parts = re.sub(
        "([\u0300\u0309\u0303\u0301\u0323])([\u0302\u0306\u031b])", r"\2\1", parts
    )
    written = "".join(marks.get(char, char) for char in parts)
    return written.replace("đ", "dd").replace("Đ", "DD")


def propose(text):
    """Return what ``text`` says in VIQR, or None where it does not look so.

    At least two words must carry a shape (a^, u+, dd), and whatever changes must
    become a syllable.

    >>> propose("Quye^'t ddi.nh ve^` vie^.c ba'o ca'o")
    'Quyết định về việc báo cáo'
    >>> propose("x^2 + y^2 (O'Brien), 57/UBND-VX. Is it?")
    """
    if not text.isascii() or len(_SHAPED.findall(text)) < 2:
        return None
    words = [word.lstrip(_EDGES) for word in re.split(r"[\s/,;:]+|-(?=\w)", text)]
    pairs = [(word, decode(word)) for word in words if decode(word) != word]
    good = [new for _old, new in pairs if is_syllable(new.rstrip(_EDGES))]
    return decode(text) if pairs and len(good) >= 0.9 * len(pairs) else None
