# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.tools import SQL

from vnrecords import searching, text

from ..orm import TsVector
from ..tools import file_text

_logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
# Characters kept of a file, and characters of its distinct words; a tsvector holds
# at most 1 MB.
MOST_TEXT = 1_000_000
MOST_WORDS = 400_000
# A text is judged by its beginning to be in an old encoding.
SAMPLE = 20_000


class QlvbFileText(models.Model):
    """The text of a file, kept beside it for the search; the file itself stays as is.

    Written by a job in the background, one file a transaction: killed at any line it
    goes on with the next file, and a file that ends it three times is left out.
    Nobody but the system writes here; the search shows it to those who see the
    document.
    """

    _name = "qlvb.file.text"
    _description = "Text of a File"

    file_id = fields.Many2one(
        "qlvb.document.file", required=True, ondelete="cascade", readonly=True
    )
    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="cascade", readonly=True
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")],
        default="waiting",
        required=True,
        readonly=True,
    )
    attempts = fields.Integer(readonly=True)
    content = fields.Text(readonly=True, prefetch=False)
    words = TsVector(readonly=True, groups=fields.NO_ACCESS)

    _file_uniq = models.UniqueIndex("(file_id)", "The text of a file is kept once.")
    _words_idx = models.Index("USING gin (words)")
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.model
    def _plan(self, file):
        """Let the job read a new file soon."""
        if file.mimetype in file_text.KINDS:
            values = {"file_id": file.id, "document_id": file.document_id.id}
            self.sudo().create(values)
            self.env.ref("qlvb_document.ir_cron_file_text").sudo()._trigger()

    @api.model
    def _cron_read(self):
        """Read what waits, each file in a transaction of its own."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count([("state", "=", "waiting")]))
        last = 0
        while row := self._next(last):
            last = row.id
            # Kept even if the reading ends this process: not for ever the same file.
            row.attempts += 1
            if not cron._commit_progress():
                break
            row._read_file()
            if not cron._commit_progress(1):
                break

    @api.model
    def _next(self, after):
        """Return one waiting row that nobody else is reading, locked."""
        self.env.flush_all()
        query = SQL(
            """SELECT id FROM qlvb_file_text WHERE state = 'waiting' AND id > %s
               ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED""",
            after,
        )
        found = self.env.execute_query(query)
        return self.browse(found[0] if found else [])

    def _read_file(self):
        """Extract the text in another process and store it, or count the failure."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                file = self.file_id
                self._store(file_text.read(file.mimetype, file._bytes()))
        except Exception as error:
            _logger.warning("The text of file %s was not read: %s", self.id, error)
            if self.attempts >= MAX_ATTEMPTS:
                self.state = "failed"

    def _store(self, found):
        content = text.clean(found)[:MOST_TEXT]
        proposal = text.propose(content[:SAMPLE])
        readings = f"{content} {proposal.text if proposal else ''}"
        self.write({"content": content, "state": "done"})
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE qlvb_file_text SET words = to_tsvector('simple', %s)"
                " WHERE id = %s",
                searching.index_words(readings, MOST_WORDS),
                self.id,
            )
        )
