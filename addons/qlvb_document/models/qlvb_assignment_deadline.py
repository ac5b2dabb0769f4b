# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentDeadline(models.AbstractModel):
    """The deadline of an assignment: late or in time, extended, standing still.

    ``original_deadline`` is what was given first; whether work was done in time is
    judged by it alone.
    """

    _name = "qlvb.assignment.deadline"
    _description = "Deadline of Assignments"

    deadline = fields.Datetime()
    original_deadline = fields.Datetime(help="Kept when the deadline is extended.")
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    in_time = fields.Boolean(
        compute="_compute_in_time",
        store=True,
        help="Done before the deadline that was given first.",
    )
    is_reply_late = fields.Boolean(
        "Reply is late",
        compute="_compute_is_reply_late",
        search="_search_is_reply_late",
        help="A report was asked for, and neither sent nor in time (art. 7.2c).",
    )
    extension_ids = fields.One2many("qlvb.extension", "assignment_id", readonly=True)
    clock_stop_ids = fields.One2many("qlvb.clock.stop", "assignment_id", readonly=True)
    clock_stops = fields.Boolean("Clock stopped", compute="_compute_clock_stops")

    @api.depends("deadline", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for row in self:
            open_row = row.state in OPEN_STATES and bool(row.deadline)
            row.is_overdue = open_row and row.deadline < now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", OPEN_STATES) & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    @api.depends("role", "state", "deadline", "document_id.reply_due")
    def _compute_is_reply_late(self):
        late = self.search([("id", "in", self.ids), ("is_reply_late", "=", True)])
        for row in self:
            row.is_reply_late = row in late

    @api.model
    def _search_is_reply_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["qlvb.role"]._today()
        past = Domain("deadline", "<", fields.Datetime.now())
        past |= Domain("document_id.reply_due", "<", today)
        late = (
            Domain("role", "=", "lead")
            & Domain("state", "in", OPEN_STATES)
            & Domain("document_id.needs_reply", "=", "reply")
            & past
        )
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        # Nothing is in time before it is done: no second writing for that.
        return super().create(
            [
                vals if vals.get("state") == "done" else {"in_time": False, **vals}
                for vals in vals_list
            ]
        )

    @api.depends("done_at", "state", "original_deadline", "deadline")
    def _compute_in_time(self):
        for row in self:
            due = row.original_deadline or row.deadline
            done = row.state == "done" and row.done_at
            row.in_time = bool(done) and (not due or row.done_at <= due)

    @api.depends("clock_stop_ids.ended_at", "clock_stop_ids.until")
    def _compute_clock_stops(self):
        for row in self:
            row.clock_stops = any(row.clock_stop_ids.mapped("is_running"))

    def ask_extension(self, deadline, reason):
        """Ask who gave the work for a later deadline (UTC); return the request's id."""
        self.ensure_one()
        self._check_reason(reason)
        self._check_mine()
        until = self._read_moment(deadline)
        blockers = self._extension_blockers(until, asking=True)
        if blockers:
            raise UserError("\n".join(blockers))
        # A row judged by the partial unique index must be as the database has it.
        self.env["qlvb.extension"].flush_model(["state"])
        request = (
            self.env["qlvb.extension"]
            .sudo()
            ._through_door()
            .create(
                {
                    "assignment_id": self.id,
                    "old_deadline": self.deadline,
                    "proposed": until,
                    "reason": reason,
                }
            )
        )
        self.document_id._log(
            "extend_ask",
            by=self.target,
            until=fields.Datetime.to_string(until),
            reason=reason,
        )
        self._tell(self._givers(), self.env._("Extension asked for"))
        return request.id

    def _extension_blockers(self, until, asking=False):
        """Return why the deadline cannot become ``until``, as sentences."""
        _ = self.env._
        row = self.sudo()
        if not row.deadline or not row._givers():
            return [_("“%s” has no deadline that somebody gave.", row.display_name)]
        blockers = []
        if not until or until <= max(row.deadline, fields.Datetime.now()):
            blockers.append(_("A later deadline lies after the present one."))
        limit = not asking and row.parent_id.deadline
        if limit and until and until > limit:
            blockers.append(
                _(
                    "The unit itself is due %s: ask for a later deadline of the unit"
                    " first.",
                    row.document_id._local_text(limit),
                )
            )
        if asking and any(r.state == "asked" for r in row.extension_ids):
            blockers.append(_("A later deadline has been asked for already."))
        return blockers

    def stop_clock(self, reason, opinion_id=None):
        """Let the deadline stand still until an answer comes; return the stop's id.

        ``opinion_id``: the open opinion request that is awaited; without one, the
        answer of who sent the document. The cap of the agency (working days) holds
        for all stops of one assignment together. The unit's deadline stops, too.
        """
        self.ensure_one()
        self._check_reason(reason)
        self._check_mine()
        if not isinstance(opinion_id or 0, int):
            raise UserError(self.env._("This opinion is not awaited on this document."))
        opinion = self.env["qlvb.opinion"].browse(opinion_id or [])
        left = self.sudo()._hours_left_to_stop()
        blockers = self._stop_blockers(opinion, left)
        if blockers:
            raise UserError("\n".join(blockers))
        stop = self.sudo()._stop_clock(reason, opinion, left)
        self.document_id._log("clock_stop", by=self.target, reason=reason)
        return stop.id

    def resume_clock(self):
        """Let the deadline run again; it has moved by the time that was stopped."""
        self.ensure_one()
        self._check_mine()
        if not self.clock_stops:
            raise UserError(self.env._("The clock is running already."))
        self._end_clock_stops()
        return True

    def _stop_blockers(self, opinion, left):
        _ = self.env._
        blockers = []
        if self.role not in ("lead", "coordinate") or not self.deadline:
            return [_("Only work with a deadline can wait.")]
        if self.is_overdue:
            blockers.append(_("The deadline has passed: ask for a later one."))
        if self.clock_stops:
            blockers.append(_("The clock stands still already."))
        if left <= 0:
            blockers.append(
                _("The clock has stood still as long as it may: ask for a later one.")
            )
        waited_for = opinion.exists().sudo()
        if opinion and (
            waited_for.document_id != self.document_id or waited_for.state != "open"
        ):
            blockers.append(_("This opinion is not awaited on this document."))
        return blockers

    def _hours_left_to_stop(self):
        calendar = self.company_id.resource_calendar_id
        cap = self.company_id.qlvb_stop_days * (calendar.hours_per_day or 8)
        return cap - sum(stop._hours() for stop in self.clock_stop_ids)

    def _stop_clock(self, reason, opinion, hours, cause=None):
        """Stop this row's clock and those above it, for at most ``hours``."""
        # What ended by itself is still without an end: the index allows one such row.
        self._end_clock_stops()
        now = fields.Datetime.now()
        calendar = self.company_id.resource_calendar_id
        stop = self.env["qlvb.clock.stop"].create(
            {
                "assignment_id": self.id,
                "opinion_id": opinion.id,
                "cause_id": cause.id if cause else False,
                "reason": reason,
                "started_at": now,
                "until": calendar._qlvb_add_hours(now, hours),
                "old_deadline": self.deadline,
            }
        )
        later = calendar._qlvb_add_hours(self.deadline, hours)
        self._through_door().write({"deadline": later})
        above = self.parent_id
        if above.state in OPEN_STATES and above.deadline and not above.clock_stops:
            above._stop_clock(reason, opinion, hours, cause=stop)
        return stop

    def _end_clock_stops(self):
        self.sudo().clock_stop_ids._end()

    def _tell(self, users, subject):
        """Tell users in the web client what happened to the row."""
        if users:
            document = self.document_id.sudo()
            document._tell(users.sudo(), subject, document.display_name)
