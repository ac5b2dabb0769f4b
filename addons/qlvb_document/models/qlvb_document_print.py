# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from vnrecords import forms


class QlvbDocumentPrint(models.AbstractModel):
    """What of a document goes into the statutory prints, and into messages."""

    _name = "qlvb.document.print"
    _description = "Prints of Documents"

    def _register_row(self):
        """Return the row of the register book (ND 30/2020, App. IV)."""
        self.ensure_one()
        if self.direction == "incoming":
            return self._incoming_row()
        return self._outgoing_row()

    def _title(self):
        return " ".join(filter(None, [self.type_id.name, self.name]))

    def _incoming_row(self):
        rows = (
            self.sudo()
            .assignment_ids.filtered(
                lambda row: row.role in ("lead", "coordinate") and not row.parent_id
            )
            .sorted(lambda row: (row.role != "lead", row.id))
        )
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
        )

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
