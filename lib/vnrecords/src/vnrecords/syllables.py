"""Which words can be Vietnamese: the closed set of onsets, rimes and tones."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Combining huyền, sắc, ngã, hỏi, nặng."""

_ONSETS = "ngh ng nh n gh gi g qu q kh k ch c ph p th tr t b d đ h l m r s v x".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen
oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn
ương ươp ươt ươu y yêm yên yêng yêt yêu
""".split()
_SYLLABLE = re.compile(f"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(_RIMES)})")
_STOPPED = ("c", "ch", "p", "t")
_STOPPED_TONES = ("\u0301", "\u0323")


def is_syllable(word):
    """Whether ``word`` can be one Vietnamese syllable with its tone.

    >>> is_syllable("Quyết"), is_syllable("Quyeát"), is_syllable("quyêt")
    (True, False, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in parts if char in TONES]
    base = "".join(char for char in parts if char not in TONES)
    base = unicodedata.normalize("NFC", base)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not base.endswith(_STOPPED) or (bool(tones) and tones[0] in _STOPPED_TONES)
