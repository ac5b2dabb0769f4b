# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import file_gate

# Defaults of the settings ``qlvb.max_file_mb`` and ``qlvb.max_file_pages``.
MAX_FILE_MB = 100
MAX_FILE_PAGES = 5000


class QlvbDocumentStorage(models.AbstractModel):
    """How the files of a document are stored: examined first, kept as they came."""

    _name = "qlvb.document.storage"
    _description = "Storage of Documents"

    def _store_upload(self, name, content, kind=None, **values):
        """Store a file that came as base64; ``kind`` follows from the document."""
        try:
            data = base64.b64decode(content or b"", validate=True)
        except (binascii.Error, ValueError, TypeError):
            raise UserError(
                self.env._("The content of “%s” is not valid base64.", name)
            ) from None
        if not kind:
            kind = self._upload_kind(name or "")
        return self._store_file(name or self.env._("unnamed"), data, kind, **values)

    def _upload_kind(self, name):
        if self.direction == "incoming":
            has_original = any(file.kind == "original" for file in self.file_ids)
            return "attachment" if has_original else "original"
        kinds = {"docx": "draft", "pdf": "pdf"}
        return kinds.get(name.lower().rpartition(".")[2], "attachment")

    def _store_file(self, name, data, kind, **values):
        """Examine and store the bytes of one file; return the file record."""
        self.ensure_one()
        facts = self._examine(name, data)
        self._turn_away_secrets({}, first_page=facts.first_page)
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
        self._on_file_stored(file)
        return file.with_env(self.env)

    def _check_attachment(self, name, data):
        """Let nothing in by the discussion that the front door would turn away (S2)."""
        facts = self._examine(name or self.env._("unnamed"), data)
        self._turn_away_secrets({}, first_page=facts.first_page)

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

    @api.model
    def _sha256(self, data):
        return file_gate.sha256(data)

    @api.model
    def _examine(self, name, data):
        params = self.env["ir.config_parameter"].sudo()
        max_mb = int(params.get_param("qlvb.max_file_mb", MAX_FILE_MB))
        max_pages = int(params.get_param("qlvb.max_file_pages", MAX_FILE_PAGES))
        try:
            return file_gate.inspect(name, data, max_mb * 1_000_000, max_pages)
        except file_gate.FileRefused as refused:
            sentence = self._file_sentences()[refused.code] % refused.details
            # The name of a file may tell what is in it: the log keeps only the cause.
            cause = self.env._("file refused: %s", refused.code)
            self.env["qlvb.refusal"]._refuse([sentence], self.company_id, "file", cause)

    @api.model
    def _file_sentences(self):
        """Return {code of the file gate: sentence with named placeholders}."""
        _ = self.env._
        return {
            "empty": _("“%(name)s” is empty: choose the file again."),
            "too_large": _(
                "“%(name)s” is larger than the allowed %(limit)s MB: send it in parts."
            ),
            "type_not_allowed": _(
                "“%(name)s” is of a kind that is not accepted: send a PDF, Word or"
                " Excel file, or an image."
            ),
            "content_differs": _(
                "The content of “%(name)s” is not what its name says (found:"
                " %(found)s): ask the sender for the right file."
            ),
            "encrypted": _(
                "“%(name)s” is locked by a password: ask the sender for an open file."
            ),
            "macros": _(
                "“%(name)s” contains macros: save it without them and send it again."
            ),
            "damaged": _(
                "“%(name)s” is damaged and cannot be read: ask the sender for it again."
            ),
            "too_many_pages": _(
                "“%(name)s” has more than the allowed %(limit)s pages: send it in"
                " parts."
            ),
        }
