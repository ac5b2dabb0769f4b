"""Whether the bodies that get a document are named on it (mục II.9)."""

import re

from .titles import key_of

_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "vp": "van phong",
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
}
_WORD = re.compile(r"[a-z0-9]+")
_ARTICLE = re.compile(r"^dieu \d+\b")


def unnamed(names, parts):
    """Return those of ``names`` that the `Parts` of a paper do not name.

    A list with a collective (“các sở, ban, ngành”) may mean anybody: then none.
    """
    entries = [*parts.foot.items, *(line.plain for line in parts.addressees)]
    listed = [reduced(entry) for entry in entries]
    articles = _last_article(parts.body)
    above = articles if any(one.startswith("nhu dieu") for one in listed) else ""
    if any(" cac " in f" {one} " for one in [*listed, above]):
        return []
    body = reduced(" ".join(line.plain for line in parts.body))
    return [name for name in names if not _is_named(reduced(name), listed, body)]


def reduced(words):
    """Return words without accents and marks, common abbreviations written out.

    >>> reduced("- UBND xã Tân Phong (để báo cáo);")
    'uy ban nhan dan xa tan phong'
    """
    plain = re.sub(r"\([^)]*\)", " ", key_of(words))
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(plain))


def _is_named(name, listed, body):
    """Tell whether a name stands there, perhaps cut: “UBND tỉnh” for the province."""
    if not name or any(f" {name} " in f" {text} " for text in [*listed, body]):
        return True
    cut = (one for one in listed if " " in one)
    return any(f"{name} ".startswith(f"{one} ") for one in cut)


def _last_article(body):
    """Return the words of the last article, which says who carries it out."""
    starts = [n for n, line in enumerate(body) if _ARTICLE.match(line.key)]
    if not starts:
        return ""
    return reduced(" ".join(line.plain for line in body[starts[-1] :]))
