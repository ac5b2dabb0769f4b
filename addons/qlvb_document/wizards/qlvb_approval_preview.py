# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.qlvb_document import URGENCIES


class QlvbApprovalPreview(models.TransientModel):
    """Who would be asked for a draft: tried out by administrators, before it matters.

    Administrators see no documents: they say what sort of draft they mean.
    """

    _name = "qlvb.approval.preview"
    _description = "Who Would Be Asked"

    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        default=lambda self: self.env.company,
        domain="[('id', 'in', allowed_company_ids)]",
    )
    type_id = fields.Many2one("qlvb.document.type")
    urgency = fields.Selection(URGENCIES, default="0", required=True)
    name = fields.Char("Words of the abstract")
    department_id = fields.Many2one(
        "hr.department", "Drafting unit", domain="[('company_id', '=', company_id)]"
    )
    coordinating_unit_ids = fields.Many2many(
        "hr.department",
        string="Co-ordinating units",
        domain="[('company_id', '=', company_id)]",
    )
    user_id = fields.Many2one(
        "res.users", "Drafter", domain="[('company_ids', 'in', company_id)]"
    )
    signer_id = fields.Many2one(
        "res.users", domain="[('company_ids', 'in', company_id)]"
    )
    asked = fields.Html("Who would be asked", compute="_compute_asked", sanitize=False)

    @api.depends(
        "company_id",
        "type_id",
        "urgency",
        "name",
        "department_id",
        "coordinating_unit_ids",
        "user_id",
        "signer_id",
    )
    def _compute_asked(self):
        for preview in self:
            draft = self.env["qlvb.document"].sudo().new(preview._draft())
            own = preview.company_id in self.env.companies
            preview.asked = own and self._shown(draft)

    def _draft(self):
        leader = self.env["qlvb.role"]._holders("leader", self.company_id)[:1]
        return {
            "direction": "outgoing",
            "company_id": self.company_id.id,
            "type_id": self.type_id.id,
            "urgency": self.urgency,
            "name": self.name or "",
            "department_id": self.department_id.id,
            "coordinating_unit_ids": [Command.set(self.coordinating_unit_ids.ids)],
            "user_id": self.user_id.id,
            "signer_id": (self.signer_id or leader).id,
        }

    @api.model
    def _shown(self, document):
        """Return as a list who would be asked for the draft, and why nobody."""
        try:
            route = self.env["qlvb.approval.route"]._for_document(document)
        except UserError as refused:
            return Markup('<p class="text-danger">%s</p>') % str(refused)
        rows = Markup("").join(self._line(asked) for asked in route._ask(document))
        return Markup("<p><b>%s</b></p><ol>%s</ol>") % (route.name, rows)

    @api.model
    def _line(self, asked):
        if asked.reason:
            return Markup('<li class="text-danger">%s</li>') % asked.reason
        stage, users = asked.stage, asked.users
        people = ", ".join(users.mapped("name"))
        if len(users) > 1:
            people = self.env._(
                "%(people)s (%(wanted)s of %(asked)s)",
                people=people,
                wanted=stage._wanted(len(users)),
                asked=len(users),
            )
        return Markup("<li>%s: <b>%s</b></li>") % (stage.name, people)
