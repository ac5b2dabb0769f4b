# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import models
from odoo.exceptions import UserError

from vnrecords import forms, pages

from ..tools import office, stamping


class QlvbDocumentSlip(models.AbstractModel):
    """The arrival stamp “ĐẾN” and the handling slip (ND 30/2020, App. IV, V and VII).

    Whoever may see the document may print them. The received file is never changed:
    the stamp goes on paper, or on a copy made for reading.
    """

    _name = "qlvb.document.slip"
    _description = "Stamps and Slips of Documents"

    def print_slip(self, form="pdf"):
        """Return phiếu giải quyết văn bản đến as base64; ``form``: pdf or docx."""
        self.ensure_one()
        self.check_access("read")
        return base64.b64encode(self._slip_bytes(form)).decode()

    def print_stamp(self, on_sheet=False):
        """Return the stamp as base64 of a PDF: a label of 50 × 35 mm, or on A4."""
        self.ensure_one()
        self.check_access("read")
        return base64.b64encode(self._stamp_bytes(on_sheet)).decode()

    def print_copy(self):
        """Return a copy for reading that carries the stamp, as base64 of a PDF.

        The stored original keeps its bytes. Signatures are not valid in the copy.
        """
        self.ensure_one()
        self.check_access("read")
        return base64.b64encode(self._copy_bytes()).decode()

    def _check_entered(self):
        if self.direction != "incoming" or not self.register_number:
            raise UserError(
                self.env._(
                    "“%s” is not an entry of the incoming book.", self.display_name
                )
            )

    def _note_print(self, what):
        self.env["qlvb.access.log"]._note(self, "print", what)

    def _stamp_lines(self):
        agency = self.company_id.sudo()
        return forms.arrival_lines(
            agency.qlvb_full_name or agency.name,
            self.register_number,
            self._agency_date(self.registered_at),
            self._given_rows()[:1].target or "",
            self._file_code(),
        )

    def _file_code(self):
        """Hook: return the notation of the file in which the document is kept."""
        return ""

    def _stamp_bytes(self, on_sheet=False):
        self._check_entered()
        self._note_print(self.env._("Arrival stamp"))
        return forms.draw_arrival_stamp(self._stamp_lines(), bool(on_sheet))

    def _copy_bytes(self):
        self._check_entered()
        file = self.main_file_id
        self._note_print(file.name or "")
        data = file._bytes() if file else b""
        marks = self._stamp_lines(), self.company_id.sudo()._qlvb_print_mark()
        try:
            return stamping.stamped_copy(data, file.mimetype, *marks)
        except (stamping.StampingError, office.OfficeError):
            raise UserError(
                self.env._(
                    "No copy with a stamp can be made of “%s”: print the stamp on its"
                    " own.",
                    file.name or self.display_name,
                )
            ) from None

    def _slip_bytes(self, form="pdf"):
        self._check_entered()
        if form not in ("pdf", "docx"):
            raise UserError(self.env._("The slip is printed as pdf or docx."))
        self._note_print(self.env._("Handling slip"))
        draw = forms.handling_slip if form == "pdf" else forms.handling_slip_word
        return draw(self._slip(), self.company_id.sudo()._qlvb_print_mark())

    def _slip(self):
        agency = self.company_id.sudo()
        rows = self.sudo().assignment_ids.filtered(
            lambda row: row.role != "instruct" and row.state != "recalled"
        )
        below = rows.filtered("parent_id")
        heading = pages.Heading(
            agency.qlvb_full_name or agency.name,
            parent=agency.qlvb_superior or "",
            place=agency.qlvb_place or "",
            date=self._agency_today(),
        )
        abstract = f"{self._identity()}: {self.name}"
        return forms.HandlingSlip(
            heading=heading,
            document=abstract,
            leader=tuple(self._leader_lines(rows - below)),
            unit_head=tuple(self._head_lines(below)),
            assignee=tuple(self._result_lines(rows)),
        )

    def _leader_lines(self, rows):
        labels = {"lead": "Chủ trì", "coordinate": "Phối hợp", "inform": "Để biết"}
        order = list(labels)
        for row in rows.sorted(lambda row: (order.index(row.role), row.id)):
            yield f"{labels[row.role]}: {row.target or ''}{self._until(row)}"
        for instruction in self.sudo().instruction_ids.sorted("id"):
            moment = self._local_text(instruction.moment)
            yield f"{instruction.user_id.name}, {moment}: {instruction.text}"

    def _head_lines(self, rows):
        for row in rows.sorted("id"):
            given = self._local_text(row.create_date)
            note = f": {row.text}" if row.text else ""
            yield f"Giao {row.target or ''}{self._until(row)}; ngày {given}{note}"

    def _result_lines(self, rows):
        for row in rows.filtered("result").sorted("id"):
            moment = self._local_text(row.done_at)
            yield f"{row.target or ''}, {moment}: {row.result}"

    def _until(self, row):
        due = self._local_text(row.deadline)
        return f"; thời hạn: {due}" if due else ""

    def _open_print(self, what):
        """Open a print of the document in a new tab."""
        self.ensure_one()
        self._check_entered()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/document/{self.id}/{what}",
            "target": "new",
        }

    def action_print_slip(self):
        return self._open_print("slip")

    def action_print_slip_word(self):
        return self._open_print("slip.docx")

    def action_print_stamp(self):
        return self._open_print("stamp")

    def action_print_stamp_sheet(self):
        return self._open_print("stamp-sheet")

    def action_print_copy(self):
        return self._open_print("copy")

    def _print_file(self, what):
        """Return (bytes, form) of a print that the browser asks for."""
        if what == "slip":
            return self._slip_bytes(), "pdf"
        if what == "slip.docx":
            return self._slip_bytes("docx"), "docx"
        if what in ("stamp", "stamp-sheet"):
            return self._stamp_bytes(what == "stamp-sheet"), "pdf"
        if what == "copy":
            return self._copy_bytes(), "pdf"
        return None

    def action_print_list(self):
        """Ask as which file the selected documents are listed."""
        action = self.action_print_book()
        action["name"] = self.env._("Print the list")
        action["context"]["default_as_list"] = True
        return action

    def action_print_book(self):
        """Ask in which form the selected entries are printed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print the selection"),
            "res_model": "qlvb.register.print",
            "view_mode": "form",
            "target": "new",
            "context": {"default_selected_ids": self.ids},
        }
