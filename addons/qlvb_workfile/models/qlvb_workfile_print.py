# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import models
from odoo.exceptions import UserError

from vnrecords import forms


class QlvbWorkfilePrint(models.AbstractModel):
    """The contents list of a work file (mục lục văn bản, ND 30/2020, App. V)."""

    _name = "qlvb.workfile.print"
    _description = "Prints of Work Files"

    def print_pdf(self):
        """Return the contents list as base64 of a PDF with the columns fixed by law."""
        self.ensure_one()
        self.check_access("read")
        return base64.b64encode(self._draw_pdf()).decode()

    def _draw_pdf(self):
        """Draw the contents list (ND 30/2020, App. V); it is whole or not at all."""
        Entry = self.env["qlvb.workfile.entry"]
        entries = Entry.search([("workfile_id", "=", self.id)])
        if entries != self._entries():
            raise UserError(
                self.env._(
                    "You may not see all documents of “%(name)s”: ask %(keeper)s to"
                    " print its contents list.",
                    name=self.display_name,
                    keeper=self.user_id.sudo().name,
                )
            )
        head = forms.WorkFileHead(
            notation=self.code,
            year=self.year,
            title=self.title or "",
            issuer=self.company_id.sudo().name,
        )
        mark = self.company_id.sudo()._qlvb_print_mark()
        return forms.contents_list(head, entries._contents_rows(), mark)

    def action_print(self):
        """Open the contents list in a new tab."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/workfile/{self.id}",
            "target": "new",
        }
