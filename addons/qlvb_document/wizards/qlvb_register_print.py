# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class QlvbRegisterPrint(models.TransientModel):
    """Ask what of a book is printed, for which period, and as which file.

    Opened from a list of documents it prints exactly the selected ones.
    """

    _name = "qlvb.register.print"
    _description = "Print a Book"
    _inherit = ["qlvb.print.mixin"]
    _print_path = "book"

    register_id = fields.Many2one("qlvb.register", "Book")
    direction = fields.Selection(related="register_id.direction")
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
    cover = fields.Boolean(default=True)
    as_list = fields.Boolean(help="The selected documents as a plain list.")

    def _bytes(self):
        """Return the bytes of the file that was asked for."""
        self.ensure_one()
        if self.as_list:
            documents = self._selected("qlvb.document")
            return self.env["qlvb.register"]._list(documents, self.form)
        kind = None if self.kind == "book" else self.kind
        if self.selected_ids is not False:
            Register = self.env["qlvb.register"]
            documents = self._selected("qlvb.document")
            return Register._selection(documents, self.form, kind)
        if not self.register_id:
            raise UserError(self.env._("Choose the book to print."))
        self.register_id.check_access("read")
        days = (None, None)
        if self.period == "dates":
            days = (self.date_from or None, self.date_to or None)
        return self.register_id._book(self.form, kind, *days, cover=self.cover)
