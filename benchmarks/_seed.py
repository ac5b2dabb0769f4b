"""Many documents quickly: rows as the product would have made them, by COPY."""

import hashlib
import io
import random
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from _odoo import token
from _plan import MATTERS

from vnrecords import numbering, text

SUBJECTS = (
    "báo cáo tình hình",
    "đề nghị phối hợp",
    "triển khai kế hoạch",
    "mời họp về",
    "góp ý dự thảo",
    "tăng cường công tác",
    "hướng dẫn thực hiện",
    "công bố thủ tục",
)
ISSUERS = ("Sở Nội vụ", "Sở Tài chính", "UBND tỉnh", "Công an huyện", "Sở Y tế")
SEED = 2080
# Columns that point to rows which come later, or are no columns.
LATER = {"number_id", "main_file_id", "type_name"}
TABLES = {
    "document": "qlvb_document",
    "file": "qlvb_document_file",
    "number": "qlvb_number",
    "assignment": "qlvb_assignment",
}


@dataclass
class World:
    """Ids of the demo agency in which everything happens."""

    company: int
    clerk: int
    leader: int
    specialist: int
    units: list
    people: dict
    """Unit: users who work in it."""
    types: list
    books: dict
    """Direction: (register, series, last number)."""


def read_world(cursor, company):
    """Look up what the demo locality has."""
    cursor.execute(
        "SELECT role, user_id, department_id FROM qlvb_role WHERE company_id = %s"
        " ORDER BY id",
        [company],
    )
    roles = cursor.fetchall()
    people = {}
    for role, user, unit in roles:
        if role == "specialist":
            people.setdefault(unit, []).append(user)
    heads = sorted({unit for role, _user, unit in roles if role == "unit_head"})
    cursor.execute(
        "SELECT id, name FROM qlvb_document_type WHERE is_refused IS NOT TRUE"
    )
    types = cursor.fetchall()
    return World(
        company=company,
        clerk=next(user for role, user, _u in roles if role == "clerk"),
        leader=next(user for role, user, _u in roles if role == "leader"),
        specialist=max(people.values(), key=len)[0],
        units=heads,
        people=people,
        types=types,
        books=read_books(cursor, company),
    )


def read_books(cursor, company):
    cursor.execute(
        """SELECT r.direction, r.id, r.series_id, COALESCE(max(n.ordinal), 0)
           FROM qlvb_register r LEFT JOIN qlvb_number n ON n.series_id = r.series_id
           WHERE r.company_id = %s AND r.year = %s AND r.state = 'open'
           GROUP BY 1, 2, 3""",
        [company, (datetime.now(UTC) + timedelta(hours=7)).year],
    )
    return {row[0]: list(row[1:]) for row in cursor.fetchall()}


