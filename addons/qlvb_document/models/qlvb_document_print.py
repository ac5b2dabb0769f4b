# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from vnrecords import forms

# The columns of the book in which something was corrected, in the words of the form.
CORRECTED = {
    "name": "trích yếu",
    "type_id": "tên loại",
    "notation": "số, ký hiệu",
    "issue_date": "ngày văn bản",
    "issuer_id": "tác giả",
    "issuer_name": "tác giả",
    "declared_pages": "số trang",
}

DIRECTIONS = {"incoming": "Đến", "outgoing": "Đi", "internal": "Nội bộ"}
STATES = {
    "draft": "Mới",
    "registered": "Đã vào sổ",
    "returned": "Đã trả lại",
    "approved": "Đã duyệt",
    "signed": "Đã ký",
    "issued": "Đã phát hành",
    "recalled": "Đã thu hồi",
    "replaced": "Đã thay thế",
    "done": "Đã xử lý xong",
    "cancelled": "Đã hủy",
}


class QlvbDocumentPrint(models.AbstractModel):
    """What of a document goes into the statutory prints, and into messages."""

    _name = "qlvb.document.print"
    _description = "Prints of Documents"

    def _register_row(self, kind=None):
        """Return the row of a book (ND 30/2020, App. IV); for ``kind`` see `forms`."""
        self.ensure_one()
        if kind == "tracking":
            return self._tracking_row()
        if self.direction == "incoming":
            return self._incoming_row()
        return self._outgoing_row()

    def _title(self):
        return " ".join(filter(None, [self.type_id.name, self.name]))

    def _given_rows(self):
        """Return who works on the document: the lead first, without the passed on."""
        return (
            self.sudo()
            .assignment_ids.filtered(
                lambda row: (
                    row.role in ("lead", "coordinate")
                    and not row.parent_id
                    and row.state not in ("recalled", "returned")
                )
            )
            .sorted(lambda row: (row.role != "lead", row.id))
        )

    def _incoming_row(self):
        rows = self._given_rows()
        given = rows[:1].create_date
        forwarded = given and self._agency_date(given)
        return forms.IncomingRow(
            arrived=self._agency_date(self.registered_at),
            number=str(self.register_number),
            author=self.issuer_name or "",
            notation=self.notation or "",
            dated=self.issue_date or "",
            abstract=self._title(),
            receiver="; ".join(rows.mapped("target")),
            forwarded=forwarded or "",
            note=self._register_note(),
        )

    def _outgoing_row(self):
        return forms.OutgoingRow(
            notation=self.notation or "",
            dated=self.issue_date or "",
            abstract=self._title(),
            signer=self.signer_id.sudo().name or "",
            recipients="; ".join(self.recipient_ids.mapped("name")),
            keeper="; ".join(filter(None, ["VT", self.department_id.sudo().qlvb_code])),
            copies=self.copies,
            forwarded=self._agency_date(self.issued_at) if self.issued_at else "",
            receipt="; ".join(
                filter(None, (row._receipt_text() for row in self.recipient_ids))
            ),
            note=self._register_note(),
        )

    def _tracking_row(self):
        """Return the row of sổ theo dõi giải quyết văn bản đến (App. IV, VIII)."""
        rows = self._given_rows()
        due = self.deadline and self.company_id._qlvb_local(self.deadline)
        return forms.TrackingRow(
            number=str(self.register_number),
            document=self._identity(),
            receiver="; ".join(rows.mapped("target")),
            due=due or "",
            progress=self._progress_text(rows),
            reply="; ".join(filter(None, self.reply_ids.mapped("notation"))),
            note=self._register_note(),
        )

    def _list_row(self, place):
        """Return the line of a list of documents; ``place``: counted from 1."""
        state = "cancelled" if self.is_cancelled else self.state
        if self.direction == "incoming":
            party = self.issuer_name
        else:
            party = "; ".join(self.recipient_ids.mapped("name"))
        return forms.ListRow(
            place=place,
            direction=DIRECTIONS[self.direction],
            notation=self.notation or "",
            dated=self.issue_date or "",
            party=party or "",
            abstract=self._title(),
            state=STATES[state],
            due=self._local_text(self.deadline),
        )

    def _identity(self):
        """Return type, number, date and issuer in one phrase."""
        dated = self.issue_date and f"ngày {self.issue_date:%d/%m/%Y}"
        number = self.notation and f"số {self.notation}"
        issuer = self.issuer_name and f"của {self.issuer_name}"
        parts = (self.type_id.name, number, dated, issuer)
        return " ".join(part for part in parts if part)

    def _progress_text(self, rows):
        """Return how far the work is, in the words of the form."""
        if self.is_cancelled:
            return "Đã hủy"
        if self.state == "done":
            ended = max(filter(None, rows.mapped("done_at")), default=None)
            day = ended and self._agency_date(ended)
            return f"Đã giải quyết ngày {day:%d/%m/%Y}" if day else "Đã giải quyết"
        if not rows:
            return "Chờ ý kiến chỉ đạo"
        late = " (quá hạn)" if self.is_overdue else ""
        return f"Đang giải quyết{late}"

    def _register_note(self):
        """Return what the notes column says: cancelled, corrected."""
        notes = []
        number = self.sudo().number_id
        if number.state == "cancelled":
            notes.append(f"Hủy: {number.reason or ''}")
        notes += [
            change._print_note() for change in self.sudo().change_ids.sorted("id")
        ]
        for row in self.correction_ids:
            day = self._agency_date(row.moment)
            item = CORRECTED.get(row.field_name, row.field_name)
            notes.append(
                f"Đính chính {day:%d/%m/%Y}: {item} trước là"
                f" “{row.old_value or ''}” ({row.reason})"
            )
        return ". ".join(notes)

    def _files_to_send(self):
        """Return the files that recipients get: the issued one and its attachments."""
        document = self.sudo()
        attachments = document.file_ids.filtered(lambda file: file.kind == "attachment")
        return document.main_file_id | attachments.sorted("id")

    def _message_values(self, recipient, agency):
        """Return the values with which the document arrives at ``agency``."""
        return {
            "company_id": agency.id,
            "uuid": self.uuid,
            "name": self.name,
            "type_id": self.type_id.id,
            "notation": self.notation,
            "issue_date": self.issue_date,
            "issuer_id": self.company_id.partner_id.id,
            "urgency": self.urgency,
            "declared_pages": self.main_file_id.pages,
            "needs_reply": self.needs_reply,
            "reply_request": self.reply_request,
            "reply_due": self.reply_due,
            "source_recipient_id": recipient.id,
        }
