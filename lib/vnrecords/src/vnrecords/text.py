"""Vietnamese text as TCVN 6909:2001 wants it: Unicode, precomposed (NFC).

`clean` is safe to apply to everything that is stored. A text in an old encoding is
only reported (`looks_garbled`) and, where possible, a conversion proposed (`propose`):
it is never converted silently, because a foreign name may look the same.
"""

import re
import unicodedata
from dataclasses import dataclass

from . import legacy, viqr
from .syllables import TONES, is_syllable

# Not U+00AD: what looks like a soft hyphen is the letter ư of TCVN3.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_VOWELS = "aăâeêioôơuưy"


def _letters():
    tones = ("", *TONES)
    lower = {unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in tones}
    lower = {letter for letter in lower | {"đ"} if not letter.isascii()}
    return frozenset(lower | {letter.upper() for letter in lower})


VIETNAMESE_LETTERS = _letters()
"""The 134 letters of TCVN 6909:2001 beyond ASCII."""

# Symbols that stand for letters in the old 8-bit encodings; ² ³ ° ± do not, and
# are at home beside letters ("km²").
_SYMBOLS = "¡¢£¤¥¦§¨©ª«¬\u00ad®¯´µ¶·¸¹º»¼½¾¿×÷€†‡ˆ˜‰‹›™"
_TOUCHING = re.compile(rf"[A-Za-z][{_SYMBOLS}]|[{_SYMBOLS}][A-Za-z]")
# Between two letters, where people set quotation marks, dots and signs, too.
_INSIDE_WORD = re.compile("[A-Za-z][¡¢£¤¥¦§¨©ª¬\u00ad®¯´µ¶¸¹º¼½¾¿†‡ˆ˜‰‹][A-Za-z]")
_C1_CONTROL = re.compile(r"[\x80-\x9f]")
# Nine of ten accented letters of administrative texts.
_USUAL_LETTERS = frozenset("đảàưăáệơếốứêụủịậạýộờữềổôợấầóểìíồớửự")
_PLAIN_WORD = re.compile(r"[A-Za-z]?[a-z]+$")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Proposal:
    """What a garbled text may have meant; a person decides."""

    text: str
    encoding: str
    """``NFD``, ``TCVN3``, ``VNI``, ``VISCII``, ``VPS`` or ``VIQR``."""


def clean(text):
    """Return ``text`` in NFC, without invisible characters, with plain spaces.

    >>> clean("huyê\\u0323n\\u200b Bê\\u0301n\\u00a0Câ\\u0300u")
    'huyện Bến Cầu'
    """
    text = _CONTROL.sub("", _INVISIBLE.sub("", _ODD_SPACE.sub(" ", text)))
    return unicodedata.normalize("NFC", text)


def is_clean(text):
    """Whether `clean` would change nothing."""
    return clean(text) == text


def looks_garbled(text):
    """Whether ``text`` seems not to be Unicode Vietnamese in NFC (an alarm only).

    Foreign words raise it too; the user may keep them.

    >>> looks_garbled("QuyÕt ®Þnh"), looks_garbled("Quyết định"), looks_garbled("km²")
    (True, False, False)
    """
    if not unicodedata.is_normalized("NFC", text):
        return True
    return _is_suspect(_ODD_SPACE.sub(" ", text)) or propose(text) is not None


def is_broken(text):
    """Whether ``text`` cannot be meant as it stands, whatever its language.

    >>> is_broken("ho¹ch"), is_broken("kÕ ho¹ch"), is_broken("Müller, 5 m²")
    (True, True, False)
    """
    return bool(_INSIDE_WORD.search(text) or _C1_CONTROL.search(text))


def _is_suspect(text):
    """Whether a character stands where no Vietnamese text in NFC has it."""
    if _TOUCHING.search(text) or _C1_CONTROL.search(text):
        return True
    return any(map(_is_foreign, text))


def _is_foreign(char):
    """Whether ``char`` is a letter or mark that no Vietnamese text in NFC contains."""
    if char.isascii() or char in VIETNAMESE_LETTERS or char in "ªº":
        return False
    return unicodedata.category(char)[0] in "LM"


def propose(text):
    """Return the `Proposal` that makes most sense, or None.

    >>> propose("QuyÕt ®Þnh")
    Proposal(text='Quyết định', encoding='TCVN3')
    >>> propose("Quyeát ñònh").text, propose("Müller"), propose("Quyết định")
    ('Quyết định', None, None)
    >>> propose("…")
    """
    if not unicodedata.is_normalized("NFC", text):
        return Proposal(clean(text), "NFD")
    if any(ord(char) > 0xFF and char in VIETNAMESE_LETTERS for char in text):
        return None
    if text.isascii():
        written = viqr.propose(text)
        return Proposal(written, "VIQR") if written else None
    readings = [(_gain(text, decode), name) for name, decode in legacy.DECODERS]
    gain, name = max(readings, key=lambda reading: reading[0])
    return Proposal(dict(legacy.DECODERS)[name](text), name) if gain > 0 else None


def _gain(text, decode):
    """How well ``text`` reads after ``decode``, 0 to 2; 0 where nothing is gained."""
    if _is_suspect(decode(text)):
        return 0
    before, words = legacy.words(text), legacy.words(text, decode)
    if len(before) != len(words):  # letters that are signs in the other encoding
        return 0
    pairs = list(zip(before, words, strict=True))
    accented = [(old, new) for old, new in pairs if not (old + new).isascii()]
    after = sum(_is_word(new) for _old, new in accented)
    if after < 0.75 * len(accented) or _is_foreign_prose(pairs):
        return 0
    changed = [(old, new) for old, new in accented if old != new]
    gained = sum(_is_word(new) - is_syllable(old) for old, new in changed)
    if gained <= 0:
        return 0
    # Two encodings can both make syllables: the right one makes the usual letters.
    letters = [c for _old, new in accented for c in new.lower() if not c.isascii()]
    usual = sum(letter in _USUAL_LETTERS for letter in letters)
    return after / len(accented) + usual / len(letters)


def _is_word(word):
    """Whether ``word`` is a syllable in which no capital follows a small letter."""
    return is_syllable(word) and (word.isupper() or word[1:] == word[1:].lower())


def _is_foreign_prose(pairs):
    """Whether the plain small words are mostly no syllables: French, not Vietnamese."""
    plain = [new for old, new in pairs if _PLAIN_WORD.match(old) and old == new]
    return len(plain) > 1 and 2 * sum(map(is_syllable, plain)) < len(plain)


def unaccent(text):
    """Drop every diacritic; đ becomes d.

    >>> unaccent("Uỷ ban nhân dân tỉnh Đồng Tháp")
    'Uy ban nhan dan tinh Dong Thap'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def normalize(text):
    """Return the form under which a text is searched: lower, unaccented, words apart.

    Whatever is no letter or digit parts words, so that every part of a notation is
    found by itself.

    >>> normalize("Quyết định 05/QĐ-UBND của VH&TT")
    'quyet dinh 05 qd ubnd cua vh tt'
    """
    text = unaccent(clean(text).replace("\u00ad", "").lower())
    return _NOT_WORD.sub(" ", text).strip()
