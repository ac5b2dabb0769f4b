# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# Nobody reserves or skips more at a time: a slip of the finger cannot be undone.
MOST_AT_ONCE = 200


class QlvbSeriesLedger(models.AbstractModel):
    """What people do to a run of numbers: reserve, skip, begin in mid-year.

    Clerks of the agency reserve and skip; its administrators say where the run
    begins. Each needs a reason, which stays in the ledger and in the printed book.
    """

    _name = "qlvb.series.ledger"
    _description = "Work on a Series"

    start_reason = fields.Char(
        readonly=True, help="Why the run does not begin with 1, and who says so."
    )

    def reserve(self, count, reason, day=None):
        """Reserve the next ``count`` numbers; return them as a list.

        Only clerks of the agency. A reserved number is given to a document by
        `qlvb.number.use_for`, or released. ``day``: the date that they bear, today by
        default; an earlier one only while no number is dated later.
        """
        return self._take(count, reason, "reserved", day)

    def skip(self, count, reason):
        """Leave out the next ``count`` numbers for good; return them as a list."""
        return self._take(count, reason, "skipped")

    def _take(self, count, reason, state, day=None):
        self.ensure_one()
        self.check_access("read")
        self.env["qlvb.document"]._check_role(("clerk",), self.company_id)
        reason = self.env["qlvb.number"]._checked_reason(reason)
        if type(count) is not int or not 1 <= count <= MOST_AT_ONCE:
            raise UserError(
                self.env._("Between 1 and %s numbers can be taken.", MOST_AT_ONCE)
            )
        day = self._checked_day(day)
        if day.year != self.year:
            raise UserError(
                self.env._("Numbers are taken in their own year only (%s).", self.year)
            )
        self.env["qlvb.register"]._find(self.company_id, self.direction, self.year)
        nothing = self.env["qlvb.document"]
        fresh = state == "skipped"
        drawn = [
            self._draw(nothing, state, reason, fresh=fresh, day=day)
            for _n in range(count)
        ]
        return [number.ordinal for number in drawn]

    def _checked_day(self, day):
        """Return the date of the numbers, which is never in the future."""
        today = self.company_id._qlvb_today()
        try:
            day = fields.Date.to_date(day) or today
        except ValueError:
            day = None
        if not day or day > today:
            raise UserError(self.env._("Numbers are dated today, or an earlier day."))
        return day

    def action_reserve(self):
        return self._ask_step("action_reserve")

    def action_skip(self):
        return self._ask_step("action_skip")

    def _ask_step(self, name):
        """Open the book's own dialog on this run."""
        self.ensure_one()
        book = self.env["qlvb.register"]._find(
            self.company_id, self.direction, self.year
        )
        action = getattr(book.with_env(self.env), name)()
        action["context"]["default_series_id"] = self.id
        return action

    def action_view_numbers(self):
        """Open the ledger of the run."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "qlvb_document.qlvb_number_action"
        )
        return {**action, "domain": [("series_id", "=", self.id)]}

    def start_after(self, last_number, reason):
        """Begin after ``last_number``, the last one used in an older system.

        Only administrators of the agency, and only before the first number.
        """
        self.ensure_one()
        self.check_access("read")
        self.env["qlvb.document"]._check_role(("admin",), self.company_id)
        reason = self.env["qlvb.number"]._checked_reason(reason)
        if type(last_number) is not int or last_number < 0:
            raise UserError(self.env._("The last number used is 0 or more."))
        series = self.sudo()
        series._check_never_drawn()
        series.write({"first_number": last_number + 1, "start_reason": reason})
        return True

    def _check_never_drawn(self):
        """Raise when a number exists, be it one that this transaction cannot see.

        The lock waits for open draws, and makes later ones start anew; the index
        knows what was committed since this transaction began.
        """
        self.env.cr.execute(
            SQL("SELECT id FROM qlvb_series WHERE id = %s FOR UPDATE", self.id)
        )
        self._check_untouched()
        values = {
            "document": None,
            "state": "skipped",
            "reason": None,
            "date": self.company_id._qlvb_today(),
        }
        with self.env.cr.savepoint(flush=False) as savepoint:
            drawn = self.env["qlvb.number"].browse(self._take_next(values)).ordinal
            savepoint.rollback()
        self.env["qlvb.number"].invalidate_model()
        if drawn != self.first_number:
            raise UserError(
                self.env._("Numbers were drawn from this series: it is not changed.")
            )
