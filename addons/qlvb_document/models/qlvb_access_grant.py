# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# Who confirms a change of rights; a head, for what is drafted in the own unit.
CONFIRMERS = ("leader", "office", "unit_head")


class QlvbAccessGrant(models.Model):
    """A person or a unit is let read one document beyond what their work opens.

    ND 30/2020, App. VI.III.3: a change of rights on a document warns until a
    competent person confirms it. So a widening takes effect only when confirmed,
    and a narrowing at once; both are shown on the document until then.

    Whoever sees a document asks for a grant, with a reason. Leaders and heads of
    office of the agency confirm or refuse it, and so does the head of the unit
    where a draft is written; what they grant themselves is confirmed by that,
    unless it is for themselves. They, clerks, and whoever asked withdraw a grant.
    Everybody who sees the document sees its grants. Dates are those of the agency;
    a grant opens the document from its first to its last day.
    """

    _name = "qlvb.access.grant"
    _description = "Grant of Access"
    _inherit = ["qlvb.token.source", "qlvb.state.mixin"]
    _order = "id desc"
    _transitions = {
        "asked": {"given", "refused", "closed"},
        "given": {"withdrawn"},
        "withdrawn": {"closed", "given"},
    }
    _guarded_fields = frozenset(
        {
            "document_id",
            "user_id",
            "department_id",
            "reason",
            "date_from",
            "date_to",
            "asked_by",
            "changed_by",
            "confirmed_by",
            "confirmed_at",
        }
    )

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    user_id = fields.Many2one("res.users", "Person", index="btree_not_null")
    department_id = fields.Many2one("hr.department", "Unit", index="btree_not_null")
    target = fields.Char(compute="_compute_target", string="Granted to")
    reason = fields.Char(required=True)
    date_from = fields.Date(required=True)
    date_to = fields.Date("Until")
    state = fields.Selection(
        [
            ("asked", "To be confirmed"),
            ("given", "In force"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn, to be confirmed"),
            ("closed", "Withdrawn"),
        ],
        default="asked",
        required=True,
    )
    asked_by = fields.Many2one("res.users", required=True)
    changed_by = fields.Many2one("res.users", "Withdrawn by")
    confirmed_by = fields.Many2one("res.users")
    confirmed_at = fields.Datetime()
    can_confirm = fields.Boolean(compute="_compute_can_confirm")

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A grant cannot end before it begins.",
    )
    _one_target = models.Constraint(
        "CHECK((user_id IS NULL) != (department_id IS NULL))",
        "Access is granted to one person or to one unit.",
    )
    _pending_idx = models.Index("(company_id) WHERE state IN ('asked', 'withdrawn')")

    @api.depends("user_id", "department_id")
    def _compute_target(self):
        for grant in self:
            grant.target = grant.user_id.name or grant.department_id.name

    @api.depends("target")
    def _compute_display_name(self):
        for grant in self:
            grant.display_name = grant.target

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        for grant in self:
            pending = grant.state in ("asked", "withdrawn")
            grant.can_confirm = pending and bool(grant._my_competence())

    def _my_competence(self):
        """Return as whom the user may confirm, none if the user may not."""
        document = self.document_id
        holders = self.env["qlvb.role"]._my_holders(
            CONFIRMERS, document.company_id, document.department_id
        )
        return holders - self.user_id

    @api.model
    def _ask(self, document, user, unit, reason, date_from=None, date_to=None):
        """Ask for a grant on a document that the user sees; return it."""
        document.check_access("read")
        self._check_target(document, user, unit, reason)
        grant = (
            self.sudo()
            ._through_door()
            .create(
                {
                    "document_id": document.id,
                    "user_id": user.id,
                    "department_id": unit.id,
                    "reason": reason.strip(),
                    "date_from": date_from or document._agency_today(),
                    "date_to": date_to,
                    "asked_by": self.env.uid,
                }
            )
        )
        document._log("grant_ask", to=grant.target, reason=grant.reason)
        grant = grant.with_env(self.env)
        if grant._my_competence():
            grant.confirm()
        else:
            grant._warn()
        return grant

    @api.model
    def _check_target(self, document, user, unit, reason):
        _ = self.env._
        wrong = []
        if bool(user) == bool(unit):
            wrong.append(_("Choose the person or the unit that is to read it."))
        if not (reason or "").strip():
            wrong.append(_("Say why access is granted."))
        agency = document.company_id
        if user and not user._is_member(agency):
            wrong.append(_("Choose somebody who works in this agency."))
        if unit and unit.company_id != agency:
            wrong.append(_("Choose a unit of this agency."))
        if document.direction == "incoming" and document.state == "draft":
            wrong.append(_("Register the document first."))
        if wrong:
            raise UserError("\n".join(wrong))

    def _warn(self):
        """Tell who can confirm, as far as they see the document."""
        Role = self.env["qlvb.role"]
        for grant in self.sudo():
            agency = grant.company_id
            people = Role._holders("leader", agency) | Role._holders("office", agency)
            grant.document_id.message_notify(
                partner_ids=(people - grant.user_id).partner_id.ids,
                subject=self.env._("A change of rights waits for confirmation"),
                body=f"{grant.target}: {grant.reason}",
            )

    def confirm(self):
        """Confirm the change: a grant takes effect, a withdrawal is settled."""
        self._decide({"asked": "given", "withdrawn": "closed"}, "grant_confirm")
        return True

    def refuse(self):
        """Refuse the change: nothing is granted, or the withdrawn grant holds on."""
        self._decide({"asked": "refused", "withdrawn": "given"}, "grant_refuse")
        return True

    def _decide(self, steps, kind):
        self.check_access("read")
        for grant in self:
            grant._lock()
            if grant.state not in steps:
                raise UserError(
                    self.env._("“%s” is decided already.", grant.display_name)
                )
            holders = grant._my_competence()
            if not holders:
                raise UserError(
                    self.env._(
                        "A change of rights is confirmed by a leader or the head of"
                        " office, and not by who profits from it."
                    )
                )
            self.env["qlvb.role"]._act_for(holders)
            grant.sudo()._set_state(
                steps[grant.state],
                confirmed_by=self.env.uid,
                confirmed_at=fields.Datetime.now(),
            )
            grant.document_id._log(kind, to=grant.target, state=grant.state)

    def withdraw(self):
        """Take the access away at once; the change waits for confirmation."""
        self.check_access("read")
        for grant in self:
            grant._lock()
            if grant.asked_by not in self.env["qlvb.role"]._acting_users():
                grant.document_id._check_role(("leader", "office", "clerk"))
            if grant.state == "asked":
                grant.sudo()._set_state("closed", changed_by=self.env.uid)
            else:
                grant.sudo()._set_state("withdrawn", changed_by=self.env.uid)
            grant.document_id._log("grant_withdraw", to=grant.target)
            if grant.state == "withdrawn":
                grant._settle_withdrawal()
        return True

    def _settle_withdrawal(self):
        if self._my_competence():
            self.confirm()
        else:
            self._warn()

    def _lock(self):
        self.env.cr.execute(
            "SELECT id FROM qlvb_access_grant WHERE id = %s FOR NO KEY UPDATE",
            [self.id],
        )
        self.invalidate_recordset(["state"])

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A grant is withdrawn, never deleted."))

    @api.model
    def _in_force_sql(self):
        """Return whether the grant ``g`` opens its document today."""
        return SQL(
            """(g.state = 'given' AND g.date_from <= %(today)s
            AND (g.date_to IS NULL OR g.date_to >= %(today)s))""",
            today=self.env["qlvb.role"]._today(),
        )
