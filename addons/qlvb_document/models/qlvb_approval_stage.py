# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from vnrecords.approval import Quorum

TASKS = [
    ("opinion", "Opinion"),
    ("review", "Review of content"),
    ("format", "Check of format"),
    ("initial", "Initials"),
    ("sign", "Signature"),
]


class QlvbApprovalStage(models.Model):
    """One stage of a route: who looks, at what, how many, and how long."""

    _name = "qlvb.approval.stage"
    _description = "Approval Stage"
    _inherit = ["qlvb.approval.people"]
    _order = "route_id, sequence, id"

    route_id = fields.Many2one(
        "qlvb.approval.route", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    what = fields.Selection(TASKS, required=True, default="review")
    quorum = fields.Selection(
        [
            ("first", "The first of them"),
            ("one", "One of them"),
            ("all", "All of them"),
            ("some", "At least as many as said"),
        ],
        "How many",
        required=True,
        default="first",
        help="The first of them: only that person is asked. One of them: all are"
        " asked, whoever answers first decides.",
    )
    quorum_count = fields.Integer("At least", default=2)
    hours = fields.Float("Working hours", default=8)
    may_edit = fields.Boolean(
        "May edit",
        help="May store a new version; what was agreed before is then asked again.",
    )
    return_stage_id = fields.Many2one(
        "qlvb.approval.stage",
        "Returns to",
        ondelete="set null",
        domain="[('route_id', '=', route_id), ('id', '!=', id)]",
        help="Empty: to the drafter.",
    )
    is_optional = fields.Boolean(
        "Passed over", help="Passed over when there is nobody whom it could ask."
    )

    _person = models.Constraint(
        "CHECK(who != 'user' OR user_id IS NOT NULL)", "Name the person of the stage."
    )
    _count = models.Constraint(
        "CHECK(quorum != 'some' OR quorum_count > 0)",
        "Say how many have to agree: at least one.",
    )
    _hours = models.Constraint(
        "CHECK(hours >= 0 AND hours <= 400)", "A stage takes 0 to 400 working hours."
    )

    @api.constrains("return_stage_id", "sequence")
    def _check_return_stage(self):
        for stage in self.filtered("return_stage_id"):
            target = stage.return_stage_id
            place = (target.sequence, target.id)
            if target.route_id != stage.route_id or place >= (stage.sequence, stage.id):
                raise ValidationError(
                    self.env._(
                        "“%s” returns the draft to an earlier stage of its own route.",
                        stage.name,
                    )
                )

    @api.constrains("what", "who")
    def _check_signer(self):
        for stage in self.filtered(lambda one: one.what == "sign"):
            if stage.who != "leader" or stage.quorum != "first" or stage.may_edit:
                raise ValidationError(
                    self.env._(
                        "“%s”: the signer signs, alone, and edits nothing then.",
                        stage.name,
                    )
                )

    def _wanted(self, asked):
        """Return how many of so many people have to agree."""
        if self.who == "coordinate" and self.quorum == "first":
            return asked  # The first head of each unit: every unit is heard.
        return Quorum(self.quorum).wanted(asked, self.quorum_count)
