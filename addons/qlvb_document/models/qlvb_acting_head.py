# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class QlvbActingHead(models.Model):
    """Who holds the post of a head until one is appointed, by which decision (Q.).

    Without such a record nobody signs with “Q.” (ND 30/2020, App. I.II.7). Everybody
    in the agency reads it; administrators enter it. It is ended early or when a head
    is appointed, never rewritten nor deleted.
    """

    _name = "qlvb.acting.head"
    _description = "Acting Head"
    _order = "date_from desc, id desc"

    user_id = fields.Many2one("res.users", "Acting head", required=True, index=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one(
        "hr.department", "Unit", help="Empty: of the agency itself."
    )
    post = fields.Char(required=True, help="As it stands over the name: Chủ tịch.")
    decision = fields.Char(required=True, help="Number and notation.")
    decided_on = fields.Date("Date of the decision", required=True)
    file = fields.Binary("File of the decision", attachment=True)
    file_name = fields.Char()
    date_from = fields.Date(
        required=True, default=lambda self: self.env["qlvb.role"]._today()
    )
    date_to = fields.Date(help="Empty: until a head is appointed.")
    ended_at = fields.Datetime("Ended early at", readonly=True, copy=False)
    is_running = fields.Boolean(compute="_compute_is_running")

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "It cannot end before it begins.",
    )

    @api.depends("user_id", "post")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"Q. {row.post or '…'}: {row.user_id.name or '…'}"

    @api.depends("date_to", "ended_at")
    def _compute_is_running(self):
        today = self.env["qlvb.role"]._today()
        for row in self:
            over = row.ended_at or (row.date_to and row.date_to < today)
            row.is_running = not over

    @api.constrains("user_id", "company_id", "department_id")
    def _check_place(self):
        for row in self:
            if row.company_id not in row.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not work in %(agency)s: choose somebody who"
                        " does.",
                        person=row.user_id.name,
                        agency=row.company_id.name,
                    )
                )
            if row.department_id and row.department_id.company_id != row.company_id:
                raise ValidationError(
                    self.env._(
                        "“%s” is not a unit of this agency.", row.department_id.name
                    )
                )

    @api.constrains("date_from", "date_to", "ended_at", "department_id", "company_id")
    def _check_one_at_a_time(self):
        """A post has one acting head on a day."""
        for row in self.filtered(lambda one: not one.ended_at):
            others = self.sudo().search(
                Domain("id", "!=", row.id)
                & Domain("company_id", "=", row.company_id.id)
                & Domain("department_id", "=", row.department_id.id)
                & Domain("ended_at", "=", False)
                & (
                    Domain("date_to", "=", False)
                    | Domain("date_to", ">=", row.date_from)
                )
            )
            if row.date_to:
                others = others.filtered(lambda o, to=row.date_to: o.date_from <= to)
            if others:
                raise ValidationError(
                    self.env._(
                        "“%s” holds the post on the same days: end that first.",
                        others[0].display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("file"):
                name = vals.get("file_name") or self.env._("decision.pdf")
                data = base64.b64decode(vals["file"])
                self.env["qlvb.document"]._examine(name, data)
        return super().create(vals_list)

    def write(self, vals):
        allowed = {"date_to", "ended_at"} if self.env.su else {"date_to"}
        if set(vals) - allowed:
            raise UserError(
                self.env._("It is not rewritten: end this one and enter a new one.")
            )
        until = fields.Date.to_date(vals.get("date_to"))
        if "date_to" in vals and any(
            row.date_to and (not until or until > row.date_to) for row in self
        ):
            raise UserError(self.env._("It is ended early, never made longer."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("It is kept: end it instead."))

    def end(self):
        """End it now, as an administrator: a head was appointed."""
        self.check_access("write")
        running = self.filtered("is_running")
        running.sudo().write({"ended_at": fields.Datetime.now()})
        return True

    @api.model
    def _holds(self, user, agency, unit, moment):
        """Tell whether ``user`` was acting head at ``moment`` (UTC).

        Of the agency, or of ``unit`` where its head signs.
        """
        day = agency._qlvb_local(moment).date()
        return bool(
            self.sudo().search_count(
                Domain("user_id", "=", user.id)
                & Domain("company_id", "=", agency.id)
                & Domain("department_id", "in", [False, *unit.ids])
                & Domain("date_from", "<=", day)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
                & (Domain("ended_at", "=", False) | Domain("ended_at", ">", moment)),
                limit=1,
            )
        )
