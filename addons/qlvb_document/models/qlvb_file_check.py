# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import page_check

_logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3


class QlvbFileCheck(models.Model):
    """What was found on the pages of a received file (S21, S23).

    The number printed on page 1 is read when the file is stored; blank pages and
    the resolution of scans are looked for by a job, so that nobody waits; a file that
    ends the job three times is left out. Whoever may see the document may read it;
    the system writes.
    """

    _name = "qlvb.file.check"
    _description = "Check of a File"
    _order = "id desc"
    _rec_name = "file_id"

    file_id = fields.Many2one("qlvb.document.file", required=True, ondelete="cascade")
    document_id = fields.Many2one("qlvb.document", required=True, index=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        default="waiting",
    )
    attempts = fields.Integer(readonly=True, aggregator=None)
    notation = fields.Char("Number found", help="As printed on page 1.")
    pages = fields.Integer("Pages counted", aggregator=None)
    blank_pages = fields.Char(help="Numbers of the pages without text and ink.")
    coarse_pages = fields.Char(help="Scanned pages below 200 dpi, with their dpi.")

    _file_uniq = models.UniqueIndex("(file_id)", "This file is checked already.")
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.model
    def _cron_check(self):
        """Look at the files that wait, each in a transaction of its own."""
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count([("state", "=", "waiting")]))
        while check := self._next():
            # Kept even if the look ends this process: not for ever the same file.
            check.attempts += 1
            if not cron._commit_progress():
                break
            check._check()
            if not cron._commit_progress(1):
                break

    @api.model
    def _next(self):
        """Return one waiting check that nobody else is at, locked."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM qlvb_file_check WHERE state = 'waiting'
                   ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"""
            )
        )
        row = self.env.cr.fetchone()
        return self.browse(row and row[0] or [])

    def _check(self):
        self.ensure_one()
        file = self.file_id
        if self.attempts > MAX_ATTEMPTS:
            _logger.warning("The pages of file %s are left out.", file.id)
            self.state = "failed"
            return
        try:
            facts = page_check.examine(
                file.sudo().attachment_id.raw or b"", file.mimetype or ""
            )
        except page_check.PagesUnreadable as error:
            _logger.warning("The pages of file %s were not read: %s", file.id, error)
            self.state = "failed"
            return
        self.write(
            {
                "state": "done",
                "pages": facts.pages,
                "blank_pages": ", ".join(map(str, facts.blank)),
                "coarse_pages": ", ".join(f"{n} ({dpi})" for n, dpi in facts.coarse),
            }
        )
