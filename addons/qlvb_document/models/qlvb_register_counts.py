# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class QlvbRegisterCounts(models.AbstractModel):
    """What the form of a book tells about its numbers; everybody in the agency sees it.

    Counted in the ledger of the book's own series, so nothing is told of documents.
    """

    _name = "qlvb.register.counts"
    _description = "Counts of Registers"

    used_count = fields.Integer("Used", compute="_compute_number_counts")
    reserved_count = fields.Integer("Reserved", compute="_compute_number_counts")
    released_count = fields.Integer("Released", compute="_compute_number_counts")
    skipped_count = fields.Integer("Skipped", compute="_compute_number_counts")
    cancelled_count = fields.Integer("Cancelled", compute="_compute_number_counts")
    gap_count = fields.Integer(
        "Gaps",
        compute="_compute_number_counts",
        help="Numbers that the ledger does not explain: there should be none.",
    )

    def _compute_number_counts(self):
        self.env["qlvb.number"].flush_model(["series_id", "ordinal", "state"])
        self.env.cr.execute(
            SQL(
                """SELECT series_id, state, count(*), count(DISTINCT ordinal),
                          max(ordinal)
                   FROM qlvb_number WHERE series_id = ANY(%s)
                   GROUP BY series_id, state""",
                self.sudo().series_id.ids,
            )
        )
        found = {}
        for series_id, state, count, ordinals, last in self.env.cr.fetchall():
            found.setdefault(series_id, {})[state] = (count, ordinals, last)
        for register in self:
            series = register.sudo().series_id
            states = found.get(series.id, {})
            for state in ("used", "reserved", "released", "skipped", "cancelled"):
                register[f"{state}_count"] = states.get(state, (0,))[0]
            known = sum(ordinals for _n, ordinals, _last in states.values())
            last = max((last for *_n, last in states.values()), default=0)
            expected = max(last - (series.first_number or 1) + 1, 0)
            register.gap_count = max(expected - known, 0)
