# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .qlvb_target_mixin import OPEN_STATES


class QlvbInstruction(models.Model):
    """What a leader wrote on a document, and to whom it was assigned (S25, S26).

    Leaders and heads of office of the agency give instructions, through
    `qlvb.document.instruct` only; whoever sees the document reads them.
    """

    _name = "qlvb.instruction"
    _description = "Instruction"
    _inherit = ["qlvb.instruction.check"]
    _order = "id desc"
    _rec_name = "text"

    document_id = fields.Many2one(
        "qlvb.document", required=True, readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", "Leader", required=True, readonly=True)
    on_behalf_id = fields.Many2one("res.users", "On behalf of", readonly=True)
    giver_id = fields.Many2one(
        "res.users",
        compute="_compute_giver_id",
        store=True,
        index=True,
        help="Whose instruction it is: the leader's, also when a delegate wrote it.",
    )
    author = fields.Char(compute="_compute_author")
    moment = fields.Datetime(default=fields.Datetime.now, readonly=True)
    text = fields.Text(required=True, readonly=True)
    assignment_ids = fields.One2many("qlvb.assignment", "instruction_id", readonly=True)

    @api.depends("user_id", "on_behalf_id")
    def _compute_giver_id(self):
        for instruction in self:
            instruction.giver_id = instruction.on_behalf_id or instruction.user_id

    @api.depends("user_id", "on_behalf_id")
    @api.depends_context("lang")
    def _compute_author(self):
        """Name who wrote it and on whose behalf, for screens and prints (S54)."""
        for instruction in self.sudo():
            name = instruction.user_id.name
            if instruction.on_behalf_id:
                name = self.env._(
                    "%(name)s, on behalf of %(principal)s",
                    name=name,
                    principal=instruction.on_behalf_id.name,
                )
            instruction.author = name

    @api.model
    def _give(self, documents, text, assignments):
        """Give the same instruction on each of the documents; return them.

        As many statements for a thousand documents as for one.
        """
        blockers = self._give_blockers(documents, text, assignments)
        if blockers:
            raise UserError("\n".join(blockers))
        principal = self.env["qlvb.role"]._principals()[:1]
        common = {"user_id": self.env.uid, "on_behalf_id": principal.id, "text": text}
        instructions = self.sudo().create(
            [{**common, "document_id": document.id} for document in documents]
        )
        Assignment = self.env["qlvb.assignment"].sudo()._through_door()
        Assignment.flush_model(["state"])
        rows = Assignment.create(
            [
                instruction._assignment_values(values)
                for instruction in instructions
                for values in assignments
            ]
        )
        waiting = documents.sudo().assignment_ids.filtered(
            lambda row: row.role == "instruct" and row.state in OPEN_STATES
        )
        waiting._finish(text)
        self.env["qlvb.phrase"]._note_use(text)
        for instruction in instructions:
            targets = instruction._targets()
            instruction.document_id._log("instruct", text=text, to=targets)
        documents._set_status("04")
        documents.sudo()._finish_if_done()
        rows._notify()
        return instructions

    def _assignment_values(self, values):
        document = self.document_id
        # What is only for information is done by reading it (S42).
        deadline = values.get("role") != "inform" and values.get("deadline")
        return {
            "document_id": document.id,
            "company_id": document.company_id.id,
            "urgency": document.urgency,
            "instruction_id": self.id,
            "role": values.get("role", "lead"),
            "department_id": values.get("department_id"),
            "user_id": values.get("user_id"),
            "deadline": deadline,
            "original_deadline": deadline,
        }

    def _targets(self):
        return [row.target for row in self.sudo().assignment_ids]
