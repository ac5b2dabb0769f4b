# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbDocumentRouting(models.AbstractModel):
    """To whom a document goes when it is registered, shown before it is (S25)."""

    _name = "qlvb.document.routing"
    _description = "Routing of Documents"

    route_to_id = fields.Many2one(
        "res.users", "Goes to", compute="_compute_route", compute_sudo=True
    )
    route_reason = fields.Char(compute="_compute_route", compute_sudo=True)

    @api.depends("company_id", "type_id", "issuer_id", "urgency", "name", "state")
    def _compute_route(self):
        _ = self.env._
        for document in self:
            leader, reason = self.env["res.users"], ""
            if document.direction == "incoming" and document.state == "draft":
                leader, rule = self.env["qlvb.routing.rule"]._route(document)
                reason = (
                    _("By the rule “%s”", rule.name) if rule else _("Leader on duty")
                )
            document.route_to_id = leader
            document.route_reason = reason if leader else False

    def _competent_leaders(self):
        """Return the user who decides on the new document."""
        return self.env["qlvb.routing.rule"]._route(self)[0]
