# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class QlvbApprovalRoute(models.Model):
    """Through which stages a draft goes before it is signed; set by administrators.

    The first route that fits agency and type is taken; one without types fits all.
    """

    _name = "qlvb.approval.route"
    _description = "Approval Route"
    _order = "company_id, sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", "Agency", help="Empty: for every agency without its own."
    )
    type_ids = fields.Many2many("qlvb.document.type", string="Types")
    stage_ids = fields.One2many("qlvb.approval.stage", "route_id", copy=True)

    @api.constrains("stage_ids")
    def _check_sign_last(self):
        """Nothing is asked after the signature."""
        for route in self:
            signs = route.stage_ids.mapped(lambda stage: stage.what == "sign")
            if any(signs[:-1]):
                raise ValidationError(
                    self.env._("The stage “Signature” is the last one of a route.")
                )

    @api.model
    def _for_document(self, document):
        """Return the route of ``document``, or say that none is configured."""
        routes = self.sudo().search(
            [
                ("company_id", "in", [False, document.company_id.id]),
                ("type_ids", "in", [False, document.type_id.id]),
                ("stage_ids", "!=", False),
            ],
            order="company_id ASC NULLS LAST, sequence, id",
        )
        own = routes.filtered("type_ids") or routes
        if not own:
            raise UserError(
                self.env._(
                    "%s has no approval route: an administrator makes one under"
                    " Configuration / Approval Routes.",
                    document.company_id.name,
                )
            )
        return own[0]


class QlvbApprovalStage(models.Model):
    """One stage of a route: who looks, and at what."""

    _name = "qlvb.approval.stage"
    _description = "Approval Stage"
    _order = "route_id, sequence, id"

    route_id = fields.Many2one(
        "qlvb.approval.route", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    who = fields.Selection(
        [
            ("unit_head", "Head of the drafting unit"),
            ("office", "Head of office"),
            ("clerk", "Registry clerk"),
            ("leader", "Signer"),
            ("user", "A named person"),
        ],
        required=True,
        default="unit_head",
    )
    user_id = fields.Many2one("res.users", "Person")
    what = fields.Selection(
        [
            ("opinion", "Opinion"),
            ("review", "Review of content"),
            ("format", "Check of format"),
            ("sign", "Signature"),
        ],
        required=True,
        default="review",
    )
    hours = fields.Float("Working hours", default=8)

    _person = models.Constraint(
        "CHECK(who != 'user' OR user_id IS NOT NULL)", "Name the person of the stage."
    )

    def _users(self, document):
        """Return who may act on the stage for ``document``, the first one asked."""
        self.ensure_one()
        if self.who == "user":
            return self.user_id
        if self.who == "leader":
            return document.signer_id
        Role = self.env["qlvb.role"]
        if self.who == "unit_head":
            return Role._holders(
                "unit_head", document.company_id, document.department_id
            )
        return Role._holders(self.who, document.company_id)
