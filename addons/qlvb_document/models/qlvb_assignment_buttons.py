# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentButtons(models.AbstractModel):
    """What the buttons of the work list do; the rules are in the methods called."""

    _name = "qlvb.assignment.buttons"
    _description = "Buttons of Assignments"

    is_open = fields.Boolean(compute="_compute_is_open")

    @api.depends("state")
    def _compute_is_open(self):
        for row in self:
            row.is_open = row.state in OPEN_STATES

    def action_open_document(self):
        """Open the document from the work list, and note that it was read."""
        self.ensure_one()
        if self.is_mine and self.state in OPEN_STATES:
            self.mark_read()
        return self.document_id.action_open()

    def action_draft_reply(self):
        return self.env["qlvb.document"].browse(self.draft_reply()).action_open()

    def action_give(self):
        return self._wizard_action("qlvb.assignment.give", self.env._("Give to"))

    def action_complete(self):
        return self._wizard_action("qlvb.assignment.complete", self.env._("Complete"))

    def action_give_back(self):
        return self._wizard_action("qlvb.assignment.give.back", self.env._("Give back"))

    def action_hand_over(self):
        return self._wizard_action("qlvb.assignment.hand.over", self.env._("Hand over"))

    def action_recall(self):
        return self._wizard_action("qlvb.assignment.recall", self.env._("Recall"))

    def action_extend(self):
        return self._wizard_action(
            "qlvb.assignment.extend", self.env._("Ask for a later deadline")
        )

    def action_stop_clock(self):
        return self._wizard_action("qlvb.assignment.stop", self.env._("Stop the clock"))

    def action_resume_clock(self):
        return self.resume_clock()

    def action_ask_opinion(self):
        return self.document_id.action_ask_opinion()

    def action_open(self):
        """Open the form of the assignment, where everything is offered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "qlvb.assignment",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_instruct(self):
        return self.document_id.action_instruct()

    def _wizard_action(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_assignment_id": self.id},
        }
