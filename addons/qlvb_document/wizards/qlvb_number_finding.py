# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbNumberFinding(models.TransientModel):
    """One line of the report on the numbers of books; see `qlvb.series.check`."""

    _name = "qlvb.number.finding"
    _description = "Finding on Numbers"
    _order = "series_id, first, kind"

    series_id = fields.Many2one("qlvb.series", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("gap", "Gap that nothing explains"),
            ("double", "Several entries with one number"),
            ("orphan", "Number without its entry"),
            ("order", "Dated before the number before it"),
            ("waiting", "Reserved on an earlier day"),
        ],
        required=True,
        readonly=True,
    )
    first = fields.Integer("From number", readonly=True, aggregator=None)
    last = fields.Integer("To number", readonly=True, aggregator=None)
    count = fields.Integer("How many", readonly=True)

    @api.model
    def _check(self, series):
        """Make the findings of the series anew and return them."""
        values = [
            {"series_id": run.id, **found} for run in series for found in run.findings()
        ]
        # Beyond that somebody else has to look at the data.
        return self.create(values[:5000])
