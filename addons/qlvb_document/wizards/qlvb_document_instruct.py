# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..models.qlvb_target_mixin import OPEN_STATES

# So many documents stand behind the arrows of the next one.
NEXT = 50


class QlvbDocumentInstruct(models.TransientModel):
    """Ask for the instruction and its assignments; see `qlvb.document.instruct`.

    The lead stands first, with a proposed deadline, so that the usual instruction is
    given on a phone with two choices; a tap inserts a phrase. Others are added below,
    a deadline each. Several documents get the same instruction, each by itself.
    """

    _name = "qlvb.document.instruct"
    _description = "Instruct"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "document_ids"

    document_ids = fields.Many2many(
        "qlvb.document", string="Selected documents", required=True
    )
    document_id = fields.Many2one("qlvb.document", compute="_compute_document_id")
    count = fields.Integer(compute="_compute_document_id")
    company_id = fields.Many2one("res.company", compute="_compute_document_id")
    phrase_id = fields.Many2one("qlvb.phrase", "Phrases", store=False)
    text = fields.Text("Instruction", required=True)
    keep_phrase = fields.Boolean("Keep as my phrase")
    has_lead = fields.Boolean(compute="_compute_has_lead")
    has_next = fields.Boolean(compute="_compute_has_next")
    can_change_lead = fields.Boolean(compute="_compute_has_lead")
    change_lead = fields.Boolean("Another one takes the lead")
    lead_reason = fields.Char("Why the lead changes")
    lead_department_id = fields.Many2one("hr.department", "Lead unit")
    lead_user_id = fields.Many2one("res.users", "Lead person")
    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, readonly=False, string="Lead deadline"
    )
    deadline_reason = fields.Char(compute="_compute_deadline_reason")
    line_ids = fields.One2many("qlvb.document.instruct.line", "wizard_id", "Others")
    inform_user_ids = fields.Many2many("res.users", string="For information")

    @api.depends("document_ids")
    def _compute_document_id(self):
        for wizard in self:
            documents = wizard.document_ids._origin
            wizard.document_id = documents if len(documents) == 1 else False
            wizard.count = len(documents)
            agencies = documents.company_id
            wizard.company_id = agencies[:1]

    @api.depends("document_ids")
    def _compute_has_lead(self):
        for wizard in self:
            lead = wizard.document_id.sudo().lead_id.with_env(self.env)
            wizard.has_lead = bool(lead)
            wizard.can_change_lead = bool(lead and lead.is_open and lead.is_given_by_me)

    @api.depends("document_ids")
    def _compute_has_next(self):
        for wizard in self:
            wizard.has_next = wizard.count == 1 and bool(wizard._waiting())

    def _waiting(self):
        """Return what else waits for the user's direction, the most urgent first."""
        return self.env["qlvb.assignment"].search(
            Domain("is_mine", "=", True)
            & Domain("role", "=", "instruct")
            & Domain("state", "in", OPEN_STATES)
            & Domain("document_id", "not in", self.document_ids._origin.ids),
            limit=NEXT,
        )

    @api.depends("document_ids")
    def _compute_deadline(self):
        for wizard in self:
            wizard.deadline, _why = wizard.document_ids._origin._proposed_deadline()

    @api.depends("document_ids", "deadline")
    def _compute_deadline_reason(self):
        for wizard in self:
            proposed, why = wizard.document_ids._origin._proposed_deadline()
            wizard.deadline_reason = why if wizard.deadline == proposed else False

    @api.onchange("phrase_id")
    def _onchange_phrase_id(self):
        """Insert the phrase that was tapped, and be ready for the next one."""
        if self.phrase_id:
            parts = (self.text, self.phrase_id.text)
            self.text = "\n".join(part for part in parts if part)
            self.phrase_id = False

    def action_instruct(self):
        """Give the instruction to everybody chosen, on every document."""
        self.ensure_one()
        rows = self._rows()
        if self.keep_phrase:
            self._keep_phrase()
        if self.count > 1:
            results = self.document_ids.instruct_each(self.text, rows)
            return self.document_ids._show_results(self.env._("Instruct"), results)
        reason = self.lead_reason if self.change_lead else None
        self.document_id.instruct(self.text, rows, reason)
        return {"type": "ir.actions.act_window_close"}

    def action_instruct_next(self):
        """Give the instruction, and open the next document that waits for one."""
        self.ensure_one()
        done = self.action_instruct()
        waiting = self._waiting().document_id
        return waiting[0]._instead(waiting[0], waiting.ids) if waiting else done

    def _rows(self):
        rows = []
        if self.lead_department_id or self.lead_user_id:
            rows.append(
                {
                    "role": "lead",
                    "department_id": self.lead_department_id.id,
                    "user_id": self.lead_user_id.id,
                    "deadline": self._as_text(self.deadline),
                }
            )
        rows += [line._as_values() for line in self.line_ids]
        rows += [
            {"role": "inform", "user_id": user.id} for user in self.inform_user_ids
        ]
        return rows

    def _keep_phrase(self):
        phrases = self.env["qlvb.phrase"]
        known = phrases.search_count(
            [("text", "=", self.text), ("user_id", "in", [False, self.env.uid])]
        )
        if not known:
            phrases.create({"text": self.text, "company_id": self.company_id.id})

    @api.model
    def _as_text(self, moment):
        return moment and fields.Datetime.to_string(moment)


class QlvbDocumentInstructLine(models.TransientModel):
    """One more unit or person that works along, or is told."""

    _name = "qlvb.document.instruct.line"
    _description = "Instruct: Assignment"

    wizard_id = fields.Many2one("qlvb.document.instruct", ondelete="cascade")
    company_id = fields.Many2one(related="wizard_id.company_id")
    role = fields.Selection(
        [("coordinate", "Co-ordinate"), ("inform", "For information")],
        required=True,
        default="coordinate",
    )
    department_id = fields.Many2one("hr.department", "Unit")
    user_id = fields.Many2one("res.users", "Person")
    deadline = fields.Datetime()

    def _as_values(self):
        return {
            "role": self.role,
            "department_id": self.department_id.id,
            "user_id": self.user_id.id,
            "deadline": self.wizard_id._as_text(self.deadline),
        }
