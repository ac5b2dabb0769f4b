"""The rows of a model document in all tables, read from the database's catalogue."""

from dataclasses import dataclass, field

FOREIGN = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace"""
COLUMNS = """
    SELECT table_name, column_name, udt_name FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER'
    ORDER BY table_name, ordinal_position"""
DOCUMENT = "qlvb_document"
# Tables that name their record by model and id, without a foreign key.
BY_MODEL = {"mail_message": "model", "mail_followers": "res_model"}


@dataclass
class Catalogue:
    """What the database says of its tables."""

    columns: dict = field(default_factory=dict)
    """Table: {column: type}."""
    targets: dict = field(default_factory=dict)
    """(Table, column): the table that a foreign key points to."""

    @classmethod
    def read(cls, cursor):
        found = cls()
        cursor.execute(COLUMNS)
        for table, column, kind in cursor.fetchall():
            found.columns.setdefault(table, {})[column] = kind
        cursor.execute(FOREIGN)
        for table, column, target in cursor.fetchall():
            found.targets[table, column] = target
        return found

    def pointing(self, table):
        """Return the (table, column) that hold ids of ``table``."""
        return [key for key, target in self.targets.items() if target == table]


class Pattern:
    """All rows that belong to one document: {table: [{column: text or None}]}."""

    def __init__(self, cursor, catalogue, document, without=()):
        self.cursor, self.catalogue = cursor, catalogue
        self.rows = {}
        self._take(DOCUMENT, "id", [document])
        todo = [DOCUMENT]
        while todo:
            table = todo.pop(0)
            for child, column in self._children(table):
                if child in without:
                    continue
                if self._take(child, column, self.ids(table)) and child not in todo:
                    todo.append(child)

    def _children(self, table):
        named = [(name, "res_id") for name in BY_MODEL] if table == DOCUMENT else []
        # Other documents that point to this one are no part of it.
        return named + [
            (child, column)
            for child, column in self.catalogue.pointing(table)
            if child != DOCUMENT and "id" in self.catalogue.columns[table]
        ]

    def ids(self, table):
        return [int(row["id"]) for row in self.rows[table] if "id" in row]

    def _take(self, table, column, ids):
        """Add the rows that point to ``ids``; tell whether there were new ones."""
        names = list(self.catalogue.columns[table])
        shown = ", ".join(f'"{name}"::text' for name in names)
        query = f'SELECT {shown} FROM "{table}" WHERE "{column}" = ANY(%s)'
        if table in BY_MODEL:
            query += f" AND {BY_MODEL[table]} = 'qlvb.document'"
        order = " ORDER BY id" if "id" in names else ""
        self.cursor.execute(query + order, [ids])
        known = self.rows.get(table, [])
        found = [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]
        new = [row for row in found if row not in known]
        if new:
            self.rows[table] = known + new
        return bool(new)
