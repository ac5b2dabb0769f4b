# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class QlvbDelegationCheck(models.AbstractModel):
    """Which delegations cannot be (S54, ND 30/2020, art. 13).

    Without a legal basis, to somebody who does not work there, over already, of a
    duty that another one holds on the same days, in a circle, or authorised again.
    """

    _name = "qlvb.delegation.check"
    _description = "Check of Delegations"

    @api.constrains("basis")
    def _check_basis(self):
        if any(not (delegation.basis or "").strip() for delegation in self):
            raise ValidationError(
                self.env._("Name the paper by which the duties are delegated.")
            )

    @api.constrains("to_user_id", "company_id", "department_id")
    def _check_same_agency(self):
        for delegation in self:
            agency, unit = delegation.company_id, delegation.department_id
            if not delegation.to_user_id.sudo()._is_member(agency):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work in %(agency)s: choose somebody who"
                        " does.",
                        person=delegation.to_user_id.name,
                        agency=agency.name,
                    )
                )
            if unit and unit.company_id != agency:
                raise ValidationError(
                    self.env._("“%s” is not a unit of this agency.", unit.name)
                )

    @api.constrains("from_user_id", "date_from", "date_to", "active")
    def _check_overlap(self):
        """Two people never hold the same duty of a third one on the same day."""
        for delegation in self.filtered("active"):
            others = delegation._at_the_same_time(
                Domain("from_user_id", "=", delegation.from_user_id.id)
            ).filtered(delegation._meets)
            if others:
                raise ValidationError(
                    self.env._(
                        "“%(other)s” covers the same days until %(until)s: end it"
                        " first, or choose another scope.",
                        other=others[0].display_name,
                        until=others[0].date_to,
                    )
                )

    @api.constrains("from_user_id", "to_user_id", "date_from", "date_to", "active")
    def _check_circle(self):
        for delegation in self.filtered("active"):
            people = seen = delegation.to_user_id
            while people:
                further = delegation._at_the_same_time(
                    Domain("from_user_id", "in", people.ids)
                ).to_user_id
                if delegation.from_user_id in further:
                    raise ValidationError(
                        self.env._(
                            "%(delegate)s delegates to %(person)s on the same days:"
                            " two people cannot stand in for each other.",
                            delegate=delegation.to_user_id.name,
                            person=delegation.from_user_id.name,
                        )
                    )
                people = further - seen
                seen |= further

    @api.constrains(
        "from_user_id", "to_user_id", "authority", "date_from", "date_to", "active"
    )
    def _check_not_passed_on(self):
        """Who signs by authorisation does not authorise others, before or after."""
        authorised = Domain("authority", "=", "TUQ.")
        for delegation in self.filtered(lambda d: d.active and d.authority == "TUQ."):
            given = delegation._at_the_same_time(
                authorised & Domain("to_user_id", "=", delegation.from_user_id.id)
            )
            given |= delegation._at_the_same_time(
                authorised & Domain("from_user_id", "=", delegation.to_user_id.id)
            )
            if given:
                first = delegation
                if given[0].to_user_id == delegation.from_user_id:
                    first = given[0]
                raise ValidationError(
                    self.env._(
                        "%(person)s acts by authorisation of %(principal)s on these"
                        " days: what was authorised is not authorised again.",
                        person=first.to_user_id.name,
                        principal=first.from_user_id.name,
                    )
                )

    def _check_not_over(self):
        """Nobody is given today what was over yesterday."""
        today = self.env["qlvb.role"]._today()
        for delegation in self.filtered(lambda d: d.date_to < today):
            raise ValidationError(
                self.env._(
                    "“%s” would be over already: choose a last day that lies ahead.",
                    delegation.display_name,
                )
            )

    def _at_the_same_time(self, domain):
        """Return the other delegations of the agency that hold on a day of this one."""
        self.ensure_one()
        return self.sudo().search(
            domain
            & Domain("id", "!=", self.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("active", "=", True)
            & Domain("date_from", "<=", self.date_to)
            & Domain("date_to", ">=", self.date_from)
        )
