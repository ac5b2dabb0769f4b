# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbOpinionAnswer(models.TransientModel):
    """Ask for the opinion that somebody waits for."""

    _name = "qlvb.opinion.answer"
    _description = "Give an Opinion"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "opinion_id"

    opinion_id = fields.Many2one("qlvb.opinion", required=True)
    question = fields.Text(related="opinion_id.question")
    text = fields.Text("Your opinion", required=True)

    def action_answer(self):
        self.opinion_id.answer(self.text)
        return {"type": "ir.actions.act_window_close"}
