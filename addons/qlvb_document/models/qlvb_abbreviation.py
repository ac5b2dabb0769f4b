# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import ormcache

from vnrecords.searching import Abbreviation, Abbreviations


class QlvbAbbreviation(models.Model):
    """An abbreviation and what it stands for: searching one finds the other.

    Administrators keep the table, everybody reads it. One abbreviation may have
    several meanings.
    """

    _name = "qlvb.abbreviation"
    _description = "Abbreviation"
    _inherit = ["qlvb.kept.mixin"]
    _order = "name, meaning"

    name = fields.Char("Abbreviation", required=True)
    meaning = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _uniq = models.UniqueIndex("(name, meaning)", "This abbreviation is known already.")

    @api.model
    @ormcache()
    def _known(self):
        rows = self.sudo().search_fetch([], ["name", "meaning"])
        return Abbreviations([Abbreviation(row.name, row.meaning) for row in rows])

    @api.model
    def _query(self, typed):
        """Return the question in PostgreSQL's tsquery language, "" for no words."""
        return self._known().query(typed if isinstance(typed, str) else "")
