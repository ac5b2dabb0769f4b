# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class QlvbDocumentDelivery(models.AbstractModel):
    """Delivery to another agency of this database.

    The receiver gets a document of its own, with its own register and rights. Its
    files are rows of their own over the same stored bytes: the file store keeps each
    content once. They are the bytes as they were issued (S9); evidence that is added
    to the sender's file later becomes a new version at each receiver by itself.
    """

    _name = "qlvb.document.delivery"
    _description = "Delivery inside the Database"

    tracked_ids = fields.One2many(
        "qlvb.recipient", "document_id", "Where it is", readonly=True
    )

    def _deliver_to(self, agency, recipient):
        """Put the document on the incoming list of ``agency``; return it."""
        documents = self.env["qlvb.document"].sudo().with_company(agency)
        values = self._message_values(recipient, agency)
        arrived = documents._through_door()._receive(values, [], "internal")
        first = self._file_at_issue()
        for file in self._files_to_send():
            arrived._take_over(file, "original" if file == first else "attachment")
        for file in self._evidence_files():
            arrived._take_evidence(file)
        arrived._on_status("01")
        return arrived

    def _take_over(self, file, kind, **values):
        """Store a file of another document as a file of this one, the same bytes."""
        copy = self._store_file(file.name, file._bytes(), kind, **values)
        if copy.sha256 != file.sha256:
            raise UserError(
                self.env._("“%s” did not arrive as it was sent.", file.name)
            )
        return copy

    def _file_at_issue(self):
        """Return the file as it was issued, whatever was added to it since."""
        files = self.sudo().file_ids.filtered(lambda file: file.kind == "issued")
        return files.sorted("id")[:1] or self.sudo().main_file_id

    def _evidence_files(self):
        """Return the later versions of the issued file, oldest first."""
        first = self._file_at_issue()
        later = self.sudo().file_ids.filtered(
            lambda file: file.kind == "issued" and file.id > first.id
        )
        return later.sorted("id")

    def _files_to_send(self):
        files = super()._files_to_send() - self.sudo().main_file_id
        return self._file_at_issue() | files

    def _message_values(self, recipient, agency):
        """Say also which document of the receiver this one answers."""
        values = super()._message_values(recipient, agency)
        asked = self.sudo().reply_to_id.source_recipient_id
        if asked and asked.document_id.company_id == agency:
            values["answers_recipient_id"] = asked.id
        return values

    def _on_new_evidence(self, file):
        """Hook: the issued file has a new version, which only adds to its bytes.

        Whoever received it in this database gets the same version, unless evidence
        of their own was added there meanwhile.
        """
        self.ensure_one()
        for target in self.sudo().recipient_ids.target_ids:
            target._take_evidence(file)

    def _take_evidence(self, file):
        """Store a later version of the file that came with this document, once."""
        self.ensure_one()
        mine = self.sudo().main_file_id
        data = file._bytes()
        if file.sha256 == mine.sha256 or not data.startswith(mine._bytes()):
            return
        note = self.env._("evidence added by the sender")
        self._take_over(file, "original", note=note)
        self._log("evidence", name=file.name, sha256=file.sha256)
