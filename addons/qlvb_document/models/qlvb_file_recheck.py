# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Default of the setting ``qlvb.recheck_days``: how often each file is compared.
RECHECK_DAYS = 30
BATCH = 20
CHUNK = 1 << 20


class QlvbFileRecheck(models.AbstractModel):
    """Stored files are compared with their SHA-256, again and again (S20).

    The files that were compared longest ago come first, so a run that is killed is
    taken up by the next one.
    """

    _name = "qlvb.file.recheck"
    _description = "Check of Stored Files"

    checked_at = fields.Datetime(readonly=True, index=True)

    @api.model
    def _cron_check_bytes(self):
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self._count_due())
        while files := self._next_due():
            files._check_bytes()
            if not cron._commit_progress(len(files)):
                break

    @api.model
    def _due_before(self):
        params = self.env["ir.config_parameter"].sudo()
        days = int(params.get_param("qlvb.recheck_days", RECHECK_DAYS))
        return fields.Datetime.now() - timedelta(days=days)

    @api.model
    def _count_due(self):
        due = self._due_before()
        return self.search_count(
            ["|", ("checked_at", "=", False), ("checked_at", "<", due)]
        )

    @api.model
    def _next_due(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM qlvb_document_file
                WHERE checked_at IS NULL OR checked_at < %s
                ORDER BY checked_at NULLS FIRST, id LIMIT %s
                FOR NO KEY UPDATE SKIP LOCKED""",
                self._due_before(),
                BATCH,
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _check_bytes(self):
        """Compare these files; what differs is reported, what is well again settled."""
        incidents = self.env["qlvb.file.incident"]
        for file in self.sudo():
            found = file._stored_sha256()
            if found == file.sha256:
                incidents._settle(file)
            else:
                incidents._report(file, found)
        self.env.cr.execute(
            SQL(
                "UPDATE qlvb_document_file SET checked_at = %s WHERE id = ANY(%s)",
                fields.Datetime.now(),
                list(self.ids),
            )
        )
        self.invalidate_recordset(["checked_at"])

    def _stored_sha256(self):
        """Return the SHA-256 of the bytes as they are stored, none if they are lost."""
        attachment = self.attachment_id
        if not attachment.store_fname:
            return hashlib.sha256(attachment.db_datas or b"").hexdigest()
        digest = hashlib.sha256()
        try:
            with open(attachment._full_path(attachment.store_fname), "rb") as stored:
                while chunk := stored.read(CHUNK):
                    digest.update(chunk)
        except OSError:
            return ""
        return digest.hexdigest()
