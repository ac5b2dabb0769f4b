"""Words fixed by the decree, and the key by which they are recognised."""

from ..text import clean, unaccent

NATIONS = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def key_of(words):
    """Return words without accents and case.

    >>> key_of("Uỷ  quyền") == key_of("ỦY QUYỀN")
    True
    """
    return " ".join(unaccent(clean(words)).lower().split())
