"""Finding documents as people type: without accents, abbreviated, in fragments.

What is stored and what is typed go through the same reduction (`vnrecords.text`), so
that "hoà" and "hòa", "Uỷ ban" and "ủy ban" are one. `index_text` gives the words under
which a text is found, `query` the question in PostgreSQL's ``tsquery`` language.
"""

import re
from dataclasses import dataclass

from .text import normalize, unaccent

# Longer questions are no questions: the rest is left out.
MOST_WORDS = 20
_PARTS = re.compile(r"\d+|[^\W\d_]+")


def parts(word):
    """Return the numbers and letters of a word, if it has both.

    >>> parts("57qd"), parts("57"), parts("ubnd")
    (['57', 'qd'], [], [])
    """
    found = _PARTS.findall(word)
    return found if len(found) > 1 else []


def plain_number(word):
    """Return a number without leading zeros, "" for what is none.

    >>> plain_number("0057"), plain_number("57"), plain_number("000"), plain_number("a")
    ('57', '57', '0', '')
    """
    return (word.lstrip("0") or "0") if word.isdecimal() else ""


def index_text(text):
    """Return the words under which ``text`` is found, numbers also without zeros.

    >>> index_text("Quyết định số 05/QĐ-UBND, TT30")
    'quyet dinh so 05 qd ubnd tt30 5 tt 30'
    """
    words = normalize(text).split()
    more = []
    for word in words:
        for piece in [word, *parts(word)]:
            number = plain_number(piece)
            found = dict.fromkeys((piece, number))
            more += [one for one in found if one not in ("", word)]
    return " ".join([*words, *more])


def index_words(text, most):
    """Return the distinct words of a long text, at most ``most`` characters of them.

    >>> index_words("Sốt xuất huyết, sốt rét 07", 100)
    '07 7 huyet ret sot xuat'
    """
    found, size = [], 0
    for word in sorted(set(index_text(text).split())):
        size += len(word) + 1
        if size > most:
            break
        found.append(word)
    return " ".join(found)


@dataclass(frozen=True)
class Abbreviation:
    """Two ways to write one thing; either finds the other."""

    short: str
    meaning: str


class Abbreviations:
    """The abbreviations that are known, ready to be looked for in a question.

    >>> table = Abbreviations([Abbreviation("UBND", "Ủy ban nhân dân")])
    >>> table.query("UBND xã")
    "('ubnd':* | ('uy' & 'ban' & 'nhan' & 'dan')) & 'xa':*"
    >>> table.query("uỷ ban nhân dân")
    "(('uy':* & 'ban':* & 'nhan':* & 'dan':*) | 'ubnd')"
    """

    def __init__(self, table=()):
        self._others = {}
        for entry in table:
            short = tuple(normalize(entry.short).split())
            meaning = tuple(normalize(entry.meaning).split())
            if short and meaning and short != meaning:
                self._others.setdefault(short, []).append(meaning)
                self._others.setdefault(meaning, []).append(short)
        self._longest = max(map(len, self._others), default=0)

    def query(self, typed):
        """Return the ``tsquery`` for what somebody typed; "" when there is no word.

        Each word must be there, by its start; a number also without its zeros.

        >>> Abbreviations().query("sốt xuất"), Abbreviations().query("05")
        ("'sot':* & 'xuat':*", "('05':* | '5')")
        """
        words = normalize(typed).split()[:MOST_WORDS]
        terms, at = [], 0
        while at < len(words):
            run = self._run(words, at)
            terms.append(self._term(run))
            at += len(run)
        return " & ".join(terms)

    def _run(self, words, at):
        """Return the longest known run of words from ``at``, else the word there."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            run = tuple(words[at : at + length])
            if run in self._others:
                return run
        return (words[at],)

    def _term(self, run):
        typed = _all([_word(word) for word in run])
        others = [
            _all([f"'{word}'" for word in other]) for other in self._others.get(run, ())
        ]
        return _any([typed, *others])


def _all(terms):
    return terms[0] if len(terms) == 1 else f"({' & '.join(terms)})"


def _any(terms):
    return terms[0] if len(terms) == 1 else f"({' | '.join(terms)})"


def _word(word):
    """Return the term for one typed word, with the other ways to write it.

    >>> _word("sot"), _word("57qd")
    ("'sot':*", "('57qd':* | ('57' & 'qd':*))")
    """
    ways = [f"'{word}':*"]
    number = plain_number(word)
    if number and number != word:
        ways.append(f"'{number}'")
    pieces = parts(word)
    if pieces:
        exact = [f"'{piece}'" for piece in pieces[:-1]]
        ways.append(_all([*exact, f"'{pieces[-1]}':*"]))
    return _any(ways)


def snippet(text, typed, width=60):
    """Return the place of ``text`` where the first word of ``typed`` stands, or "".

    ``width``: characters on each side.

    >>> snippet("Báo cáo tình hình dịch sốt xuất huyết tại huyện", "sot huyet", 10)
    '… dịch sốt xuất…'
    """
    folded = unaccent(text).lower()
    if len(folded) != len(text):
        folded = "".join(map(_fold, text))
    for word in normalize(typed).split():
        found = re.search(rf"(?<![^\W_]){re.escape(word)}", folded)
        if found:
            start, end = max(0, found.start() - width), found.end() + width
            return _cut(text, start, end)
    return ""


def _fold(letter):
    """One character for one character, so that positions stay what they are."""
    plain = normalize(letter)
    return plain if len(plain) == 1 else " "


def _cut(text, start, end):
    piece = text[start:end]
    if start and " " in piece:
        piece = piece[piece.index(" ") :]
    if end < len(text) and " " in piece.strip():
        piece = piece[: piece.rindex(" ")]
    words = " ".join(piece.split())
    return f"{'… ' if start else ''}{words}{'…' if end < len(text) else ''}"
