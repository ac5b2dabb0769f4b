# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

# Working hours that are proposed for the lead: three days.
PROPOSED_HOURS = 24


class QlvbDocumentInstruct(models.TransientModel):
    """Ask for the instruction and its assignments; see `qlvb.document.instruct`.

    The lead stands first, with a proposed deadline, so that the usual instruction is
    given on a phone with two choices; others are added below, a deadline each.
    """

    _name = "qlvb.document.instruct"
    _description = "Instruct"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    text = fields.Text("Instruction", required=True)
    has_lead = fields.Boolean(compute="_compute_has_lead")
    lead_department_id = fields.Many2one("hr.department", "Lead unit")
    lead_user_id = fields.Many2one("res.users", "Lead person")
    deadline = fields.Datetime(
        compute="_compute_deadline", store=True, readonly=False, string="Lead deadline"
    )
    line_ids = fields.One2many("qlvb.document.instruct.line", "wizard_id", "Others")
    inform_user_ids = fields.Many2many("res.users", string="For information")

    @api.depends("document_id")
    def _compute_has_lead(self):
        for wizard in self:
            wizard.has_lead = bool(wizard.document_id.sudo().lead_id)

    @api.depends("document_id")
    def _compute_deadline(self):
        now = fields.Datetime.now()
        for wizard in self:
            calendar = wizard.company_id.sudo().resource_calendar_id
            wizard.deadline = calendar and calendar._qlvb_add_hours(now, PROPOSED_HOURS)

    def action_instruct(self):
        """Give the instruction to everybody chosen."""
        self.ensure_one()
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
        self.document_id.instruct(self.text, rows)
        return {"type": "ir.actions.act_window_close"}

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
