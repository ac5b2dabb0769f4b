# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbSubmissionStep(models.Model):
    """One stage of a running slip: who is asked, what was decided, and by whom."""

    _name = "qlvb.submission.step"
    _description = "Submission Step"
    _inherit = ["qlvb.state.mixin"]
    _order = "submission_id, sequence, id"
    _transitions = {"waiting": {"current", "void"}, "current": {"agreed", "returned"}}
    _guarded_fields = frozenset(
        {"submission_id", "stage_id", "user_id", "decided_by", "decided_at", "comment"}
    )

    submission_id = fields.Many2one(
        "qlvb.submission", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(
        related="submission_id.document_id", store=True, index=True
    )
    urgency = fields.Selection(related="document_id.urgency", store=True)
    file_id = fields.Many2one(related="submission_id.file_id")
    company_id = fields.Many2one(related="submission_id.company_id", store=True)
    stage_id = fields.Many2one("qlvb.approval.stage", required=True)
    what = fields.Selection(related="stage_id.what", store=True)
    sequence = fields.Integer()
    user_id = fields.Many2one("res.users", "Asked", required=True)
    deadline = fields.Datetime()
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("current", "To decide"),
            ("agreed", "Agreed"),
            ("returned", "Returned"),
            ("void", "Void"),
        ],
        default="waiting",
        required=True,
    )
    decided_by = fields.Many2one("res.users")
    decided_at = fields.Datetime()
    comment = fields.Text()
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    _open_idx = models.Index("(user_id, deadline, id) WHERE state = 'current'")

    @api.depends("stage_id", "user_id")
    def _compute_display_name(self):
        for step in self:
            step.display_name = f"{step.stage_id.name}: {step.user_id.name}"

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.search([("id", "in", self.ids), ("is_mine", "=", True)])
        for step in self:
            step.is_mine = step in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env["qlvb.delegation"]._mine_domain(self._part_of)
        return mine if True in value else ~mine

    @api.model
    def _part_of(self, user, unit):
        """Return the steps of ``user``: they are asked by name, never as a unit."""
        return Domain.FALSE if unit else Domain("user_id", "=", user.id)

    @api.model
    def _plan(self, slip):
        """Make the steps of a slip from its route; every stage must find somebody."""
        missing = []
        for index, stage in enumerate(slip.route_id.stage_ids):
            users = stage._users(slip.document_id)
            if not users:
                missing.append(
                    self.env._("Nobody holds the role that “%s” asks for.", stage.name)
                )
                continue
            self.sudo()._through_door().create(
                {
                    "submission_id": slip.id,
                    "stage_id": stage.id,
                    "sequence": index,
                    "user_id": users[0].id,
                }
            )
        if missing:
            raise UserError("\n".join(missing))

    def _open(self):
        """Ask the person of the step, with a deadline in working hours."""
        for step in self:
            calendar = step.company_id.sudo().resource_calendar_id
            deadline = calendar and calendar._qlvb_add_hours(
                fields.Datetime.now(), step.stage_id.hours
            )
            step._set_state("current", deadline=deadline)
            self.env["qlvb.worklist"]._changed(step.user_id)
            if step.what != "sign":
                step.document_id.message_notify(
                    partner_ids=step.user_id.partner_id.ids,
                    subject=step.stage_id.name,
                    body=step.document_id.display_name,
                )

    def _check_actor(self, user):
        """Refuse everybody but who is asked and their delegates."""
        if not self:
            raise UserError(
                self.env._("There is nothing left to decide on this submission.")
            )
        if self.what == "sign":
            signer = self.document_id.signer_id
            actors = self.user_id | signer
        else:
            actors = self.user_id
        document = self.document_id
        self.env["qlvb.role"]._act_for(actors, document)
        if not actors & self.env["qlvb.role"]._acting_users(user, document=document):
            raise UserError(
                self.env._(
                    "“%(stage)s” is for %(person)s to decide.",
                    stage=self.stage_id.name,
                    person=self.user_id.name,
                )
            )

    def _decide(self, state, comment):
        self._set_state(
            state,
            comment=comment,
            decided_by=self.env.uid,
            decided_at=fields.Datetime.now(),
        )

    def action_agree(self):
        return self.submission_id.agree()

    def action_return(self):
        return self.submission_id.action_return()

    def action_open_document(self):
        return self.document_id.action_open()
