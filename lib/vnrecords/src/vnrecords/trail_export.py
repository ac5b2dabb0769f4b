"""An exported trail, and what was done to it since (NĐ 30/2020 PL VI mục III.5).

An export is text, one JSON object a line. The first line is the head: which chains
there are, how many rows each has, the hash of its last row, and a seal over all of
this. Then come the rows, chain by chain in that order. ``python -m
vnrecords.trail_export FILE [--seal HEX]`` needs nothing but Python.

Whoever can rewrite the whole file can make a new, consistent one. Keep the seal of
an export elsewhere, on paper in the minutes for instance, and give it to the check.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .errors import TrailError
from .trail import canonical, verify

FORMAT = "qlvb-trail"
VERSION = 1
_ROW_KEYS = {"chain", "hash", "payload"}


@dataclass(frozen=True)
class Chain:
    """One chain: its name, its number of rows, and the hash of the last one."""

    name: str
    count: int
    head: str


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line of the export (the head is line 1)."""

    line: int
    text: str

    def __str__(self):
        return f"line {self.line}: {self.text}"


def seal(head):
    """Return the SHA-256, in hex, over the head of an export without its seal."""
    content = {key: value for key, value in head.items() if key != "seal"}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def write(chains: Iterable[Chain], rows: Iterable[dict], **facts) -> Iterator[str]:
    """Yield the lines of an export; ``facts`` are kept in its head.

    ``rows``: dicts with chain (name), hash and payload, chain by chain in the order
    of ``chains``, each from the oldest on.

    >>> lines = list(write([], [], agency="UBND xã Mẫu"))
    >>> check(lines)
    []
    """
    head = {
        "format": FORMAT,
        "version": VERSION,
        "chains": [[chain.name, chain.count, chain.head] for chain in chains],
        **facts,
    }
    yield canonical({**head, "seal": seal(head)})
    for row in rows:
        yield canonical(row)


def check(lines: Iterable[str], kept_seal: str = "") -> list[Fault]:
    """Return what is wrong with an export, nothing if it is as it was written.

    ``kept_seal``: the seal that was kept elsewhere when the export was made.
    """
    lines = [line for line in lines if line.strip()]
    try:
        head = _parse(lines[0]) if lines else {}
        chains = _read_head(head)
    except (TrailError, KeyError, TypeError, ValueError) as error:
        return [Fault(1, f"this is not the head of a trail: {error}")]
    faults = []
    if seal(head) != head.get("seal"):
        faults.append(Fault(1, "the head was changed: its seal does not fit"))
    if kept_seal and kept_seal != head.get("seal"):
        faults.append(Fault(1, "this is not the export whose seal was kept"))
    return faults + _check_rows(lines, chains)


def _read_head(head):
    if head.get("format") != FORMAT or head.get("version") != VERSION:
        raise TrailError("unknown format")
    chains = [Chain(*chain) for chain in head["chains"]]
    if len({chain.name for chain in chains}) != len(chains):
        raise TrailError("a chain is named twice")
    return chains


def _check_rows(lines, chains):
    faults, at = [], 1
    for chain in chains:
        entries = []
        while at + len(entries) < len(lines):
            row = _read_row(lines[at + len(entries)])
            if row is None or row[0] != chain.name:
                break
            entries.append(row[1:])
        broken = verify(entries, last_hex=chain.head)
        if broken is None and len(entries) != chain.count:
            broken = len(entries)
        if broken is not None:
            text = f"{chain.name}: a row was changed, removed, added or moved here"
            faults.append(Fault(at + broken + 1, text))
        at += len(entries)
    if at < len(lines):
        faults.append(Fault(at + 1, "this row belongs to no chain of the head"))
    return faults


def _read_row(line):
    """Return (chain, hash, payload), or None for what is no row."""
    try:
        row = _parse(line)
    except (TrailError, ValueError):
        return None
    if set(row) != _ROW_KEYS:
        return None
    return row["chain"], row["hash"], row["payload"]


def _parse(line):
    value = json.loads(line, object_pairs_hook=_unique)
    if not isinstance(value, dict):
        raise TrailError("not an object")
    return value


def _unique(pairs):
    """Refuse a key that stands twice: programs would read either of the values."""
    if len(dict(pairs)) != len(pairs):
        raise TrailError("a key stands twice")
    return dict(pairs)


def main(arguments=None):
    """Check an export from the command line; return 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m vnrecords.trail_export",
        description="Check an exported trail for rows added, removed or changed.",
    )
    parser.add_argument("file", help="the export, one JSON object a line")
    parser.add_argument("--seal", default="", help="the seal that was kept elsewhere")
    options = parser.parse_args(arguments)
    with open(options.file, encoding="utf-8") as export:
        lines = export.read().split("\n")
    faults = check(lines, options.seal)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if not faults:
        sys.stdout.write(f"intact; seal {_parse(lines[0])['seal']}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
