# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbNumber(models.Model):
    """The ledger of numbers: which was drawn for what, and what became of it.

    Written by the system only; everybody with the right to see registers reads it.
    A number is never given twice: a freed one stays in the ledger with its reason.
    """

    _name = "qlvb.number"
    _description = "Number"
    _order = "series_id, ordinal desc, suffix"
    _rec_name = "ordinal"

    series_id = fields.Many2one("qlvb.series", required=True, index=True)
    company_id = fields.Many2one(related="series_id.company_id", store=True, index=True)
    ordinal = fields.Integer(required=True, aggregator=None)
    suffix = fields.Char(required=True, default="")
    state = fields.Selection(
        [
            ("reserved", "Reserved"),
            ("used", "Used"),
            ("released", "Released"),
            ("skipped", "Skipped"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="used",
    )
    document_id = fields.Many2one("qlvb.document", index="btree_not_null")
    date = fields.Date(required=True)
    reason = fields.Char()

    _number_uniq = models.UniqueIndex(
        "(series_id, ordinal, suffix)", "This number is already used in its series."
    )
    _ordinal_positive = models.Constraint("CHECK(ordinal > 0)", "Numbers start at 1.")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A number that was drawn stays in the ledger."))

    @api.model
    def gaps(self, series_id):
        """Return the ordinals that the ledger of a series does not explain."""
        series = self.env["qlvb.series"].browse(series_id)
        series.check_access("read")
        numbers = self.sudo().search([("series_id", "=", series.id)])
        known = set(numbers.mapped("ordinal"))
        expected = range(series.first_number, max(known, default=0) + 1)
        return [ordinal for ordinal in expected if ordinal not in known]
