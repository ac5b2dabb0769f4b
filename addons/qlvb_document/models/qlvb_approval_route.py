# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import namedtuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from vnrecords import approval

from .qlvb_delegation_scope import URGENCIES

# A stage, whom it asks (users), and why it cannot be, as a sentence, or "".
Asked = namedtuple("Asked", "stage users reason")


class QlvbApprovalRoute(models.Model):
    """Through which stages a draft goes before it is signed (art. 8.2, S32).

    Of the routes that fit type, field of work, urgency and day, the agency's own go
    before the common ones, and one with more conditions before one with fewer. An
    agency without its own takes the route chosen in its settings, else the first
    common one. Administrators write the routes of their agencies, the system's
    administrator the common ones; everybody reads them.
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
    type_ids = fields.Many2many(
        "qlvb.document.type", string="Types", help="Empty: all types."
    )
    field_ids = fields.Many2many(
        "qlvb.routing.rule",
        string="Fields of work",
        help="Of the draft, or of the document that it answers. Empty: all fields.",
    )
    urgency_from = fields.Selection(URGENCIES, "Urgency", help="Empty: urgent or not.")
    date_from = fields.Date("In force from")
    date_to = fields.Date("In force until")
    stage_ids = fields.One2many("qlvb.approval.stage", "route_id", copy=True)

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A route cannot end before it begins.",
    )

    @api.constrains("stage_ids")
    def _check_sign_last(self):
        """Nothing is asked after the signature."""
        for route in self:
            signs = route.stage_ids.mapped(lambda stage: stage.what == "sign")
            if any(signs[:-1]):
                raise ValidationError(
                    self.env._("The stage “Signature” is the last one of a route.")
                )

    @api.constrains("field_ids", "company_id")
    def _check_fields(self):
        for route in self:
            if route.field_ids.company_id - route.company_id:
                raise ValidationError(
                    self.env._(
                        "The fields of work of “%s” belong to another agency.",
                        route.name,
                    )
                )

    @api.model
    def _for_document(self, document):
        """Return the route of ``document``, or say that none is configured."""
        company = document.company_id
        routes = self.sudo().search(
            Domain("company_id", "in", [False, company.id])
            & Domain("stage_ids", "!=", False)
        )
        chosen = approval.choose(
            [route._as_plain() for route in routes], self._draft_facts(document)
        )
        route = self.browse(chosen).sudo()
        if not route.company_id:
            route = company.sudo().qlvb_route_id.filtered("active") or route
        if not route:
            raise UserError(
                self.env._(
                    "%s has no approval route: an administrator makes one under"
                    " Configuration / Approval Routes.",
                    company.name,
                )
            )
        return route

    def _as_plain(self):
        return approval.Route(
            key=self.id,
            is_own=bool(self.company_id),
            kinds=frozenset(self.type_ids.ids),
            fields=frozenset(self.field_ids.ids),
            urgency=self.urgency_from or "0",
            since=self.date_from or None,
            until=self.date_to or None,
        )

    @api.model
    def _draft_facts(self, document):
        return approval.Draft(
            kind=document.type_id.id or None,
            day=document.company_id._qlvb_today(),
            fields=frozenset(document._fields_of_work().ids),
            urgency=document.urgency or "0",
        )

    def _ask(self, document):
        """Return one `Asked` for each stage that ``document`` goes through.

        A stage that is passed over is left out; one that nobody can fill has a
        reason instead of users.
        """
        self.ensure_one()
        taken = self.env["res.users"]
        rows = []
        for stage in self.stage_ids:
            users, reason = stage._choose_people(document, taken)
            if users or reason:
                rows.append(Asked(stage, users, reason))
            taken |= users
        return rows
