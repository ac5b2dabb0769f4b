# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .qlvb_approval_stage import TASKS


class QlvbSubmissionStep(models.Model):
    """One person who is asked at one stage of a slip, and what they decided.

    Who is asked decides, or who acts for them, under their own account (S54). A
    decision names the version by its SHA-256. Several people of a stage are asked
    side by side; `wanted` of them have to agree. When a stage is asked once more, it
    gets new rows of the next round.
    """

    _name = "qlvb.submission.step"
    _description = "Submission Step"
    _inherit = [
        "qlvb.mine.mixin",
        "qlvb.submission.step.people",
        "qlvb.submission.step.lists",
        "qlvb.remaining.mixin",
        "qlvb.batch.mixin",
        "qlvb.state.mixin",
    ]
    _order = "submission_id, round, sequence, id"
    _remaining_fields = ("company_id", "deadline", "state")
    _transitions = {
        "waiting": {"current", "void"},
        "current": {"agreed", "remarked", "returned", "refused", "void"},
        "agreed": {"void"},
        "remarked": {"void"},
    }
    _guarded_fields = frozenset(
        {
            "submission_id",
            "stage_id",
            "user_id",
            "decided_by",
            "decided_for_id",
            "decided_at",
            "comment",
            "deadline",
            "opened_at",
            "file_id",
            "sha256",
            "sequence",
            "round",
            "wanted",
            "decision",
            "cause_id",
            "made_by_id",
            "state_before",
        }
    )

    _readable_texts = ("comment",)

    submission_id = fields.Many2one(
        "qlvb.submission", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="submission_id.document_id", store=True, index=True
    )
    abstract = fields.Char(related="document_id.name")
    urgency = fields.Selection(related="document_id.urgency", store=True)
    company_id = fields.Many2one(related="submission_id.company_id", store=True)
    submitter_id = fields.Many2one(related="submission_id.user_id")
    stage_id = fields.Many2one("qlvb.approval.stage", required=True)
    # As the stage was when it was asked: a route that is edited changes no slip.
    what = fields.Selection(TASKS, compute="_compute_what", store=True)
    sequence = fields.Integer()
    round = fields.Integer(default=1, help="How often the stage was asked.")
    wanted = fields.Integer(default=1, help="How many of the stage have to agree.")
    user_id = fields.Many2one("res.users", "Asked", required=True)
    opened_at = fields.Datetime()
    deadline = fields.Datetime()
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("current", "To decide"),
            ("agreed", "Agreed"),
            ("remarked", "Has remarks"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("void", "Void"),
        ],
        default="waiting",
        required=True,
    )
    file_id = fields.Many2one("qlvb.document.file", "Version decided on")
    sha256 = fields.Char("SHA-256")
    decided_by = fields.Many2one("res.users")
    decided_for_id = fields.Many2one("res.users", "On behalf of")
    decided_at = fields.Datetime()
    decision = fields.Integer(help="Place of the decision among those of the slip.")
    comment = fields.Text()
    cause_id = fields.Many2one("qlvb.submission.step", "Moved by", index=True)
    made_by_id = fields.Many2one("qlvb.submission.step", "Asked once more by")
    state_before = fields.Char(export_string_translation=False)

    _open_idx = models.Index("(user_id, deadline, id) WHERE state = 'current'")
    _due_idx = models.Index("(company_id, deadline) WHERE state = 'current'")
    _asked_once = models.UniqueIndex(
        "(submission_id, sequence, user_id, round)",
        "This person is asked at that stage already.",
    )

    @api.depends("stage_id")
    def _compute_what(self):
        for step in self:
            step.what = step.stage_id.what

    @api.depends("stage_id", "user_id")
    def _compute_display_name(self):
        for step in self:
            step.display_name = f"{step.stage_id.name}: {step.user_id.name}"

    def _remaining_due(self):
        return self.state == "current" and self.deadline

    @api.model
    def _plan(self, slip):
        """Make the steps of a slip from its route; every stage must find somebody."""
        asked = slip.route_id._ask(slip.document_id)
        missing = [row.reason for row in asked if row.reason]
        if missing:
            raise UserError("\n".join(missing))
        self.sudo()._through_door().create(
            [
                {
                    "submission_id": slip.id,
                    "stage_id": stage.id,
                    "sequence": place,
                    "wanted": stage._wanted(len(users)),
                    "user_id": user.id,
                }
                for place, (stage, users, _reason) in enumerate(asked)
                for user in users
            ]
        )

    def _again(self):
        """Return the values with which the same person is asked once more."""
        return {
            "submission_id": self.submission_id.id,
            "stage_id": self.stage_id.id,
            "sequence": self.sequence,
            "wanted": self.wanted,
            "user_id": self.user_id.id,
            "round": self.round + 1,
        }

    def _open(self, cause=None):
        """Ask the people of a stage, with a deadline in working hours."""
        if not self:
            return
        self = self._replace_who_left()
        now = fields.Datetime.now()
        calendar = self.company_id.sudo().resource_calendar_id
        hours = self.stage_id.hours
        due = calendar and hours and calendar._qlvb_add_hours(now, hours)
        self._move("current", cause, opened_at=now, deadline=due or False)
        self.env["qlvb.worklist"]._changed(self.user_id)
        if self[0].what == "sign":
            return
        users = self.user_id
        users |= self.env["qlvb.delegation"]._delegates(users, self.document_id)
        self.document_id._tell(
            users, self.stage_id.name, self.submission_id.document_id.display_name
        )

    def _move(self, state, cause=None, **values):
        """Change the state, and keep what a withdrawn decision gives back."""
        for step in self:
            before = {"cause_id": cause.id, "state_before": step.state} if cause else {}
            step._set_state(state, **before, **values)

    def _check_answer(self, answer):
        """Refuse an answer that the stage does not take; return the one it is."""
        slip = self.submission_id
        if self.what == "sign" and answer == "agreed":
            raise UserError(
                self.env._(
                    "All stages have agreed: sign “%s” instead.",
                    slip.document_id.display_name,
                )
            )
        if answer == "refused" and not self._may_refuse():
            raise UserError(
                self.env._(
                    "Only a leader refuses “%s”: return it with what has to be"
                    " changed.",
                    slip.document_id.display_name,
                )
            )
        stale = answer == "agreed" and slip._stale_blockers(slip.document_id)
        if stale:
            raise UserError("\n".join(stale))
        self._check_separate()
        remark = answer == "returned" and self.what == "opinion"
        return "remarked" if remark else answer

    def _decide(self, state, comment):
        """Note the decision, on which version, and on whose behalf."""
        step = self.sudo()
        file = step.submission_id.file_id
        behalf = self.env["qlvb.role"]._principals() & step._deciders()
        step._set_state(
            state,
            comment=comment,
            decided_by=self.env.uid,
            decided_for_id=behalf[:1].id,
            decided_at=fields.Datetime.now(),
            decision=max(step.submission_id.step_ids.mapped("decision")) + 1,
            file_id=file.id,
            sha256=file.sha256,
        )
        self.env["qlvb.worklist"]._changed(step.user_id)

    def action_agree(self):
        """Agree as who the step asks; see `qlvb.submission.agree`."""
        return self.submission_id.agree()

    def action_return(self):
        return self.submission_id.action_return()

    def action_open_document(self):
        return self.document_id.action_open()
