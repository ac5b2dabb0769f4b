# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from vnrecords import searching

OPERATORS = ("ilike", "like", "=ilike", "=")
# So much of a file is looked through for the place to show, in characters.
SHOWN_FROM = 200_000


class QlvbDocumentSearch(models.AbstractModel):
    """Finding documents by what people type, in the entry and in the files.

    The entry's words are kept on the document and indexed together with the access
    tokens; those of the files are kept beside them (`qlvb.file.text`). Each word must
    be found, all of them in the same place.
    """

    _name = "qlvb.document.search"
    _description = "Search of Documents"

    search_text = fields.Char(compute="_compute_search_text", store=True)
    search_all = fields.Char(
        "Entry", compute="_compute_search_all", search="_search_search_all"
    )
    search_content = fields.Char(
        "Text of the files", compute="_compute_nothing", search="_search_search_content"
    )
    search_everywhere = fields.Char(
        "Entry and files",
        compute="_compute_nothing",
        search="_search_search_everywhere",
    )
    file_hit = fields.Char("Found in the file", compute="_compute_file_hit")

    @api.depends(
        "name",
        "notation",
        "issuer_name",
        "type_id.name",
        "register_number",
        "signer_id.name",
        "recipient_ids.name",
        "direction",
    )
    def _compute_search_text(self):
        for document in self:
            parts = filter(None, document._search_parts())
            document.search_text = searching.index_text(" ".join(parts))

    def _search_parts(self):
        """Return the texts by which the entry is found; add-ons extend it."""
        number = self.register_number
        sent = self.direction != "incoming"
        return [
            self.notation,
            self.name,
            self.issuer_name,
            self.type_id.name,
            str(number) if number else "",
            self.signer_id.sudo().name,
            *(self.recipient_ids.mapped("name") if sent else ()),
        ]

    def _compute_search_all(self):
        for document in self:
            document.search_all = document.search_text

    def _compute_nothing(self):
        self.search_content = self.search_everywhere = False

    @api.model
    def _search_search_all(self, operator, value):
        """Find documents that hold every word typed, without accents, by its start."""
        return self._by_words(operator, value, self._entry_sql)

    @api.model
    def _search_search_content(self, operator, value):
        """Find documents in one of whose files every word stands."""
        return self._by_words(operator, value, self._content_sql)

    @api.model
    def _search_search_everywhere(self, operator, value):
        """Find documents that hold every word in the entry, or in one file."""
        return self._by_words(operator, value, self._everywhere_sql)

    @api.model
    def _by_words(self, operator, value, condition):
        if operator not in OPERATORS:
            return NotImplemented
        query = self.env["qlvb.abbreviation"]._query(value)
        if not query:
            return Domain.TRUE
        return Domain.custom(to_sql=lambda _model, alias, _q: condition(alias, query))

    @api.model
    def _entry_sql(self, alias, query):
        column = SQL.identifier(
            alias, "search_text", to_flush=self._fields["search_text"]
        )
        return SQL(
            "to_tsvector('simple', COALESCE(%s, '')) @@ to_tsquery('simple', %s)",
            column,
            query,
        )

    @api.model
    def _content_sql(self, alias, query):
        return SQL("%s IN (%s)", SQL.identifier(alias, "id"), self._files_sql(query))

    @api.model
    def _files_sql(self, query):
        return SQL(
            "SELECT document_id FROM qlvb_file_text"
            " WHERE words @@ to_tsquery('simple', %s)",
            query,
        )

    @api.model
    def _everywhere_sql(self, alias, query):
        """Two searches, each by its own index: an OR over both would read the table."""
        inner = f"{alias}__entry"
        seen = SQL("TRUE") if self.env.su else self._can_see_sql(self, inner, None)
        return SQL(
            "%s IN (SELECT %s FROM qlvb_document AS %s WHERE %s AND %s UNION %s)",
            SQL.identifier(alias, "id"),
            SQL.identifier(inner, "id"),
            SQL.identifier(inner),
            seen,
            self._entry_sql(inner, query),
            self._files_sql(query),
        )

    @api.depends_context("qlvb_search")
    def _compute_file_hit(self):
        """Where the words that were searched stand in a file, with some text around.

        The search view leaves the words in the context as ``qlvb_search``.
        """
        self.file_hit = False
        typed = self.env.context.get("qlvb_search")
        typed = " ".join(map(str, typed)) if isinstance(typed, list) else typed
        query = self.env["qlvb.abbreviation"]._query(typed)
        if query and self.ids:
            for document, name, content in self._hits(query):
                place = searching.snippet(content or "", typed)
                document.file_hit = f"{name}: {place}" if place else name

    def _hits(self, query):
        """Return (document, name of the file, text of it) of what is seen and found."""
        seen = self._filtered_access("read")
        if not seen:
            return []
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (side.document_id)
                          side.document_id, file.name, left(side.content, %s)
                   FROM qlvb_file_text side JOIN qlvb_document_file file
                        ON file.id = side.file_id
                   WHERE side.document_id IN %s
                     AND side.words @@ to_tsquery('simple', %s)
                   ORDER BY side.document_id, side.file_id DESC""",
                SHOWN_FROM,
                tuple(seen.ids),
                query,
            )
        )
        return [(self.browse(row[0]), *row[1:]) for row in rows]
