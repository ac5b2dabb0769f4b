import unicodedata

import pytest

from vnrecords import legacy, text
from vnrecords.syllables import is_syllable

from .phrases import PHRASES


def encode(phrase, table):
    """Write ``phrase`` in an old encoding, by the inverse of its table."""
    inverse = {}
    for old, new in table.items():
        inverse.setdefault(new, old)
    return "".join(inverse.get(char, char) for char in phrase)


def as_tcvn3(phrase):
    # The capitals with tones do not exist in this encoding.
    return encode("".join(_plain_capital(char) for char in phrase), legacy.TCVN3)


def _plain_capital(char):
    known = char.isascii() or char in legacy.TCVN3.values()
    return char if known else char.lower()


def test_there_are_134_vietnamese_letters_beyond_ascii():
    assert len(text.VIETNAMESE_LETTERS) == 134
    assert all(len(letter) == 1 for letter in text.VIETNAMESE_LETTERS)


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_unicode_phrases_raise_no_alarm(phrase):
    assert text.is_clean(phrase)
    assert not text.looks_garbled(phrase)
    assert text.propose(phrase) is None


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_decomposed_phrases_are_flagged_and_healed(phrase):
    decomposed = unicodedata.normalize("NFD", phrase)
    assert not text.is_clean(decomposed)
    assert text.looks_garbled(decomposed)
    assert text.propose(decomposed) == text.Proposal(phrase, "NFD")
    assert text.clean(decomposed) == phrase


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_tcvn3_phrases_are_flagged_and_a_conversion_proposed(phrase):
    garbled = as_tcvn3(phrase)
    proposal = text.propose(garbled)
    assert text.looks_garbled(garbled)
    assert proposal.encoding == "TCVN3"
    assert proposal.text.casefold() == phrase.casefold()


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_tcvn3_capitals_are_guessed_from_the_word(phrase):
    garbled = encode(phrase.lower(), legacy.TCVN3).translate(
        {lower: lower - 32 for lower in range(ord("a"), ord("z") + 1)}
    )
    assert text.propose(garbled) == text.Proposal(phrase.upper(), "TCVN3")


@pytest.mark.parametrize("phrase", PHRASES)
def test_s10_vni_phrases_are_flagged_and_a_conversion_proposed(phrase):
    garbled = encode(phrase, legacy.VNI)
    assert text.looks_garbled(garbled)
    assert text.propose(garbled) == text.Proposal(phrase, "VNI")


# What glibc writes in VISCII, read as Latin-1.
VISCII_PHRASES = [
    "\x9cy ban nh\xe2n d\xe2n huy\xaen Qu\xe4ng X\xdf\xbdng",
    "Quy\xaat \xf0\xb8nh v\xab vi\xaec ban h\xe0nh Quy ch\xaa",
    "K\xednh g\xd8i: C\xe1c ph\xf2ng, ban, \xf0\xbdn v\xb8",
    "Th\xf4ng b\xe1o ngh\xef l\xad Qu\xafc kh\xe1nh",
    "H\xf6a t\xafc: \xd1ng ph\xf3 b\xe3o s\xaf 9",
    "K\xfd th\xd7a l\xaenh",
    "\xd0\xab \xe1n chuy\xacn \xf0\xb1i s\xaf",
]


@pytest.mark.parametrize("garbled", VISCII_PHRASES)
def test_s10_what_glibc_writes_in_viscii_is_flagged_and_a_conversion_proposed(garbled):
    assert text.looks_garbled(garbled)
    proposal = text.propose(garbled)
    assert proposal.encoding == "VISCII"
    assert all(map(is_syllable, filter(str.isalpha, proposal.text.split())))


def test_the_tcvn3_table_agrees_with_glibc():
    """The bytes are those of ``iconv -t TCVN5712-1``, one for a letter."""
    letters = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    data = bytes.fromhex(
        "a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedf"
        "e1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
    )
    seen = "".join(legacy.TCVN3[char] for char in data.decode("latin-1"))
    assert seen == letters


def test_the_tables_contain_every_lower_case_letter():
    lower = {letter for letter in text.VIETNAMESE_LETTERS if letter.islower()}
    assert lower <= set(legacy.TCVN3.values())
    assert lower <= set(legacy.VNI.values())
    assert text.VIETNAMESE_LETTERS <= set(legacy.VNI.values())