class Seeder:
    """Writes documents with their files, numbers and assignments."""

    def __init__(self, connection, world):
        self.cursor, self.world = connection.cursor(), world
        self.now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self.rows = {name: [] for name in TABLES}
        self.next = {name: self._free_id(name) for name in self.rows}
        # The same on the same database, other documents when it is filled again.
        self.random = random.Random(SEED + self.next["document"])

    def _free_id(self, name):
        self.cursor.execute(f"SELECT COALESCE(max(id), 0) + 1 FROM {TABLES[name]}")
        return self.cursor.fetchone()[0]

    def _add(self, name, row):
        row |= {"id": self.next[name], "create_uid": self.world.clerk}
        row["create_date"] = row["write_date"] = self.now
        self.next[name] += 1
        self.rows[name].append(row)
        return row

    def seed(self, documents, drafts):
        """Add documents in the books of the year, and drafts to be registered."""
        for _count in range(documents):
            outgoing = self.random.random() < 0.2
            self._entered("outgoing" if outgoing else "incoming")
        for _count in range(drafts):
            self._document("incoming", "draft", self.now)
        for name, rows in self.rows.items():
            self._copy(name, rows)
        self._point_back()
        return [row["id"] for row in self.rows["document"] if row["state"] == "draft"]

    def _point_back(self):
        """Fill the columns that need the other tables."""
        first = self.rows["document"][0]["id"]
        for column, table in (("number_id", "number"), ("main_file_id", "file")):
            self.cursor.execute(
                f"UPDATE qlvb_document d SET {column} = other.id"
                f" FROM {TABLES[table]} other"
                " WHERE other.document_id = d.id AND d.id >= %s",
                [first],
            )

    def _entered(self, direction):
        share = (self.now - self.now.replace(month=1, day=1)) * self.random.random()
        received = (self.now - share).replace(microsecond=0)
        state = "issued"
        if direction == "incoming":
            state = "registered" if self.random.random() < 0.05 else "done"
        document = self._document(direction, state, received)
        book = self.world.books[direction]
        book[2] += 1
        number = self._add(
            "number",
            {
                "series_id": book[1],
                "company_id": self.world.company,
                "ordinal": book[2],
                "suffix": "",
                "state": "used",
                "document_id": document["id"],
                "date": received.date(),
            },
        )
        document |= {
            "register_id": book[0],
            "register_number": book[2],
            "number_id": number["id"],
            "registered_at": received,
            "issued_at": received if direction == "outgoing" else None,
        }
        document["search_text"] = self._search_text(document)
        if direction == "incoming":
            self._assign(document, state, received)

    def _document(self, direction, state, received):
        kind, name = self.random.choice(self.world.types)
        unit = self.random.choice(self.world.units)
        subject = f"{self.random.choice(SUBJECTS)} {self.random.choice(MATTERS)}"
        document = {
            "direction": direction,
            "state": state,
            "name": subject,
            "company_id": self.world.company,
            "type_id": kind,
            "notation": f"{self.next['document']}/UBND-VX",
            "issuer_name": self.random.choice(ISSUERS),
            "issue_date": received.date(),
            "received_at": received,
            "register_due": received + timedelta(hours=2),
            "urgency": "1" if self.random.random() < 0.03 else "0",
            "uuid": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
            "department_id": unit if direction == "outgoing" else None,
            "needs_reply": "none",
            "secrecy": "thuong",
            "layout": "word",
            "active": True,
            "type_name": name,
        }
        document = self._add("document", document)
        document["search_text"] = self._search_text(document)
        document["notation_key"] = numbering.search_key(document["notation"])
        document["access_tokens"] = self._tokens(document, unit)
        document["main_file_id"] = self._file(document)["id"]
        return document

    def _search_text(self, row):
        names = ("notation", "name", "issuer_name", "type_name", "register_number")
        return text.normalize(" ".join(str(row[n]) for n in names if row.get(n)))

    def _tokens(self, document, unit, *users):
        company = self.world.company
        tokens = {token("clerk", company)}
        if document["state"] != "draft":
            tokens |= {token("leader", company), token("office", company)}
            tokens.add(token("unit_head", unit))
        tokens |= {token("user", user) for user in users}
        return "{" + ",".join(map(str, sorted(tokens))) + "}"

    def _file(self, document):
        digest = hashlib.sha256(document["uuid"].encode()).hexdigest()
        return self._add(
            "file",
            {
                "document_id": document["id"],
                "name": "van-ban.pdf",
                "kind": "original" if document["direction"] == "incoming" else "issued",
                "version": 1,
                "pages": self.random.randint(1, 12),
                "size": 90_000,
                "sha256": digest,
                "mimetype": "application/pdf",
            },
        )

    def _assign(self, document, state, received):
        unit = self.random.choice(self.world.units)
        user = self.random.choice(self._people(unit))
        document["access_tokens"] = self._tokens(document, unit, user)
        document["deadline"] = received + timedelta(days=5)
        head = self._assignment(document, state, {"department_id": unit})
        self._assignment(document, state, {"user_id": user, "parent_id": head["id"]})

    def _people(self, unit):
        return self.world.people.get(unit) or [self.world.specialist]

    def _assignment(self, document, state, target):
        return self._add(
            "assignment",
            {
                "document_id": document["id"],
                "company_id": document["company_id"],
                "urgency": document["urgency"],
                "role": "lead",
                "state": "accepted" if state == "registered" else "done",
                "deadline": document["deadline"],
                "original_deadline": document["deadline"],
                **target,
            },
        )

    def _copy(self, name, rows):
        """Send all rows of a table in one stream."""
        table = TABLES[name]
        columns = [key for key in dict.fromkeys(key for row in rows for key in row)]
        columns = [column for column in columns if column not in LATER]
        lines = (
            "\t".join(field(row.get(column)) for column in columns) for row in rows
        )
        stream = io.StringIO("".join(f"{line}\n" for line in lines))
        words = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        self.cursor.copy_expert(words, stream)
        self.cursor.execute(
            f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"
        )


def field(value):
    """Return a value as COPY reads it; ours hold no tab, newline or backslash."""
    return "\\N" if value is None else str(value)
