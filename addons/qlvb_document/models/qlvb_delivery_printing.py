# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import forms

from .qlvb_register_printing import FORMATS


class QlvbDeliveryPrinting(models.AbstractModel):
    """The delivery book on paper, with the six columns of ND 30/2020, App. IV.III."""

    _name = "qlvb.delivery.printing"
    _description = "Printing of the Delivery Book"

    @api.model
    def _book(self, company, way, form="pdf", date_from=None, date_to=None):
        """Return the bytes of the book of one way: what the reader may see of it.

        ``way``: post or hand; ``form``: pdf, xlsx or docx; dates: local days on which
        it was handed over, inclusive. Lines that wait are not in it.
        """
        if form not in FORMATS:
            raise UserError(self.env._("A book is printed as pdf, xlsx or docx."))
        if way not in ("post", "hand"):
            raise UserError(self.env._("The delivery book is of the post or by hand."))
        domain = Domain("company_id", "=", company.id) & Domain("way", "=", way)
        domain &= Domain("moment", "!=", False)
        if date_from:
            domain &= Domain("moment", ">=", company._qlvb_midnight(date_from))
        if date_to:
            end = company._qlvb_midnight(date_to + timedelta(days=1))
            domain &= Domain("moment", "<", end)
        lines = self.search(domain, order="moment, id")
        agency = company.sudo()
        head = forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
            year=(date_to or company._qlvb_today()).year,
            first_date=date_from or lines[:1]._day(),
            last_date=date_to or lines[-1:]._day(),
            signers=("Văn thư", "Người phụ trách"),
        )
        kind = "posted" if way == "post" else "handed"
        self.env["qlvb.access.log"]._note_print(company, forms.BOOKS[kind][0])
        rows = [line._print_row() for line in lines]
        return forms.print_book(kind, head, rows, form, company._qlvb_print_mark())

    def _day(self):
        return self and self.document_id._agency_date(self.moment) or None

    def _print_row(self):
        """Return the row of one delivery."""
        receipt = self.received_by or ""
        if self.received_on:
            receipt = f"{receipt} ({self.received_on:%d/%m/%Y})"
        back = self.state == "returned" and f"Trả lại: {self.note or ''}"
        return forms.DeliveryRow(
            sent=self._day(),
            notation=self.notation or "",
            receiver=self.receiver or "",
            envelopes=self.envelopes,
            receipt=receipt,
            note=back or "; ".join(filter(None, [self.carrier, self.note])),
        )