@pytest.mark.parametrize(
    "garbled",
    ["QuyÕt ®Þnh", "ñy ban", "UÛy ban", "Quyeát ñònh", "§Ò ¸n", "sè 15/Q§-UBND"],
)
def test_s10_short_strings_are_flagged(garbled):
    assert text.looks_garbled(garbled)


@pytest.mark.parametrize(
    "foreign", ["Müller GmbH", "señor", "Straße", "Øre", "café 中"]
)
def test_foreign_words_are_never_converted(foreign):
    assert text.propose(foreign) is None
    assert text.clean(foreign) == foreign


@pytest.mark.parametrize("foreign", ["Müller", "señor", "Россия"])
def test_foreign_letters_raise_the_alarm_which_a_user_may_dismiss(foreign):
    assert text.looks_garbled(foreign)


def test_a_cyrillic_lookalike_is_flagged():
    assert text.looks_garbled("Q\u0430ng Ninh")


def test_invisible_characters_and_odd_spaces_are_removed():
    assert text.clean("huyện\u200b Bến\u00a0Cầu\ufeff") == "huyện Bến Cầu"
    assert text.clean("a\u2060b\u202ec\x00d") == "abcd"
    assert text.clean("dòng 1\n\tdòng 2\r\n") == "dòng 1\n\tdòng 2\r\n"


def test_a_non_breaking_space_alone_is_no_alarm():
    assert not text.looks_garbled("Bến\u00a0Cầu")
    assert not text.is_clean("Bến\u00a0Cầu")


def test_the_letter_that_looks_like_a_soft_hyphen_survives_cleaning():
    """In TCVN3 the code of U+00AD is the letter ư."""
    garbled = as_tcvn3("thư ký")
    assert "\u00ad" in garbled
    assert text.clean(garbled) == garbled
    assert text.propose(garbled).text == "thư ký"


def test_compatibility_characters_are_kept():
    """NFKC would turn ½ into 1/2 and № into No."""
    assert text.clean("½ № ²") == "½ № ²"


def test_cleaning_twice_changes_nothing_more():
    for phrase in PHRASES:
        once = text.clean(unicodedata.normalize("NFD", phrase) + "\u200b")
        assert text.clean(once) == once == phrase


def test_the_empty_text_is_clean():
    assert text.clean("") == ""
    assert text.is_clean("")
    assert not text.looks_garbled("")
    assert text.propose("") is None


@pytest.mark.parametrize(
    ("source", "normal"),
    [
        ("Đơn vị: VH&TT", "don vi vh tt"),
        ("05/QĐ-UBND", "05 qd ubnd"),
        ("01.TCCB", "01 tccb"),
        ("Uỷ  ban\nnhân dân", "uy ban nhan dan"),
        ("snake_case", "snake case"),
        ("km² ½", "km² ½"),
        ("", ""),
    ],
)
def test_the_search_form_is_lower_unaccented_words(source, normal):
    assert text.normalize(source) == normal


def test_the_search_form_of_decomposed_text_is_the_same():
    for phrase in PHRASES:
        decomposed = unicodedata.normalize("NFD", phrase.upper())
        assert text.normalize(decomposed) == text.normalize(phrase)


def test_the_search_form_contains_no_vietnamese_letter():
    for phrase in PHRASES:
        assert not text.VIETNAMESE_LETTERS & set(text.normalize(phrase))


def test_every_word_of_the_phrases_is_a_syllable():
    words = [w for phrase in PHRASES for w in legacy.words(phrase)]
    accented = [w for w in words if text.VIETNAMESE_LETTERS & set(w)]
    assert [w for w in accented if not is_syllable(w) and w not in ("QĐ", "NĐ")] == []


@pytest.mark.parametrize("word", ["quyêt", "bạạ", "aâ", "ngx", "Zürich", "", "tòc"])
def test_what_no_syllable_can_be_is_refused(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word", ["gì", "giếng", "khuỷu", "nghiêng", "Yến", "hoà", "hòa"]
)
def test_rare_spellings_are_syllables(word):
    assert is_syllable(word)
