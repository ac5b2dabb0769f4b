# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger


class QlvbSeries(models.Model):
    """One run of numbers in one agency and one year, from 1 on (ND 30/2020, art. 15).

    Which documents share a run is the ``scope_key``: one common run, one per
    document type, or one per book. The truth about the numbers is `qlvb.number`.
    """

    _name = "qlvb.series"
    _description = "Number Series"
    _order = "year desc, direction, scope_key"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", "Agency", required=True)
    year = fields.Integer(required=True, aggregator=None)
    direction = fields.Selection(
        [("incoming", "Incoming"), ("outgoing", "Outgoing"), ("internal", "Internal")],
        required=True,
    )
    scope_key = fields.Char(required=True, default="common")
    first_number = fields.Integer(
        default=1, required=True, help="Where the run starts, beside an older system."
    )
    number_ids = fields.One2many("qlvb.number", "series_id")
    next_number = fields.Integer(compute="_compute_next_number")

    _series_uniq = models.UniqueIndex(
        "(company_id, year, direction, scope_key)", "This series exists already."
    )
    _first_number_positive = models.Constraint(
        "CHECK(first_number > 0)", "A series starts at 1 or later."
    )

    @api.depends("number_ids.ordinal", "first_number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        label = dict(self._fields["direction"]._description_selection(self.env))
        for series in self:
            series.display_name = (
                f"{label.get(series.direction)} {series.year} ({series.scope_key})"
            )

    @api.depends("number_ids.ordinal", "first_number")
    def _compute_next_number(self):
        last = dict(
            self.env["qlvb.number"]
            .sudo()
            ._read_group(
                [("series_id", "in", self.ids)], ["series_id"], ["ordinal:max"]
            )
        )
        for series in self:
            series.next_number = max(last.get(series, 0) + 1, series.first_number)

    @api.model
    def _get(self, company, direction, year, scope_key="common"):
        """Return the series, made when it does not exist yet."""
        domain = [
            ("company_id", "=", company.id),
            ("direction", "=", direction),
            ("year", "=", year),
            ("scope_key", "=", scope_key),
        ]
        series = self.sudo().search(domain, limit=1)
        if series:
            return series
        return self.sudo().create({name: value for name, _op, value in domain})

    def write(self, vals):
        """A run from which numbers were drawn keeps what it is."""
        fixed = {"company_id", "year", "direction", "scope_key", "first_number"}
        if fixed & set(vals) and any(series.sudo().number_ids for series in self):
            raise UserError(
                self.env._("Numbers were drawn from this series: it is not changed.")
            )
        return super().write(vals)

    def _draw(self, document, state="used"):
        """Insert the next number for ``document`` and return it.

        To be the last statement of the transaction. The unique index is probed
        under a savepoint: who comes second waits for the first to end, and takes
        the next number, or the same one when the first was rolled back. So there
        is neither a gap nor a double, and no lock is held while work is done.
        """
        self.ensure_one()
        self.env.flush_all()
        ordinal = self._last_ordinal() + 1
        while True:
            try:
                with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                    number_id = self._insert_number(ordinal, document, state)
                break
            except psycopg2.errors.UniqueViolation:
                ordinal += 1
        self.invalidate_recordset(["number_ids", "next_number"])
        return self.env["qlvb.number"].sudo().browse(number_id)

    def _last_ordinal(self):
        self.env.cr.execute(
            SQL("SELECT max(ordinal) FROM qlvb_number WHERE series_id = %s", self.id)
        )
        return max(self.env.cr.fetchone()[0] or 0, self.first_number - 1)

    def _insert_number(self, ordinal, document, state):
        self.env.cr.execute(
            SQL(
                """INSERT INTO qlvb_number (series_id, company_id, ordinal,
                       suffix, state, document_id, date, create_uid, create_date,
                       write_uid, write_date)
                   VALUES (%(series)s, %(company)s, %(ordinal)s, '', %(state)s,
                       %(document)s,
                       %(date)s, %(uid)s, %(now)s, %(uid)s, %(now)s) RETURNING id""",
                series=self.id,
                company=self.company_id.id,
                ordinal=ordinal,
                state=state,
                document=document.id,
                date=document._agency_today(),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        return self.env.cr.fetchone()[0]
