"""A model document as a function that writes the rows of the nth copy of it.

Every value stays as the product wrote it, but for what must differ: ids, people,
units, books, numbers, moments, hashes, and the texts that `_patterns` marks.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from _patterns import FIRST_NUMBER, ISSUER, NAME, NOTATION
from _rows import BY_MODEL, DOCUMENT

from vnrecords import text

# Values that are written by the caller, by (table, column).
GIVEN = {
    (DOCUMENT, "uuid"): "uuid",
    (DOCUMENT, "search_text"): "search_text",
    (DOCUMENT, "issue_date"): "issued",
    (DOCUMENT, "register_due"): "due",
    ("qlvb_document_file", "sha256"): "sha256",
    ("qlvb_event", "hash"): "hash",
    ("qlvb_event", "previous_hash"): "previous",
    ("qlvb_number", "ordinal"): "number",
    (DOCUMENT, "register_number"): "number",
}
MARKS = {
    NAME: "name",
    NOTATION: "notation",
    ISSUER: "issuer",
    text.normalize(NAME): "plain_name",
    text.normalize(NOTATION): "plain_notation",
    text.normalize(ISSUER): "plain_issuer",
}
CAST_TABLES = (
    *("res_users", "res_partner", "hr_department", "res_company"),
    *("qlvb_register", "qlvb_series"),
)


@dataclass
class Slots:
    """The values of one kind that a model uses; copies give others in that order."""

    name: str
    values: list = field(default_factory=list)

    def put(self, value):
        if value not in self.values:
            self.values.append(value)
        return "{" + f"{self.name}[{self.values.index(value)}]" + "}"


class Copier:
    """Compiles the rows of one pattern."""

    def __init__(self, pattern, bases, strides):
        self.rows, self.catalogue = pattern.rows, pattern.catalogue
        self.bases, self.strides = bases, strides
        self.cast, self.tokens, self.times = Slots("cast"), Slots("tokens"), Slots("at")
        self.places = {
            (table, int(row["id"])): place
            for table, rows in self.rows.items()
            for place, row in enumerate(rows)
            if "id" in row
        }
        self.number = self.rows[DOCUMENT][0]["register_number"]
        self.marks = dict(MARKS)
        if int(self.number or 0) >= FIRST_NUMBER:
            self.marks[self.number] = "number"
        self.received = datetime.fromisoformat(self.rows[DOCUMENT][0]["received_at"])

    def compile(self):
        """Return a function of (n, cast, tokens, at, given) to {table: lines}."""
        tables = ", ".join(f"{table!r}: f{self._lines(table)!r}" for table in self.rows)
        names = sorted({*GIVEN.values(), *MARKS.values()} - {"hash", "previous"})
        source = f"lambda n, cast, tokens, at, hashes, {', '.join(names)}: {{{tables}}}"
        return eval(source)  # noqa: S307  (made of our own rows above)

    def details(self, value, given):
        """Return the details of an event as the copy holds them."""
        for mark, name in self.marks.items():
            if value and mark in value:
                value = value.replace(mark, str(given[name]))
        return value and json.loads(value)

    def columns(self, table):
        return list(self.rows[table][0])

    def _lines(self, table):
        lines = []
        for place, row in enumerate(self.rows[table]):
            cells = [
                self._cell(table, place, column, value) for column, value in row.items()
            ]
            lines.append("\t".join(cells) + "\n")
        return "".join(lines)

    def _cell(self, table, place, column, value):
        if value is None:
            return r"\N"
        given = GIVEN.get((table, column))
        if given in ("hash", "previous"):
            return "{hashes[" + str(place + (given == "hash")) + "]}"
        if given:
            return "{" + given + "}"
        if column == "id":
            return self._id(table, place)
        target = self.catalogue.targets.get((table, column))
        if column == "res_id" and table in BY_MODEL:
            target = DOCUMENT
        if target:
            return self._reference(target, int(value))
        return self._plain(table, place, column, value)

    def _id(self, table, place):
        return f"{{n * {self.strides[table]} + {self.bases[table] + place}}}"

    def id_of(self, table, place, number):
        return number * self.strides[table] + self.bases[table] + place

    def _reference(self, target, value):
        place = self.places.get((target, value))
        if place is not None:
            return self._id(target, place)
        if target in CAST_TABLES:
            return self.cast.put((target, value))
        return str(value)

    def _plain(self, table, place, column, value):
        kind = self.catalogue.columns[table][column]
        if column == "access_tokens":
            return self.tokens.put(value)
        if kind == "timestamp":
            return self.times.put(datetime.fromisoformat(value))
        if kind == "date":
            return self.times.put(datetime.fromisoformat(value).date())
        if column == "message_id":
            return f"<{self._id(table, place)}@bench>"
        return self._marked(value)

    def _marked(self, value):
        marks = self.marks
        pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len)[::-1])
        parts = re.split(f"({pattern})", value)
        return "".join(
            "{" + marks[part] + "}" if part in marks else escaped(part)
            for part in parts
        )


def escaped(value):
    """Return a text as COPY reads it, inside an f-string."""
    for mark, written in (("\\", r"\\"), ("\t", r"\t"), ("\n", r"\n"), ("\r", r"\r")):
        value = value.replace(mark, written)
    return value.replace("{", "{{").replace("}", "}}")
