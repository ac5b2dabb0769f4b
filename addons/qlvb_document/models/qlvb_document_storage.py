# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import file_gate


class QlvbDocumentStorage(models.AbstractModel):
    """How the files of a document are stored: examined first, kept as they came."""

    _name = "qlvb.document.storage"
    _description = "Storage of Documents"

    def _store_upload(self, name, content, kind=None, **values):
        """Store a file that came as base64; ``kind`` follows from the document."""
        data = self._decode_upload(name, content)
        if not kind:
            kind = self._upload_kind(name or "")
        if kind == "pdf":
            values["upload_sha256"] = file_gate.sha256(data)
        return self._store_file(name, data, kind, **values)

    @api.model
    def _decode_upload(self, name, content):
        """Return the bytes of a file that came as base64."""
        try:
            return base64.b64decode(content or b"", validate=True)
        except (binascii.Error, ValueError, TypeError):
            raise UserError(
                self.env._("The content of “%s” is not valid base64.", name)
            ) from None

    def _upload_kind(self, name):
        if self.direction == "incoming":
            has_original = any(file.kind == "original" for file in self.file_ids)
            return "attachment" if has_original else "original"
        kinds = {"docx": "draft", "pdf": "pdf"}
        return kinds.get(name.lower().rpartition(".")[2], "attachment")

    def _store_file(self, name, data, kind, **values):
        """Examine and store the bytes of one file; return the file record."""
        self.ensure_one()
        facts = self._examine(name, data, self._known_beginning(kind))
        Files = self.env["qlvb.document.file"].sudo()
        same_kind = self.sudo().file_ids.filtered(lambda file: file.kind == kind)
        file = Files.create(
            {
                "document_id": self.id,
                "name": facts.name,
                "kind": kind,
                "version": len(same_kind) + 1,
                "mimetype": facts.mimetype,
                "size": facts.size,
                "pages": facts.pages,
                "sha256": facts.sha256,
                "attachment_id": self._attach(facts.name, data).id,
                **values,
            }
        )
        file.sudo().attachment_id.res_id = file.id
        self._log("file", name=facts.name, sha256=facts.sha256, kind=kind)
        self._note_facts(file, facts)
        self._on_file_stored(file)
        return file.with_env(self.env)

    def _known_beginning(self, kind):
        """Return bytes and pages of the PDF to which a signature adds, or None."""
        file = self.sudo().main_file_id
        if kind not in ("signed", "issued") or file.mimetype != file_gate.PDF:
            return None
        return file._bytes(), file.pages

    def _check_attachment(self, name, data):
        """Let nothing in by the discussion that the front door would turn away (S2)."""
        self._examine(name, data)

    def _attach(self, name, data):
        return (
            self.env["ir.attachment"]
            .sudo()
            # Odoo would shrink large scans: the bytes would no longer be the sender's.
            .with_context(image_no_postprocess=True)
            .create({"name": name, "raw": data, "res_model": "qlvb.document.file"})
        )

    def _on_file_stored(self, file):
        """Hook: something more is to be found out about a new file."""
        self.env["qlvb.file.text"]._plan(file)

    @api.model
    def _sha256(self, data):
        return file_gate.sha256(data)
