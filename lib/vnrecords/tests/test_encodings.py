"""S10: every old encoding is found and read back; what is right is left alone."""

import random

import pytest

from vnrecords import legacy, text, viqr

from .phrases import PHRASES

EIGHT_BIT = ("TCVN3", "VNI", "VISCII", "VPS")
CLEAN = """
57/UBND-VX
05/QĐ-UBND
Số: 12a/CV-UBND ngày 02/3/2026
684-QĐ/TU
30/2020/NĐ-CP
V/v góp ý dự thảo (lần 2) - đính kèm 03 phụ lục
Re: [UBND] hop giao ban (e-mail, 14h00)
https://example.org/?q=a^2&b=c+d
Meeting of the People's Committee; is it at 9 a.m.?
What's new in C++ and C# (v1.2), x^2 + y^2 = z^2
Le montant est dû à la République française
Où est la forêt? C'est déjà réglé, à bientôt
Une lettre à M. Lefèvre, maître des requêtes, sûreté générale
Crème brûlée, goût, août, château, naïve, ambiguë, ça
Trường THPT Amsterdam (Hà Nội - Amsterdam)
Công ty TNHH Müller Việt Nam
Señor José Peña, embajada de España
Übergabe der Schlüssel für das Gebäude, Straße 5
""".strip().splitlines()


# VISCII and VPS have letters where Latin-1 has these two signs.
WRITABLE = [phrase for phrase in PHRASES if not set("²°") & set(phrase)]


@pytest.mark.parametrize("encoding", EIGHT_BIT)
@pytest.mark.parametrize("phrase", WRITABLE)
def test_s10_a_phrase_in_an_old_encoding_is_proposed_as_it_was(phrase, encoding):
    garbled = legacy.encode(phrase, encoding)
    proposal = text.propose(garbled)
    assert text.looks_garbled(garbled)
    assert proposal is not None
    assert proposal.text.casefold() == phrase.casefold()


@pytest.mark.parametrize("encoding", EIGHT_BIT)
def test_s10_bytes_read_as_windows_1252_are_read_back_too(encoding):
    for phrase in WRITABLE:
        seen = "".join(
            char.encode("latin-1").decode("cp1252", "ignore") or char
            if ord(char) < 256
            else char
            for char in legacy.encode(phrase, encoding)
        )
        assert text.propose(seen).text.casefold() == phrase.casefold()


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_viqr_is_proposed_as_unicode(phrase):
    written = viqr.encode(phrase)
    assert viqr.decode(written) == phrase
    if written.isascii() and written.count("^") > 2:
        assert text.propose(written) == text.Proposal(phrase, "VIQR")


@pytest.mark.parametrize("line", CLEAN)
def test_s10_what_is_right_is_never_proposed_for_conversion(line):
    assert text.propose(line) is None


def test_s10_random_vietnamese_survives_every_encoding_and_back():
    """Property: letter by letter, whatever the words are."""
    chance = random.Random(6909)
    words = " ".join(WRITABLE).split()
    decoders = dict(legacy.DECODERS)
    for _round in range(300):
        phrase = " ".join(chance.choices(words, k=chance.randint(1, 12)))
        small = phrase.lower()
        for encoding in EIGHT_BIT:
            back = decoders[encoding](legacy.encode(small, encoding))
            assert back == small, encoding
        assert viqr.decode(viqr.encode(phrase)) == phrase
        assert text.propose(phrase) is None


def test_s10_random_phrases_are_found_in_nearly_every_case():
    """Of phrases of five words and more 98 % are found, 1.5 % of them for another."""
    chance = random.Random(2020)
    words = [word for word in " ".join(WRITABLE).split() if word.isalpha()]
    found = wrong = tried = 0
    for _round in range(250):
        phrase = " ".join(chance.choices(words, k=chance.randint(5, 12)))
        for encoding in EIGHT_BIT:
            garbled = legacy.encode(phrase, encoding)
            if garbled in (phrase, phrase.lower()) or garbled.isascii():
                continue
            tried += 1
            proposal = text.propose(garbled)
            found += proposal is not None
            wrong += bool(proposal) and proposal.text.casefold() != phrase.casefold()
    assert found >= 0.98 * tried
    assert wrong <= 0.015 * tried


def test_s10_the_viscii_table_agrees_with_glibc():
    """The bytes are those of ``iconv -t VISCII``."""
    data = bytes.fromhex("9c aa b8 df d5 f1 cf fb f0 d0 85 02")
    seen = "".join(legacy.VISCII[char] for char in data.decode("latin-1"))
    assert seen == "ỦếịưạựỳũđĐẦẲ"


@pytest.mark.parametrize("encoding", ("VISCII", "VPS"))
def test_s10_no_letter_stands_twice_in_a_table(encoding):
    table = {"VISCII": legacy.VISCII, "VPS": legacy.VPS}[encoding]
    bytes_only = {old: new for old, new in table.items() if ord(old) < 256}
    assert len(set(bytes_only.values())) == len(bytes_only)
    lower = {letter for letter in text.VIETNAMESE_LETTERS if letter.islower()}
    assert lower <= set(table.values())
