# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

from vnrecords.worktime import Unit, remaining

from ..orm import set_alike

_lt = LazyTranslate(__name__)
# By unit, and whether it is too late; only the one that is shown is translated.
WORDS = {
    (Unit.MINUTES, False): _lt("%s min left"),
    (Unit.HOURS, False): _lt("%s h left"),
    (Unit.DAYS, False): _lt("%s days left"),
    (Unit.MINUTES, True): _lt("%s min late"),
    (Unit.HOURS, True): _lt("%s h late"),
    (Unit.DAYS, True): _lt("%s days late"),
}


class QlvbRemainingMixin(models.AbstractModel):
    """How much working time is left, in words, for lists and forms.

    Reckoned when it is shown, for all rows at once; it needs a ``company_id``.
    """

    _name = "qlvb.remaining.mixin"
    _description = "Working Time Left"

    _remaining_fields = ("company_id",)  # what the moment depends on

    remaining_text = fields.Char(
        "Time left",
        compute="_compute_remaining_text",
        help="Working time of the agency until the deadline.",
    )

    def _remaining_due(self):
        """Return the moment (naive UTC) until which something waits, or False."""
        return False

    @api.depends(lambda self: self._remaining_fields)
    @api.depends_context("lang")
    def _compute_remaining_text(self):
        now = fields.Datetime.now()
        for company, rows in self.grouped("company_id").items():
            calendar = company._qlvb_calendar()
            dues = {row: row._remaining_due() for row in rows}
            moments = [due for due in dues.values() if due]
            line = moments and calendar and calendar._qlvb_timeline(now, *moments)
            day = calendar and calendar._qlvb_day_minutes()
            words = {
                row: bool(due and line)
                and self._remaining_words(
                    line.minutes_between(now, due), due < now, day
                )
                for row, due in dues.items()
            }
            set_alike(rows, "remaining_text", words)

    @api.model
    def _remaining_words(self, minutes, is_late, day_minutes):
        """Return the words for so many minutes of working time left, or gone."""
        _ = self.env._
        told = remaining(abs(minutes), is_late, day_minutes)
        if not told.amount:
            return _("just overdue") if is_late else _("due just now")
        words = _(WORDS[told.unit, is_late])
        return words % told.amount
