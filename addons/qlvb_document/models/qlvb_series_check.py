# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import SQL

# What is wrong in a run of numbers: (kind, first, last, how many).
_GAPS = """
    SELECT 'gap', previous + 1, ordinal - 1, ordinal - previous - 1
    FROM (SELECT ordinal, COALESCE(lag(ordinal) OVER (ORDER BY ordinal), %(before)s)
                 AS previous
          FROM qlvb_number WHERE series_id = %(series)s) run
    WHERE ordinal - previous > 1"""
_DOUBLES = """
    SELECT 'double', register_number, register_number, count(*)
    FROM qlvb_document d JOIN qlvb_register r ON r.id = d.register_id
    WHERE r.series_id = %(series)s AND register_number > 0
      AND NOT EXISTS (SELECT FROM qlvb_number n
                      WHERE n.id = d.number_id AND n.series_id != %(series)s)
    GROUP BY register_number HAVING count(*) > 1"""
_ORPHANS = """
    SELECT 'orphan', n.ordinal, n.ordinal, 1
    FROM qlvb_number n LEFT JOIN qlvb_document d ON d.id = n.document_id
    WHERE n.series_id = %(series)s AND n.state = 'used'
      AND (d.id IS NULL OR d.number_id IS DISTINCT FROM n.id
           OR d.register_number IS DISTINCT FROM n.ordinal)"""
_ORDER = """
    SELECT 'order', ordinal, ordinal, 1
    FROM (SELECT ordinal, date, lag(date) OVER (ORDER BY ordinal, suffix) AS previous
          FROM qlvb_number WHERE series_id = %(series)s) run
    WHERE date < previous"""
_WAITING = """
    SELECT 'waiting', ordinal, ordinal, 1 FROM qlvb_number
    WHERE series_id = %(series)s AND state = 'reserved' AND date < %(today)s"""


class QlvbSeriesCheck(models.AbstractModel):
    """Finds what the numbers of a run do not explain (ND 30/2020, art. 15).

    Gaps that the ledger does not know; numbers that two entries carry; numbers used
    for no entry; dates that do not follow the numbers; numbers reserved on an
    earlier day and still not used. Everybody who may read the series may ask.
    """

    _name = "qlvb.series.check"
    _description = "Check of a Series"

    def findings(self):
        """Return a list of dicts, in order of the numbers: ``kind`` (gap, double,

        orphan, order, waiting), ``first``, ``last`` (ordinals) and ``count``.
        """
        self.ensure_one()
        self.check_access("read")
        parts = (_GAPS, _DOUBLES, _ORPHANS, _ORDER, _WAITING)
        rows = [row for part in parts for row in self.sudo()._rows_of(part)]
        names = ("kind", "first", "last", "count")
        found = [dict(zip(names, row, strict=True)) for row in rows]
        return sorted(found, key=lambda row: (row["first"], row["kind"]))

    def _gap_spans(self):
        return [(first, last) for _kind, first, last, _count in self._rows_of(_GAPS)]

    def _rows_of(self, part):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                part,
                series=self.id,
                before=self.first_number - 1,
                today=self.company_id._qlvb_today(),
            )
        )
        return self.env.cr.fetchall()
