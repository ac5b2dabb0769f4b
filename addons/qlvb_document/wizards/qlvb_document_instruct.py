# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.qlvb_assignment import ROLES


class QlvbDocumentInstruct(models.TransientModel):
    """Ask for the instruction and its assignments; see `qlvb.document.instruct`."""

    _name = "qlvb.document.instruct"
    _description = "Instruct"

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    text = fields.Text("Instruction", required=True)
    line_ids = fields.One2many("qlvb.document.instruct.line", "wizard_id", "Assign to")

    def action_instruct(self):
        """Give the instruction and go on to the next document of the list."""
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("Choose at least one unit or person."))
        self.document_id.instruct(
            self.text, [line._as_values() for line in self.line_ids]
        )
        return {"type": "ir.actions.act_window_close"}


class QlvbDocumentInstructLine(models.TransientModel):
    """One unit or person to whom the instruction assigns the document."""

    _name = "qlvb.document.instruct.line"
    _description = "Instruct: Assignment"

    wizard_id = fields.Many2one("qlvb.document.instruct", ondelete="cascade")
    company_id = fields.Many2one(related="wizard_id.company_id")
    role = fields.Selection(
        [role for role in ROLES if role[0] != "instruct"], required=True, default="lead"
    )
    department_id = fields.Many2one("hr.department", "Unit")
    user_id = fields.Many2one("res.users", "Person")
    deadline = fields.Datetime()

    def _as_values(self):
        return {
            "role": self.role,
            "department_id": self.department_id.id,
            "user_id": self.user_id.id,
            "deadline": self.deadline and fields.Datetime.to_string(self.deadline),
        }
