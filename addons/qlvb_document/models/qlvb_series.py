# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..orm import create_once


class QlvbSeries(models.Model):
    """One run of numbers in one agency and one year, from 1 on (ND 30/2020, art. 15).

    Which documents share a run is the ``scope_key``: one common run, one per
    document type, or one per book. The truth about the numbers is `qlvb.number`.

    Everybody in the agency reads it; the system makes it. Administrators say with
    which number it begins beside an older system; clerks reserve and skip numbers,
    with a reason (`qlvb.series.ledger`).
    """

    _name = "qlvb.series"
    _description = "Number Series"
    _inherit = ["qlvb.series.ledger", "qlvb.series.check"]
    _order = "year desc, direction, scope_key"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", "Agency", required=True)
    year = fields.Integer(required=True, aggregator=None)
    direction = fields.Selection(
        [
            ("incoming", "Incoming"),
            ("outgoing", "Outgoing"),
            ("internal", "Internal"),
            ("copy", "Certified copies"),
        ],
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
            scope = series._scope_name()
            scope = f" ({scope})" if scope else ""
            series.display_name = f"{label.get(series.direction)} {series.year}{scope}"

    def _scope_name(self):
        """Return what shares the run: a type, a book, a body; empty when all do."""
        key = self.scope_key or "common"
        kind, _colon, number = key.partition(":")
        if kind == "plan" and number.isdecimal():
            plans = self.env["qlvb.series.plan"].sudo()
            return plans.browse(int(number)).exists().name or key
        types = self.env["qlvb.document.type"].sudo()
        found = key != "common" and types.search([("code", "=", key)], limit=1).name
        return found or ("" if key == "common" else key)

    @api.depends("number_ids.ordinal", "first_number")
    def _compute_next_number(self):
        """Show the next number; nothing is locked, so another may take it first."""
        self.env["qlvb.number"].flush_model(["series_id", "ordinal"])
        # One step down the index for each series, however long it is.
        self.env.cr.execute(
            SQL(
                """SELECT s.id, (SELECT n.ordinal FROM qlvb_number n
                       WHERE n.series_id = s.id ORDER BY n.ordinal DESC LIMIT 1)
                   FROM qlvb_series s WHERE s.id = ANY(%s)""",
                self.ids,
            )
        )
        last = dict(self.env.cr.fetchall())
        for series in self:
            following = (last.get(series._origin.id) or 0) + 1
            series.next_number = max(following, series.first_number)

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
        return create_once(self.sudo(), {name: value for name, _op, value in domain})

    def write(self, vals):
        """A run from which numbers were drawn keeps what it is."""
        fixed = {"company_id", "year", "direction", "scope_key", "first_number"}
        if fixed & set(vals):
            self._check_untouched()
        return super().write(vals)

    def _check_untouched(self):
        self.flush_recordset()
        for series in self:
            if (
                self.env["qlvb.number"]
                .sudo()
                .search_count([("series_id", "=", series.id)], limit=1)
            ):
                raise UserError(
                    self.env._(
                        "Numbers were drawn from this series: it is not changed."
                    )
                )

    def init(self):
        """Let the database itself find the next number (see `_draw`).

        As one call: to come back here after each number that somebody else has
        costs twenty clerks at one book more than the rest of their entries.
        """
        self.env.cr.execute(
            SQL(
                """
            CREATE OR REPLACE FUNCTION qlvb_number_draw(
                series int, agency int, above int, state text, document int,
                day date, reason text, uid int, moment timestamp
            ) RETURNS int AS $$
            DECLARE
                drawn int;
                last int;
                latest date;
            BEGIN
                PERFORM pg_advisory_xact_lock('qlvb_series'::regclass::int, series);
                SELECT n.ordinal, n.date INTO last, latest FROM qlvb_number n
                    WHERE n.series_id = series ORDER BY n.ordinal DESC LIMIT 1;
                IF latest > day THEN
                    RETURN NULL;
                END IF;
                last := greatest(above, last);
                LOOP
                    last := last + 1;
                    BEGIN
                        INSERT INTO qlvb_number (series_id, company_id, ordinal,
                            suffix, state, document_id, date, reason,
                            create_uid, create_date, write_uid, write_date)
                        VALUES (series, agency, last, '', state, document, day,
                            reason, uid, moment, uid, moment)
                        RETURNING id INTO drawn;
                        RETURN drawn;
                    EXCEPTION WHEN unique_violation THEN
                        -- Taken by somebody whom this transaction cannot see yet.
                    END;
                END LOOP;
            END $$ LANGUAGE plpgsql"""
            )
        )
        return super().init()

    def _draw(self, document, state="used", reason=None, fresh=False, day=None):
        """Insert the next number for ``document`` and return it.

        To be the last statement of the transaction. Who comes second waits for the
        first to end, in the order in which they came, and takes the next number, or
        the same one when the first was rolled back. What was taken meanwhile is not
        visible in a repeatable read: the unique index tells. So there is neither a
        gap nor a double, and no lock is held while work is done.

        A number that was reserved and released earlier on the same day goes first,
        unless ``fresh``; a day later the dates would no longer follow the numbers.
        ``day``: the date of the number, today by default; none is given before the
        date of the last number (art. 15).
        """
        self.ensure_one()
        self.env.flush_all()
        values = {
            "document": document.id or None,
            "state": state,
            "reason": reason or None,
            "date": day or self.company_id._qlvb_today(),
        }
        number_id = not fresh and self._take_released(values)
        if not number_id:
            number_id = self._take_next(values) or self._refuse_day(values["date"])
        self.invalidate_recordset(["number_ids", "next_number"])
        number = self.env["qlvb.number"].sudo().browse(number_id)
        number.invalidate_recordset()
        return number

    def _take_next(self, values):
        """Return the id of the next number, drawn by the database."""
        self.env.cr.execute(
            SQL(
                """SELECT qlvb_number_draw(%(series)s, %(company)s, %(above)s,
                    %(state)s, %(document)s, %(date)s, %(reason)s, %(uid)s, %(now)s)""",
                series=self.id,
                company=self.company_id.id,
                above=self.first_number - 1,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                **values,
            )
        )
        return self.env.cr.fetchone()[0]

    def _refuse_day(self, day):
        """Say which number is dated later than the one that was wanted."""
        numbers = self.env["qlvb.number"].sudo()
        last = numbers.search([("series_id", "=", self.id)], limit=1)
        raise UserError(
            self.env._(
                "Number %(number)s of “%(series)s” is dated %(last)s already: the next"
                " one cannot be dated %(day)s. Numbers and dates follow each other.",
                number=last.ordinal,
                series=self.display_name,
                last=f"{last.date:%d/%m/%Y}",
                day=f"{day:%d/%m/%Y}",
            )
        )

    def _take_released(self, values):
        """Take over the lowest number released today; None when others were faster."""
        self.env.cr.execute(
            SQL(
                """UPDATE qlvb_number SET state = %(state)s, document_id = %(document)s,
                       write_uid = %(uid)s, write_date = %(now)s
                   WHERE id = (SELECT id FROM qlvb_number
                       WHERE series_id = %(series)s AND state = 'released'
                         AND date = %(date)s
                       ORDER BY ordinal LIMIT 1 FOR UPDATE SKIP LOCKED)
                   RETURNING id""",
                series=self.id,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                state=values["state"],
                document=values["document"],
                date=values["date"],
            )
        )
        (number_id,) = self.env.cr.fetchone() or (None,)
        if number_id:
            number = self.env["qlvb.number"].sudo().browse(number_id)
            number.invalidate_recordset()
            number._note(self.env._("given again"), values["reason"])
        return number_id
