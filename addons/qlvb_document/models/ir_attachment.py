# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import contextlib
import os
import tempfile

from odoo import api, models
from odoo.exceptions import UserError

# Models whose files have a door of their own.
GUARDED = ("qlvb.document", "qlvb.document.file")


class IrAttachment(models.Model):
    """Files that are written whole or not at all."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        context = self.env.context
        for vals in vals_list:
            model = vals.get("res_model", context.get("default_res_model"))
            if model in GUARDED:
                record_id = vals.get("res_id", context.get("default_res_id"))
                data = vals.get("raw") or base64.b64decode(vals.get("datas") or b"")
                self._check_place(model, record_id, vals, data)
        return super().create(vals_list)

    def write(self, vals):
        """Judge new bytes before they are stored, and old ones that come here."""
        if {"res_model", "res_id", "raw", "datas"} & set(vals):
            for attachment in self:
                attachment._check_write(vals)
        return super().write(vals)

    def _check_write(self, vals):
        model = vals.get("res_model", self.res_model)
        if model in GUARDED:
            data = vals.get("raw") or base64.b64decode(vals.get("datas") or b"")
            data = data or self.sudo().raw
            place = model, vals.get("res_id", self.res_id)
            self._check_place(*place, {"name": self.name}, data)

    def _compute_raw(self):
        """Note who takes the bytes of a document's file (S20)."""
        self._note_bytes()
        return super()._compute_raw()

    def _to_http_stream(self):
        self._note_bytes()
        return super()._to_http_stream()

    def _note_bytes(self):
        if self.env.su:
            return
        for attachment in self.sudo().filtered(lambda row: row.res_model in GUARDED):
            place = self.env[attachment.res_model].browse(attachment.res_id)
            document = place if place._name == "qlvb.document" else place.document_id
            document._note_access("file", attachment.name)

    @api.model
    def _check_place(self, model, record_id, vals, data):
        """What is attached to a document in its discussion goes through its gate."""
        if model not in GUARDED or not record_id:
            return
        if model == "qlvb.document":
            document = self.env["qlvb.document"].browse(record_id)
            data = data.encode() if isinstance(data, str) else data
            document._check_attachment(vals.get("name"), data or b"")
        elif not self.env.su:
            raise UserError(
                self.env._("Files are stored by uploading them to a document.")
            )

    def _file_write(self, bin_value, checksum):
        """Write through a temporary file: a full disk leaves nothing at the final path.

        Odoo's own way leaves a half-written file there, after which the same content
        can never be stored again.
        """
        fname, full_path = self._get_path(bin_value, checksum)
        if not os.path.exists(full_path):
            self._write_whole(full_path, bin_value)
            self._mark_for_gc(fname)
        return fname

    def _write_whole(self, full_path, bin_value):
        folder = os.path.dirname(full_path)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(bin_value)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o640)
            os.rename(temporary, full_path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
