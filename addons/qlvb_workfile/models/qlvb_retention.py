# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import fields, models


class QlvbRetention(models.Model):
    """How long files of a kind are kept, the law it comes from and since when.

    Administrators and archivists keep the table; everybody reads it. What comes
    with the software is a start: an agency confirms each line against the table
    of its own branch before it relies on it.
    """

    _name = "qlvb.retention"
    _description = "Retention Period"
    _order = "years, date_from desc, id"

    name = fields.Char(required=True, translate=True)
    years = fields.Integer(
        required=True, aggregator=None, help="0 keeps the file permanently."
    )
    legal_basis = fields.Char(required=True)
    date_from = fields.Date("In force from", required=True)
    confirmed = fields.Boolean(
        "Confirmed by the agency",
        help="Somebody in charge has compared the period with the rules in force.",
    )
    company_id = fields.Many2one(
        "res.company", "Agency", help="Empty: for all agencies."
    )
    active = fields.Boolean(default=True)

    _years_positive = models.Constraint(
        "CHECK(years >= 0)", "A retention period cannot be negative."
    )

    def _retain_until(self, end_date):
        """Return the last day of keeping, counted from the year the work ends.

        Nothing is returned for what is kept permanently.
        """
        self.ensure_one()
        if not self.years:
            return False
        return date(end_date.year + self.years, 12, 31)
