# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import forms

from .qlvb_register_printing import FORMATS


class QlvbCopyPrinting(models.AbstractModel):
    """The book of certified copies on paper."""

    _name = "qlvb.copy.printing"
    _description = "Printing of the Book of Copies"

    @api.model
    def _book(self, company, form="pdf", date_from=None, date_to=None):
        """Return the bytes of the book: what the reader may see of it."""
        if form not in FORMATS:
            raise UserError(self.env._("A book is printed as pdf, xlsx or docx."))
        domain = Domain("company_id", "=", company.id)
        if date_from:
            domain &= Domain("date", ">=", date_from)
        if date_to:
            domain &= Domain("date", "<=", date_to)
        copies = self.search(domain, order="date, id")
        agency = company.sudo()
        head = forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
            year=(date_to or company._qlvb_today()).year,
            first_date=date_from or copies[:1].date or None,
            last_date=date_to or copies[-1:].date or None,
            signers=("Văn thư", "Người phụ trách"),
        )
        self.env["qlvb.access.log"]._note_print(company, forms.BOOKS["copies"][0])
        rows = [copy._print_row() for copy in copies]
        return forms.print_book("copies", head, rows, form, company._qlvb_print_mark())

    def _print_row(self):
        """Return the row of one copy."""
        return forms.CopyRow(
            notation=self.notation,
            dated=self.date,
            original=self.document_id._identity(),
            pages=self.pages or "",
            signer=self.signer_id.sudo().name,
            receiver=self.receivers or "",
            copies=self.copies,
            note=self.reason,
        )
