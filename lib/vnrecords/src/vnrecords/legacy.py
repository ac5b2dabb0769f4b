"""Vietnamese 8-bit encodings as they appear when read as Latin-1 or Windows-1252.

TCVN3 (the .Vn fonts, TCVN 5712:1993) has one byte for a letter; its capitals with
tones exist only as a second font (.VnTimeH), so they are guessed from the word. VNI
writes a tone or shape as a letter of its own after the vowel.
"""

import re
import unicodedata

_TCVN3_BYTES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ "
    "CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị "
    "DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ "
    "EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3 = {chr(int(pair[:2], 16)): pair[2] for pair in _TCVN3_BYTES.split()}

_TONE_OF = dict(zip("øùõûï", "\u0300\u0301\u0303\u0309\u0323", strict=True))
_CIRCUMFLEX = dict(zip("âàáãåä", ("", *_TONE_OF.values()), strict=True))
_BREVE = dict(zip("êèéüúë", ("", *_TONE_OF.values()), strict=True))
_VNI_SINGLE = dict(zip("ñôöìíóæòî", "đơưìíĩỉịỵ", strict=True))


def _vni():
    """Build the table: one letter, or a vowel with the sign that follows it."""
    marks = {v + m: v + t for v in "aeouy" for m, t in _TONE_OF.items()}
    marks |= {v + m: _VNI_SINGLE[v] + t for v in "ôö" for m, t in _TONE_OF.items()}
    marks |= {v + m: v + "\u0302" + t for v in "aeo" for m, t in _CIRCUMFLEX.items()}
    marks |= {"a" + m: "a\u0306" + t for m, t in _BREVE.items()}
    lower = {old: unicodedata.normalize("NFC", new) for old, new in marks.items()}
    lower |= _VNI_SINGLE
    upper = {old.upper(): new.upper() for old, new in lower.items()}
    # "UÛ" and "Uû" are both written; the vowel decides.
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in lower.items()}
    return lower | mixed | upper


VNI = _vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_GAPS = re.compile(r"([\s!-/:-@\[-`{-~“”‘’…–—•]+)")
_LOWER = re.compile("[a-z]")
_CAPITALS = re.compile("[A-Z]")


def decode_tcvn3(text):
    """Read ``text`` as TCVN3.

    >>> decode_tcvn3("ñy ban nh©n d©n"), decode_tcvn3("QUYÕT §ÞNH")
    ('ủy ban nhân dân', 'QUYẾT ĐỊNH')
    """
    all_capitals = not _LOWER.search(text) and bool(_CAPITALS.search(text))
    parts = _GAPS.split(text)
    return "".join(_decode_tcvn3_word(part, all_capitals) for part in parts)


def _decode_tcvn3_word(word, all_capitals):
    decoded = "".join(TCVN3.get(char, char) for char in word)
    capitals = len(_CAPITALS.findall(word))
    in_capitals = capitals > 1 and not _LOWER.search(word)
    return decoded.upper() if all_capitals or in_capitals else decoded


def decode_vni(text):
    """Read ``text`` as VNI.

    >>> decode_vni("UÛy ban nhaân daân huyeän"), decode_vni("Soá hoùa")
    ('Ủy ban nhân dân huyện', 'Số hóa')
    """
    return _VNI_PATTERN.sub(lambda match: VNI[match[0]], text)


DECODERS = (("TCVN3", decode_tcvn3), ("VNI", decode_vni))


def words(text, decode=None):
    """Split at ASCII punctuation and spaces, the same before and after decoding."""
    parts = _GAPS.split(text)[::2]
    if decode is None:
        return parts
    return _GAPS.split(decode(text))[::2]
