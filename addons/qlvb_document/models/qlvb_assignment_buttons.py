# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentButtons(models.AbstractModel):
    """What the buttons of the work list do; the rules are in the methods called."""

    _name = "qlvb.assignment.buttons"
    _description = "Buttons of Assignments"

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
