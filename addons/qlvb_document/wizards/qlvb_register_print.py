# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbRegisterPrint(models.TransientModel):
    """Ask what of a book is printed, for which period, and as which file.

    Opened from a list of documents it prints exactly the selected ones.
    """

    _name = "qlvb.register.print"
    _description = "Print a Book"

    register_id = fields.Many2one("qlvb.register", "Book")
    direction = fields.Selection(related="register_id.direction")
    selected_ids = fields.Json(help="Ids of documents, in the order of the list.")
    selected_count = fields.Integer(compute="_compute_selected_count")
    kind = fields.Selection(
        [
            ("book", "Register book"),
            ("tracking", "Book of the handling"),
            ("findings", "Check of the numbers"),
        ],
        required=True,
        default="book",
    )
    period = fields.Selection(
        [
            ("year", "The whole year"),
            ("dates", "From – to"),
        ],
        required=True,
        default="year",
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    form = fields.Selection(
        [("pdf", "PDF"), ("xlsx", "Excel"), ("docx", "Word")],
        "File",
        required=True,
        default="pdf",
    )
    cover = fields.Boolean(default=True)
    as_list = fields.Boolean(help="The selected documents as a plain list.")

    @api.depends("selected_ids")
    def _compute_selected_count(self):
        for wizard in self:
            wizard.selected_count = len(wizard.selected_ids or [])

    def _documents(self):
        """Return the selected documents that the user may see, in their order."""
        ids = self.selected_ids
        if not isinstance(ids, list) or not all(type(each) is int for each in ids):
            raise UserError(self.env._("Choose the documents in the list first."))
        visible = set(self.env["qlvb.document"].search([("id", "in", ids)])._ids)
        return self.env["qlvb.document"].browse(
            dict.fromkeys(each for each in ids if each in visible)
        )

    def action_print(self):
        """Download the book."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/book/{self.id}",
            "target": "new",
        }

    def _bytes(self):
        """Return the bytes of the file that was asked for."""
        self.ensure_one()
        if self.as_list:
            documents = self._documents()
            return self.env["qlvb.register"]._list(documents, self.form)
        kind = None if self.kind == "book" else self.kind
        if self.selected_ids is not False:
            Register = self.env["qlvb.register"]
            return Register._selection(self._documents(), self.form, kind)
        if not self.register_id:
            raise UserError(self.env._("Choose the book to print."))
        self.register_id.check_access("read")
        days = (None, None)
        if self.period == "dates":
            days = (self.date_from or None, self.date_to or None)
        return self.register_id._book(self.form, kind, *days, cover=self.cover)
