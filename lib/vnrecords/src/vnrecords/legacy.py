"""Vietnamese 8-bit encodings as they appear when read as Latin-1 or Windows-1252.

TCVN3 (the .Vn fonts, TCVN 5712:1993) has one byte for a letter; its capitals with
tones exist only as a second font (.VnTimeH), so they are guessed from the word. VNI
writes a tone or shape as a letter of its own after the vowel. VISCII (RFC 1456) and
VPS have one byte for a letter, capitals too; their few capitals among the control
characters survive in VISCII only. VIQR (RFC 1456) writes marks as ASCII punctuation.
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
_VISCII_BYTES = (
    "02Ẳ 05Ẵ 06Ẫ 14Ỷ 19Ỹ 1EỴ 80Ạ 81Ắ 82Ằ 83Ặ 84Ấ 85Ầ 86Ẩ 87Ậ 88Ẽ 89Ẹ 8AẾ 8BỀ 8CỂ "
    "8DỄ 8EỆ 8FỐ 90Ồ 91Ổ 92Ỗ 93Ộ 94Ợ 95Ớ 96Ờ 97Ở 98Ị 99Ỏ 9AỌ 9BỈ 9CỦ 9DŨ 9EỤ 9FỲ "
    "A0Õ A1ắ A2ằ A3ặ A4ấ A5ầ A6ẩ A7ậ A8ẽ A9ẹ AAế ABề ACể ADễ AEệ AFố B0ồ B1ổ B2ỗ "
    "B3Ỡ B4Ơ B5ộ B6ờ B7ở B8ị B9Ự BAỨ BBỪ BCỬ BDơ BEớ BFƯ C0À C1Á C2Â C3Ã C4Ả C5Ă "
    "C6ẳ C7ẵ C8È C9É CAÊ CBẺ CCÌ CDÍ CEĨ CFỳ D0Đ D1ứ D2Ò D3Ó D4Ô D5ạ D6ỷ D7ừ D8ử "
    "D9Ù DAÚ DBỹ DCỵ DDÝ DEỡ DFư E0à E1á E2â E3ã E4ả E5ă E6ữ E7ẫ E8è E9é EAê EBẻ "
    "ECì EDí EEĩ EFỉ F0đ F1ự F2ò F3ó F4ô F5õ F6ỏ F7ọ F8ụ F9ù FAú FBũ FCủ FDý FEợ "
    "FFỮ"
)
_VPS_BYTES = (
    "80À 81Ả 82Ã 83Ấ 84Ầ 85Ẩ 86ọ 87ỗ 88Ă 89ế 8Aề 8Bể 8Cệ 8DẮ 8EẰ 8FẲ 90Ế 93Ề 94Ể "
    "95Ễ 96Ố 97Ồ 98Ổ 99Ỗ 9Aý 9Bỷ 9Cỵ 9DỚ 9EỜ 9FỞ A1ắ A2ằ A3ẳ A4ẵ A5ặ A6Ỡ A7ớ A8Ù "
    "A9ờ AAở ABỡ ACŨ ADỨ AEợ AFỪ B0ổ B1Ử B2Ỳ B3Ỹ B4Í B5Ì B6ộ B7Ỉ B8Ĩ B9Ó BAử BBữ "
    "BCÒ BDỎ BEÕ BFự C0ầ C1Á C2Â C3ấ C4ẩ C5ẫ C6ậ C7đ C8ẻ C9É CAÊ CBẹ CCỉ CDễ CEị "
    "CFỹ D0Ư D1Ủ D2ồ D3ố D4Ô D5ỏ D6ơ D7È D8ừ D9ứ DAÚ DBũ DCư DDÝ DEẺ E0à E1á E2â "
    "E3ã E4ả E5ạ E6ă E8è E9é EAê EBẽ ECì EDí EFĩ F0Ẵ F1Đ F2ò F3ó F4ô F5õ F7Ơ F8ụ "
    "F9ù FAú FBủ FDỶ FEẼ FFỳ"
)


def _single_bytes(pairs):
    """Build a table whose bytes may have been read as Latin-1 or as Windows-1252."""
    table = {}
    for pair in pairs.split():
        code, letter = int(pair[:2], 16), pair[2]
        table[chr(code)] = letter
        if 0x80 <= code <= 0x9F:
            seen = bytes([code]).decode("cp1252", "ignore")
            table.update({seen: letter} if seen else {})
    return table


VISCII = _single_bytes(_VISCII_BYTES)
VPS = _single_bytes(_VPS_BYTES)

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


def decode_viscii(text):
    """Read ``text`` as VISCII.

    >>> decode_viscii("Quyªt ð¸nh"), decode_viscii("S·")
    ('Quyết định', 'Sở')
    """
    return "".join(VISCII.get(char, char) for char in text)


def decode_vps(text):
    """Read ``text`` as VPS.

    >>> decode_vps("Quy‰t ÇÎnh"), decode_vps("HuyŒn")
    ('Quyết định', 'Huyện')
    """
    return "".join(VPS.get(char, char) for char in text)


DECODERS = (
    ("TCVN3", decode_tcvn3),
    ("VNI", decode_vni),
    ("VISCII", decode_viscii),
    ("VPS", decode_vps),
)
_TABLES = {"TCVN3": TCVN3, "VNI": VNI, "VISCII": VISCII, "VPS": VPS}


def encode(text, encoding):
    """Write ``text`` as a reader sees it who takes ``encoding`` for Latin-1.

    Capitals that an encoding lacks are written small, as its fonts do.

    >>> encode("Quyết định", "TCVN3"), encode("Quyết định", "VNI")
    ('QuyÕt ®Þnh', 'Quyeát ñònh')
    """
    letters = {}
    for old, new in _TABLES[encoding].items():
        letters.setdefault(new, old)
    return "".join(letters.get(c) or letters.get(c.lower(), c) for c in text)


def words(text, decode=None):
    """Split at ASCII punctuation and spaces, the same before and after decoding."""
    parts = _GAPS.split(text)[::2]
    if decode is None:
        return parts
    return _GAPS.split(decode(text))[::2]
