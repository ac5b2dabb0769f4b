"""To whom a newly registered document goes: the first rule that fits decides.

Source: QĐ 2080/QĐ-UBND, art. 7.2a: a registered document goes to the competent
person by itself.
"""

from dataclasses import dataclass

from . import text


@dataclass(frozen=True)
class Incoming:
    """What of a document decides: ids of its type and issuing bodies, its words."""

    kind: int | None
    issuers: frozenset[int]
    urgency: str
    abstract: str


@dataclass(frozen=True)
class Rule:
    """Conditions that hold together; an empty one holds always.

    ``words``: phrases of which one stands in the abstract, with or without accents.
    """

    key: int
    kinds: frozenset[int] = frozenset()
    issuers: frozenset[int] = frozenset()
    urgency: str = "0"
    words: tuple[str, ...] = ()

    def fits(self, document):
        """Tell whether the document meets every condition.

        >>> letter = Incoming(3, frozenset({8}), "1", "Về việc trùng tu di tích")
        >>> Rule(1, words=("di tich", "bảo tàng")).fits(letter)
        True
        >>> Rule(2, words=("tích",), urgency="2").fits(letter)
        False
        """
        return (
            (not self.kinds or document.kind in self.kinds)
            and (not self.issuers or bool(self.issuers & document.issuers))
            and document.urgency >= self.urgency
            and (not self.words or any(_says(document, word) for word in self.words))
        )


def _says(document, word):
    there = f" {text.normalize(document.abstract)} "
    return f" {text.normalize(word)} " in there


def split_words(typed):
    """Return the phrases that somebody typed with commas or on several lines.

    >>> split_words("di tích, bảo tàng;  ")
    ('di tích', 'bảo tàng')
    """
    parts = (typed or "").replace(";", ",").replace("\n", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def in_order(rules, document):
    """Return the keys of the rules that fit, the first one first.

    >>> letter = Incoming(3, frozenset(), "0", "Báo cáo")
    >>> in_order([Rule(1, kinds=frozenset({9})), Rule(2), Rule(3)], letter)
    [2, 3]
    """
    return [rule.key for rule in rules if rule.fits(document)]
