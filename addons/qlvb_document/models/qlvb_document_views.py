# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

# Who reads one of these has opened the document; lists do not show them.
CONTENT = frozenset({"main_content", "body", "file_ids"})


class QlvbDocumentViews(models.AbstractModel):
    """Who opened a document is noted by the request that shows it (S20).

    The two methods below write, so a server with a read replica does not send them
    there only to try again.
    """

    _name = "qlvb.document.views"
    _description = "Opening of Documents"

    access_count = fields.Integer(compute="_compute_access_count")
    can_audit = fields.Boolean(compute="_compute_access_count")

    @api.depends_context("uid")
    def _compute_access_count(self):
        """Count how often the document was opened, for who looks into that."""
        Role, Log = self.env["qlvb.role"], self.env["qlvb.access.log"]
        agencies = self.company_id.filtered(
            lambda agency: Role._has_role(Log._auditors(), agency)
        )
        looked_into = self.filtered(lambda row: row.company_id in agencies)
        counted = dict(
            Log.sudo()._read_group(
                [("document_id", "in", looked_into.ids)], ["document_id"], ["__count"]
            )
            if looked_into.ids
            else ()
        )
        for document in self:
            document.can_audit = document in looked_into
            document.access_count = counted.get(document._origin, 0)

    def read(self, fields=None, load="_classic_read"):
        if self.env.context.get("bin_size"):
            self = self.with_context(qlvb_no_bytes=True)
        rows = super().read(fields, load)
        if fields is None or CONTENT.intersection(fields):
            self._note_access("view")
            if self._note_reading() and self.has_access("read"):
                rows = super().read(fields, load)
        return rows

    def web_read(self, specification):
        """Read what a form shows; of its lists only those that hold something."""
        empty = specification.keys() & self._empty_lists()
        asked = {name: specification[name] for name in specification.keys() - empty}
        rows = super().web_read(asked)
        for row in rows:
            row.update((name, []) for name in empty)
        return rows

    def _empty_lists(self):
        """Return the names of the document's lists without any row, by one query.

        Nobody sees anything in them, so nobody's rights are asked; what the form
        works out from them asks the database no more.
        """
        if len(self) != 1 or not self.id:
            return set()
        lists = [field for field in self._fields.values() if self._is_own_list(field)]
        query = SQL(", ").join(self._has_row_sql(field) for field in lists)
        (found,) = self.env.execute_query(SQL("SELECT %s", query))
        empty = [field for field, some in zip(lists, found, strict=True) if not some]
        for field in empty:
            field._insert_cache(self, [()])
        return {field.name for field in empty}

    @api.model
    def _is_own_list(self, field):
        """Tell whether the field is a list of ours that stands in the database."""
        ours = field.store and any(name.startswith("qlvb_") for name in field._modules)
        return ours and field.type in ("one2many", "many2many")

    def _has_row_sql(self, field):
        if field.type == "many2many":
            table, column = SQL.identifier(field.relation), field.column1
            place = SQL("%s.%s", table, SQL.identifier(column))
            return SQL("EXISTS (SELECT FROM %s WHERE %s = %s)", table, place, self.id)
        rows = self.env[field.comodel_name]
        column = rows._field_to_sql(rows._table, field.inverse_name)
        table = SQL.identifier(rows._table)
        return SQL("EXISTS (SELECT FROM %s WHERE %s = %s)", table, column, self.id)

    read._readonly = False
    web_read._readonly = False

    def _note_access(self, kind, what=""):
        """Note that the user opened, downloaded or printed these documents.

        ``kind``: view, file or print; ``what``: the name of the file or the print.
        """
        self.env["qlvb.access.log"]._note(self, kind, what)
        if kind == "file":
            self._note_reading()

    def action_access_history(self):
        """Show who opened the document, and when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "qlvb_document.qlvb_access_log_action"
        )
        return {**action, "domain": [("document_id", "=", self.id)], "context": {}}
