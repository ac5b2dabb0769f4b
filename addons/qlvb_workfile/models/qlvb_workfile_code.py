# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

import psycopg2

from odoo import api, fields, models
from odoo.tools import mute_logger


class QlvbWorkfileCode(models.AbstractModel):
    """The code of a work file: of its line in the plan, or the next one of its unit."""

    _name = "qlvb.workfile.code"
    _description = "Codes of Work Files"

    code = fields.Char(
        copy=False,
        help="Number and notation; drawn by itself when the file is not planned.",
    )

    def _create_numbered(self, create, vals):
        """Create a file that is not planned under the next free code of its unit.

        As with numbers of documents, the unique index is probed under a savepoint:
        of two who open a file at once, the second takes the next code.
        """
        company = self.env["res.company"].sudo().browse(vals["company_id"])
        unit = self.env["hr.department"].sudo().browse(vals["department_id"] or [])
        suffix = unit.qlvb_code or company.qlvb_abbreviation or "HS"
        year = fields.Date.to_date(vals["start_date"]).year
        ordinal = self._last_ordinal(company, year, suffix) + 1
        while True:
            code = f"{ordinal:02}.{suffix}"
            try:
                with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                    return create([{**vals, "code": code}])
            except psycopg2.errors.UniqueViolation as error:
                if "code" not in (error.diag.constraint_name or "code"):
                    raise
                ordinal += 1

    @api.model
    def _last_ordinal(self, company, year, suffix):
        """Return the last ordinal that the plan or a file of that unit uses."""
        pattern = re.compile(rf"(\d+)\.{re.escape(suffix)}")
        codes = []
        for model in ("qlvb.workfile", "qlvb.file.plan"):
            rows = (
                self.env[model]
                .sudo()
                .search([("company_id", "=", company.id), ("year", "=", year)])
            )
            codes += rows.mapped("code")
        found = [pattern.fullmatch(code) for code in codes]
        return max((int(match[1]) for match in found if match), default=0)
