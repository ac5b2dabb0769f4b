"""Old encodings letter by letter and word by word."""

import itertools
import unicodedata

import pytest

from vnrecords import legacy, text
from vnrecords.syllables import TONES, is_syllable

LOWER = sorted(letter for letter in text.VIETNAMESE_LETTERS if letter.islower())
RIMES = "an ăn ân en ên in on ôn ơn un ưn oan uyên iên uôn ươn yên ay ơi ưa".split()
ONSETS = ["", "b", "đ", "ng", "kh", "th", "tr", "qu"]


def syllables():
    """Every mixture of some onsets and rimes with the six tones."""
    for onset, rime, tone in itertools.product(ONSETS, RIMES, ("", *TONES)):
        place = max(i for i, char in enumerate(rime) if char in "aăâeêioôơuưy")
        main = rime.find("ê") if "ê" in rime else place
        word = onset + rime[: main + 1] + tone + rime[main + 1 :]
        yield unicodedata.normalize("NFC", word)


def encode(word, table):
    inverse = {}
    for old, new in table.items():
        inverse.setdefault(new, old)
    return "".join(inverse.get(char, char) for char in word)


@pytest.mark.parametrize("letter", LOWER)
def test_a_letter_survives_both_encodings(letter):
    assert legacy.decode_tcvn3(encode(letter, legacy.TCVN3)) == letter
    assert legacy.decode_vni(encode(letter, legacy.VNI)) == letter


@pytest.mark.parametrize("letter", LOWER)
def test_a_capital_survives_vni_whatever_the_case_of_its_sign(letter):
    written = encode(letter.upper(), legacy.VNI)
    assert legacy.decode_vni(written) == letter.upper()
    assert legacy.decode_vni(written[0] + written[1:].lower()) == letter.upper()


def test_a_word_survives_both_encodings():
    for word in syllables():
        assert legacy.decode_tcvn3(encode(word, legacy.TCVN3)) == word
        assert legacy.decode_vni(encode(word, legacy.VNI)) == word


def test_what_is_made_of_onset_rime_and_tone_is_a_syllable():
    refused = [word for word in syllables() if not is_syllable(word)]
    assert [word for word in refused if not word.startswith("quu")] == []


def test_a_stopped_syllable_takes_two_tones_only():
    tones = {tone for tone in TONES if is_syllable(f"ca{tone}p")}
    assert tones == {"\u0301", "\u0323"}
    assert not is_syllable("cap")


def test_plain_ascii_is_left_alone():
    line = "UBND 05/QD-UBND, VH&TT (2026): e-mail a@b.vn"
    assert legacy.decode_tcvn3(line) == legacy.decode_vni(line) == line


def test_words_are_split_alike_before_and_after_decoding():
    line = "Sè 15/Q§-UBND: vÒ viÖc “kÕ ho¹ch” – 2026"
    before, after = legacy.words(line), legacy.words(line, legacy.decode_tcvn3)
    assert len(before) == len(after)
    assert dict(zip(before, after, strict=True))["viÖc"] == "việc"
    assert dict(zip(before, after, strict=True))["2026"] == "2026"


def test_capitals_are_guessed_word_by_word():
    assert legacy.decode_tcvn3("UBND QUËN vµ huyÖn") == "UBND QUẬN và huyện"
    assert legacy.decode_tcvn3("§Ò ¸n") == "Đề án"
    assert legacy.decode_tcvn3("§Ò ¸N") == "ĐỀ ÁN"


def test_no_unicode_syllable_is_taken_for_an_old_encoding():
    """Every letter that both share must be read as Unicode."""
    wrong = [word for word in syllables() if text.propose(f"{word} {word}")]
    assert wrong == []
