# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from vnrecords import routing


class QlvbRoutingRule(models.Model):
    """To whom a newly registered document goes (art. 7.2a, S25).

    The first rule of the agency that fits decides; what none fits goes to the leader
    on duty, else to the head of the agency. A rule whose person no longer instructs
    there is passed over: no document is lost. Administrators write the rules of their
    agencies, everybody reads them.
    """

    _name = "qlvb.routing.rule"
    _description = "Routing Rule"
    _inherit = ["qlvb.kept.mixin"]
    _order = "company_id, sequence, id"

    name = fields.Char("Field of work", required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    type_ids = fields.Many2many(
        "qlvb.document.type", string="Document types", help="Empty: all types."
    )
    issuer_ids = fields.Many2many(
        "res.partner",
        string="Issuing bodies",
        help="With the bodies under them. Empty: all bodies.",
    )
    keywords = fields.Char(
        "Words in the abstract",
        help="Separated by commas, with or without accents; one of them suffices.",
    )
    urgency_from = fields.Selection(
        [("1", "Urgent and above"), ("2", "Very urgent and above"), ("3", "Express")],
        "Urgency",
        help="Empty: urgent or not.",
    )
    user_id = fields.Many2one("res.users", "Leader", help="Empty: the leader on duty.")
    office_first = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        "Head of office first",
        help="Empty: as the agency has it.",
    )

    @api.constrains("user_id", "company_id")
    def _check_leader(self):
        for rule in self.filtered("user_id"):
            if rule.user_id not in rule._who_instruct():
                raise ValidationError(
                    self.env._(
                        "%s does not instruct: choose a leader or the head of office.",
                        rule.user_id.name,
                    )
                )

    def _who_instruct(self):
        Role = self.env["qlvb.role"]
        return Role._holders("leader", self.company_id) | Role._holders(
            "office", self.company_id
        )

    @api.model
    def _route(self, document):
        """Return (the user to whom the document goes, the rule or none)."""
        duty = self.env["qlvb.duty"]._leader(document.company_id)
        for rule in self._fitting(document):
            leader = rule.user_id or duty
            if leader and leader in rule._who_instruct():
                return rule._office_or(leader, document.company_id), rule
        return self._office_or(duty, document.company_id), self.browse()

    def _office_or(self, leader, company):
        """Return the head of office where new documents go there first."""
        wanted = self.office_first if self else False
        first = wanted == "yes" or (not wanted and company.sudo().qlvb_office_first)
        office = self.env["qlvb.role"]._holders("office", company) if first else None
        return office[:1] if office else leader

    @api.model
    def _fitting(self, document):
        """Return the rules of the agency that fit, the first one first."""
        rules = self.sudo().browse(self._rules_of(document.company_id.id))
        if not rules:
            return rules
        above = body = document.issuer_id.sudo()
        while body.parent_id and body.parent_id not in above:
            body = body.parent_id
            above |= body
        incoming = routing.Incoming(
            kind=document.type_id.id or None,
            issuers=frozenset(above.ids),
            urgency=document.urgency or "0",
            abstract=document.name or "",
        )
        return self.browse(
            routing.in_order([rule._as_plain() for rule in rules], incoming)
        ).sudo()

    @api.model
    @ormcache("company_id")
    def _rules_of(self, company_id):
        """Return the ids of the rules of an agency in their order."""
        return tuple(self.sudo().search([("company_id", "=", company_id)]).ids)

    def _as_plain(self):
        return routing.Rule(
            key=self.id,
            kinds=frozenset(self.type_ids.ids),
            issuers=frozenset(self.issuer_ids.ids),
            urgency=self.urgency_from or "0",
            words=routing.split_words(self.keywords),
        )
