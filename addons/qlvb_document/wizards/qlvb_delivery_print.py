# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDeliveryPrint(models.TransientModel):
    """Ask which delivery book is printed, for which days, and as which file."""

    _name = "qlvb.delivery.print"
    _description = "Print the Delivery Book"

    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    way = fields.Selection(
        [("post", "Post"), ("hand", "By hand"), ("copies", "Certified copies")],
        required=True,
        default="post",
    )
    date_from = fields.Date(
        "From", default=lambda self: self.env["qlvb.role"]._today().replace(day=1)
    )
    date_to = fields.Date("To", default=lambda self: self.env["qlvb.role"]._today())
    form = fields.Selection(
        [("pdf", "PDF"), ("xlsx", "Excel"), ("docx", "Word")],
        "File",
        required=True,
        default="pdf",
    )

    def action_print(self):
        """Download the book."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/deliveries/{self.id}",
            "target": "new",
        }

    def _bytes(self):
        self.ensure_one()
        if self.way == "copies":
            return self.env["qlvb.copy"]._book(
                self.company_id, self.form, self.date_from or None, self.date_to or None
            )
        return self.env["qlvb.delivery"]._book(
            self.company_id,
            self.way,
            self.form,
            self.date_from or None,
            self.date_to or None,
        )
