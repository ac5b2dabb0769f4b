"""The rows that one step of the product wrote, written again by plain SQL.

What a step changes is learnt from one document: the rows before and after it, in
every table that names the document. For another document with the same rows before,
the same inserts and updates are then the floor of that step.
"""

import uuid

from psycopg2.extras import Json

TABLES = """
    SELECT DISTINCT f.table_name::text, f.column_name::text
    FROM information_schema.columns f
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      AND f.column_name = 'document_id' AND f.table_name LIKE 'qlvb%'
      AND EXISTS (SELECT FROM information_schema.columns i
          WHERE i.table_name = f.table_name AND i.column_name = 'id')"""
TYPES = """
    SELECT column_name, udt_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s"""
# Through a parent: (table, column, parent).
BELOW = (
    ("qlvb_submission_step", "submission_id", "qlvb_submission"),
    ("qlvb_outbox", "recipient_id", "qlvb_recipient"),
    ("qlvb_recipient_status", "recipient_id", "qlvb_recipient"),
)
FILES = """
    SELECT to_jsonb(t) FROM ir_attachment t WHERE res_model = 'qlvb.document.file'
    AND res_id IN (SELECT id FROM qlvb_document_file WHERE document_id = %s)
    ORDER BY id"""
# Unique in their table: made anew.
FRESH = {"uuid", "key", "public_token"}


class Rows:
    """Every row of one document, by table."""

    def __init__(self, cursor, document):
        self.document = document
        cursor.execute(
            "SELECT to_jsonb(t) FROM qlvb_document t WHERE id = %s", [document]
        )
        self.of = {"qlvb_document": self._fetched(cursor)}
        cursor.execute(TABLES)
        for table, column in cursor.fetchall():
            query = f"SELECT to_jsonb(t) FROM {table} t WHERE {column} = %s ORDER BY id"
            cursor.execute(query, [document])
            self.of[table] = self._fetched(cursor)
        for table, column, parent in BELOW:
            if table not in self.of:
                query = f"SELECT to_jsonb(t) FROM {table} t WHERE {column} = ANY(%s)"
                cursor.execute(f"{query} ORDER BY id", [list(self.of[parent])])
                self.of[table] = self._fetched(cursor)
        cursor.execute(FILES, [document])
        self.of["ir_attachment"] = self._fetched(cursor)

    @staticmethod
    def _fetched(cursor):
        return {row["id"]: row for (row,) in cursor.fetchall()}


class Step:
    """What the product wrote between two looks at one document."""

    def __init__(self, cursor, before, after):
        self.document = before.document
        self.places = {table: list(rows) for table, rows in before.of.items()}
        self.inserts, self.updates = [], []
        for table, rows in after.of.items():
            old = before.of.get(table, {})
            for number, row in rows.items():
                if number not in old:
                    self.inserts.append((table, row))
                elif row != old[number]:
                    place = self.places[table].index(number)
                    changed = {k: v for k, v in row.items() if v != old[number][k]}
                    self.updates.append((table, place, changed))
        # Parents first: their new ids stand in the others.
        order = {"ir_attachment": 0, "qlvb_number": 0, "qlvb_submission": 0}
        self.inserts.sort(key=lambda pair: (order.get(pair[0], 1), pair[0]))
        self.types = {}
        for table in {table for table, *_rest in self.inserts + self.updates}:
            cursor.execute(TYPES, [table])
            self.types[table] = dict(cursor.fetchall())

    def __len__(self):
        return len(self.inserts) + len(self.updates)

    def value(self, table, column):
        """Return what the step wrote into a column of a new row."""
        return next(row[column] for name, row in self.inserts if name == table)

    def again(self, cursor, rows, **given):
        """Write the same for the document of ``rows``.

        ``given``: values of columns that only the caller knows, by name.
        """
        new = {self.document: rows.document}
        places = {
            mine: theirs
            for table, ids in self.places.items()
            for mine, theirs in zip(ids, rows.of.get(table, ()), strict=False)
        }
        for table, row in self.inserts:
            values = self._values(table, row, new, places, given)
            values.pop("id")
            names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
            query = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id"
            cursor.execute(query, list(values.values()))
            new[row["id"], table] = cursor.fetchone()[0]
        for table, place, changed in self.updates:
            values = self._values(table, changed, new, places, given)
            marks = ", ".join(f"{name} = %s" for name in values)
            ids = list(rows.of[table])
            query = f"UPDATE {table} SET {marks} WHERE id = %s"
            cursor.execute(query, [*values.values(), ids[place]])

    def _values(self, table, row, new, places, given):
        values = {}
        for name, value in row.items():
            if name in given:
                value = given[name]
            elif name in FRESH and value:
                value = str(uuid.uuid4())
            elif name == "document_id" or name == "res_id":
                value = new[self.document] if name == "document_id" else value
            elif name.endswith("_id") and isinstance(value, int):
                value = self._linked(name, value, new, places)
            if self.types[table][name] == "jsonb" and value is not None:
                value = Json(value)
            values[name] = value
        return values

    def _linked(self, name, value, new, places):
        table = {
            "attachment_id": "ir_attachment",
            "number_id": "qlvb_number",
            "submission_id": "qlvb_submission",
            "main_file_id": "qlvb_document_file",
            "file_id": "qlvb_document_file",
        }.get(name)
        if not table and name != "recipient_id":
            return value
        return new.get((value, table), places.get(value, value))
