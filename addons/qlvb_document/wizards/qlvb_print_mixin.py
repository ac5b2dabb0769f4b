# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbPrintMixin(models.AbstractModel):
    """A dialog that prints; opened from a list, exactly the rows selected there."""

    _name = "qlvb.print.mixin"
    _description = "Dialog that Prints"

    # The part of the address below /qlvb/print at which the file is fetched.
    _print_path = None

    selected_ids = fields.Json(
        "Chosen rows", help="Ids of the rows, in the order of the list."
    )
    selected_count = fields.Integer("Number of rows", compute="_compute_selected_count")
    form = fields.Selection(
        [("pdf", "PDF"), ("xlsx", "Excel"), ("docx", "Word")],
        "File",
        required=True,
        default="pdf",
    )

    @api.depends("selected_ids")
    def _compute_selected_count(self):
        for wizard in self:
            wizard.selected_count = len(wizard.selected_ids or [])

    def _selected(self, model):
        """Return the selected rows that the user may see, in their order."""
        ids = self.selected_ids
        if not isinstance(ids, list) or not all(type(each) is int for each in ids):
            raise UserError(self.env._("Choose the rows in the list first."))
        rows = self.env[model]
        seen = set(rows.search([("id", "in", ids)])._ids)
        return rows.browse(dict.fromkeys(each for each in ids if each in seen))

    def action_print(self):
        """Download the file."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/{self._print_path}/{self.id}",
            "target": "new",
        }
