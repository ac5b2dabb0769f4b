# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbClockStop(models.Model):
    """The time in which a deadline does not run, because an answer is awaited.

    The deadline moves by the cap at once and back by what was not needed when the
    clock runs again: so a stop ends by itself at ``until``, without any job. Stopped
    through `qlvb.assignment.stop_clock`; whoever sees the document sees the stop.
    """

    _name = "qlvb.clock.stop"
    _description = "Stopped Clock"
    _order = "id desc"
    _rec_name = "reason"

    assignment_id = fields.Many2one(
        "qlvb.assignment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        related="assignment_id.document_id", store=True, readonly=True
    )
    company_id = fields.Many2one(related="assignment_id.company_id", readonly=True)
    opinion_id = fields.Many2one(
        "qlvb.opinion", "Opinion awaited", readonly=True, index="btree_not_null"
    )
    cause_id = fields.Many2one(
        "qlvb.clock.stop",
        readonly=True,
        index="btree_not_null",
        help="The stop of the work given on, which stopped this one, too.",
    )
    reason = fields.Char(required=True, readonly=True)
    started_at = fields.Datetime("Stopped at", required=True, readonly=True)
    until = fields.Datetime("At the latest until", required=True, readonly=True)
    ended_at = fields.Datetime("Runs again since", readonly=True)
    old_deadline = fields.Datetime(required=True, readonly=True)
    is_running = fields.Boolean("Stopped", compute="_compute_is_running")

    _one_running = models.UniqueIndex(
        "(assignment_id) WHERE ended_at IS NULL", "The clock stands still already."
    )

    @api.depends("ended_at", "until")
    def _compute_is_running(self):
        now = fields.Datetime.now()
        for stop in self:
            stop.is_running = not stop.ended_at and stop.until > now

    def _hours(self):
        """Return the working hours for which the clock has stood still."""
        end = min(self.ended_at or fields.Datetime.now(), self.until)
        calendar = self.company_id.sudo().resource_calendar_id
        return calendar._qlvb_minutes_between(self.started_at, end) / 60

    def _end(self):
        """Let the clocks run again: deadlines move by what was really stopped."""
        now = fields.Datetime.now()
        stops = self.sudo().filtered(lambda stop: not stop.ended_at)
        caused = self.sudo().search([("cause_id", "in", stops.ids)])
        for stop in stops | caused.filtered(lambda stop: not stop.ended_at):
            calendar = stop.company_id.resource_calendar_id
            deadline = calendar._qlvb_add_hours(stop.old_deadline, stop._hours())
            stop.ended_at = min(now, stop.until)
            row = stop.assignment_id
            row._through_door().write({"deadline": deadline})
            if not stop.cause_id:
                row.document_id._log(
                    "clock_run", until=fields.Datetime.to_string(deadline)
                )
