# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbAssignmentLists(models.AbstractModel):
    """Searching the lists of work, and working through many rows at once."""

    _name = "qlvb.assignment.lists"
    _description = "Lists of Assignments"
    _inherit = ["qlvb.batch.mixin"]

    search_all = fields.Char(
        "Search",
        compute="_compute_search_all",
        search="_search_search_all",
        export_string_translation=False,
    )

    @api.depends("document_id.search_text")
    def _compute_search_all(self):
        for row in self:
            row.search_all = row.document_id.search_text

    @api.model
    def _search_search_all(self, operator, value):
        return Domain("document_id.search_all", operator, value)

    def mark_read_many(self):
        """Note of each row that it was read; return ``[{id, name, ok, message}]``."""
        return self._each(lambda rows: rows.mark_read(), self.env._("Read"))

    def action_mark_read(self):
        return self._show_results(self.env._("Mark as read"), self.mark_read_many())
