# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbWorkfileReopen(models.TransientModel):
    """Ask why a closed work file is opened again."""

    _name = "qlvb.workfile.reopen"
    _description = "Open a Work File Again"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "workfile_id"

    workfile_id = fields.Many2one("qlvb.workfile", "Work file", required=True)
    reason = fields.Text(required=True)

    def action_reopen(self):
        self.workfile_id.reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
