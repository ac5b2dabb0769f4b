# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import contextlib
import os
import tempfile

from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """Files that are written whole or not at all."""

    _inherit = "ir.attachment"

    @api.constrains("res_model", "res_id", "store_fname", "db_datas")
    def _check_qlvb_document(self):
        """What is attached to a document in its discussion goes through its gate."""
        for attachment in self:
            if attachment.res_model == "qlvb.document" and attachment.res_id:
                document = self.env["qlvb.document"].browse(attachment.res_id)
                document._check_attachment(attachment)
            elif attachment.res_model == "qlvb.document.file" and not self.env.su:
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
