# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import forms

FORMATS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# What the notes column says of numbers for which there is no entry.
LOOSE = {
    "reserved": "Giữ số",
    "released": "Không sử dụng",
    "skipped": "Bỏ số",
    "cancelled": "Hủy",
}
# The findings of `qlvb.series.check`, in the words of the report.
FINDINGS = {
    "gap": "Khuyết số, không có giải trình",
    "double": "Nhiều dòng đăng ký cùng một số",
    "orphan": "Số đã dùng nhưng không có dòng đăng ký",
    "order": "Ngày sớm hơn ngày của số liền trước",
    "waiting": "Giữ từ ngày trước, chưa sử dụng",
}
LIST_TITLE = "Danh sách văn bản"
SIGNERS = ("Văn thư", "Người phụ trách")


class QlvbRegisterPrinting(models.AbstractModel):
    """Books as PDF, .xlsx and .docx, with the columns fixed by law (S24, S36).

    A print shows the entries that its reader may see, no others; one of a selection
    shows exactly these, in their order. Those of a year or a period also show the
    numbers of which there is no entry, with the reason, so that no number is missing.
    """

    _name = "qlvb.register.printing"
    _description = "Printing of Registers"

    def print_book(self, form="pdf", kind=None, date_from=None, date_to=None):
        """Return a book as base64; everybody who may read the register.

        ``form``: pdf, xlsx or docx. ``kind``: ``tracking`` for sổ theo dõi giải quyết
        văn bản đến, ``findings`` for the report of gaps and doubles, else the book
        itself. Dates: local days of entry, inclusive.
        """
        self.ensure_one()
        self.check_access("read")
        period = [self._read_moment(day, "date") for day in (date_from, date_to)]
        return base64.b64encode(self._book(form, kind, *period)).decode()

    def print_pdf(self):
        """Return the book of the year as base64 of a PDF."""
        return self.print_book()

    def _draw_pdf(self):
        return self._book("pdf")

    def _book(self, form, kind=None, date_from=None, date_to=None, cover=True):
        kind = self._checked_kind(form, kind)
        agency = self.company_id
        self.env["qlvb.access.log"]._note_print(agency, self.display_name)
        if kind == "findings":
            rows = self._finding_rows()
            head = self._head(self.env["qlvb.document"], [], None, None, False)
            return forms.print_book(kind, head, rows, form, agency._qlvb_print_mark())
        domain = Domain("register_id", "=", self.id)
        domain &= Domain("register_number", ">", 0)
        if date_from:
            domain &= Domain("registered_at", ">=", agency._qlvb_midnight(date_from))
        if date_to:
            end = agency._qlvb_midnight(date_to + timedelta(days=1))
            domain &= Domain("registered_at", "<", end)
        documents = self.env["qlvb.document"].search(
            domain, order="register_number, id"
        )
        rows = [(row.register_number, row._register_row(kind)) for row in documents]
        rows += self._loose_rows(kind, date_from, date_to)
        rows.sort(key=lambda pair: pair[0])
        head = self._head(documents, rows, date_from, date_to, cover)
        mark = agency._qlvb_print_mark()
        return forms.print_book(kind, head, [row for _number, row in rows], form, mark)

    def _checked_kind(self, form, kind):
        if form not in FORMATS:
            raise UserError(self.env._("A book is printed as pdf, xlsx or docx."))
        if kind == "tracking" and self.direction != "incoming":
            raise UserError(
                self.env._("Only incoming documents have a book of their handling.")
            )
        return kind if kind in ("tracking", "findings") else self.direction

    def _finding_rows(self):
        """Return the rows of the report of gaps and doubles (art. 15)."""
        series = self._own_series()
        return [
            forms.FindingRow(
                book=run.with_context(lang="vi_VN").display_name,
                finding=FINDINGS[found["kind"]],
                first=str(found["first"]),
                last=str(found["last"]),
                count=str(found["count"]),
            )
            for run in series
            for found in run.findings()
        ]

    def _loose_rows(self, kind, date_from, date_to):
        """Return (ordinal, row) of the numbers that no entry carries."""
        if kind == "tracking":
            return []
        domain = Domain("series_id", "in", self._own_series().ids)
        domain &= Domain("state", "!=", "used") & Domain("document_id", "=", False)
        if date_from:
            domain &= Domain("date", ">=", date_from)
        if date_to:
            domain &= Domain("date", "<=", date_to)
        result = []
        for number in self.env["qlvb.number"].search(domain):
            note = f"{LOOSE[number.state]}: {number.reason or ''}"
            if kind == "incoming":
                row = forms.IncomingRow(number=str(number.ordinal), note=note)
            else:
                row = forms.OutgoingRow(notation=str(number.ordinal), note=note)
            result.append((number.ordinal, row))
        return result

    def _head(self, documents, rows, date_from, date_to, cover):
        agency = self.company_id.sudo()
        moments = documents.mapped("registered_at")
        first = date_from or moments and agency._qlvb_local(min(moments)).date()
        last = date_to or moments and agency._qlvb_local(max(moments)).date()
        return forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
            year=self.year,
            first_number=str(rows[0][0]) if rows else "",
            last_number=str(rows[-1][0]) if rows else "",
            first_date=first or None,
            last_date=last or None,
            cover=cover,
            signers=SIGNERS,
        )

    @api.model
    def _selection(self, documents, form, kind=None):
        """Return the book of exactly these entries, in their order."""
        register = documents.register_id[:1]
        if not documents or len(documents) != len(
            documents.filtered("register_number")
        ):
            raise UserError(
                self.env._("Only registered documents stand in a book: choose those.")
            )
        if len(set(documents.mapped("direction"))) > 1 or len(documents.company_id) > 1:
            raise UserError(
                self.env._("Choose documents of one kind and of one agency.")
            )
        kind = register._checked_kind(form, kind)
        self.env["qlvb.access.log"]._note(documents, "print", register.display_name)
        rows = [(row.register_number, row._register_row(kind)) for row in documents]
        head = register._head(documents, rows, None, None, False)
        in_order = sorted(number for number, _row in rows) == [n for n, _row in rows]
        if not in_order:
            head = forms.RegisterHead(
                issuer=head.issuer,
                parent=head.parent,
                year=head.year,
                signers=head.signers,
            )
        mark = register.company_id._qlvb_print_mark()
        return forms.print_book(kind, head, [row for _number, row in rows], form, mark)

    @api.model
    def _list(self, documents, form):
        """Return the list of exactly these documents, in their order (App. VI.III.6).

        ``documents``: those the user may see; ``form``: pdf, xlsx or docx.
        """
        self._checked_kind(form, None)
        if not documents:
            raise UserError(self.env._("Choose the documents in the list first."))
        documents.check_access("read")
        agencies = documents.company_id.sudo()
        agency = agencies if len(agencies) == 1 else self.env.company.sudo()
        self.env["qlvb.access.log"]._note(documents, "print", LIST_TITLE)
        head = forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
        )
        rows = [row._list_row(place) for place, row in enumerate(documents, 1)]
        return forms.print_book("list", head, rows, form, agency._qlvb_print_mark())
