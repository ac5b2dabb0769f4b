"""A hash chain over the handling history (NĐ 30/2020 PL VI mục III.5).

Each entry's digest covers the digest before it, so no entry can be changed, removed
or put in later without breaking every digest that follows.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping

from .errors import TrailError

GENESIS = "0" * 64
"""The digest before the first entry."""


def digest(previous_hex, payload):
    """Return the SHA-256, in hex, of an entry that follows ``previous_hex``.

    An empty ``previous_hex`` is `GENESIS`. The order of the keys does not matter.

    >>> first = digest("", {"action": "register", "number": 5})
    >>> first == digest(GENESIS, {"number": 5, "action": "register"})
    True
    >>> first[:16]
    'c69263e0adce08c4'
    """
    text = f"{previous_hex or GENESIS}\n{canonical(payload)}"
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(payload):
    """Return the one JSON text of ``payload``: sorted keys, no spaces, UTF-8.

    Dates and times are written in ISO 8601; whatever else JSON does not know is
    refused, because its text could differ from one run to the next.

    >>> canonical({"b": datetime.date(2026, 3, 9), "a": "Ký"})
    '{"a":"Ký","b":"2026-03-09"}'
    """
    if not isinstance(payload, Mapping):
        raise TrailError(f"a payload is a mapping, not {type(payload).__name__}")
    try:
        text = json.dumps(
            _checked(payload),
            allow_nan=False,
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        text.encode()
    except (TypeError, ValueError) as error:
        raise TrailError(str(error)) from error
    return text


def _checked(value):
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TrailError("keys of a payload are strings")
        return {key: _checked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def verify(entries, previous_hex="", last_hex=None):
    """Return the index of the first broken entry, or None if the chain holds.

    ``entries`` are pairs ``(digest, payload)`` from the oldest on. A chain that was
    cut off at its end still holds by itself: pass the ``last_hex`` that was kept
    elsewhere, and the missing entry's index is returned.

    >>> one = digest("", {"n": 1})
    >>> chain = [(one, {"n": 1}), (digest(one, {"n": 2}), {"n": 2})]
    >>> verify(chain), verify([(one, {"n": 1}), (chain[1][0], {"n": 3})])
    (None, 1)
    """
    index, previous = -1, previous_hex or GENESIS
    for index, (claimed, payload) in enumerate(entries):
        try:
            actual = digest(previous, payload)
        except TrailError:
            return index
        if actual != claimed:
            return index
        previous = claimed
    return index + 1 if last_hex and previous != last_hex else None
