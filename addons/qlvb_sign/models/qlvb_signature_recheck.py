# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

BATCH = 10
# A verdict that may still change is judged again daily for a month, then monthly.
SOON, LATER, YOUNG = timedelta(days=1), timedelta(days=30), timedelta(days=30)


class QlvbSignatureRecheck(models.AbstractModel):
    """Verdicts are judged again: a service answers later, a root is confirmed.

    Only what is not settled: unproven signatures and unknown revocations. A changed
    verdict is written into the trail of the document.
    """

    _name = "qlvb.signature.recheck"
    _description = "Check of Verdicts"

    @api.model
    def _cron_recheck(self):
        cron = self.env["ir.cron"]
        while files := self._next_unsettled():
            files._recheck_verdicts()
            if not cron._commit_progress(len(files)):
                break

    @api.model
    def _next_unsettled(self):
        """Return a few files whose signatures are to be judged again, locked."""
        now = fields.Datetime.now()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM qlvb_document_file WHERE id IN (
                    SELECT file_id FROM qlvb_signature
                    WHERE (verdict = 'unproven' OR revocation = 'unknown')
                    AND checked_at < CASE WHEN create_date > %(young)s
                        THEN %(soon)s ELSE %(later)s END
                    ORDER BY checked_at LIMIT %(batch)s)
                FOR NO KEY UPDATE SKIP LOCKED""",
                young=now - YOUNG,
                soon=now - SOON,
                later=now - LATER,
                batch=BATCH,
            )
        )
        found = [row[0] for row in self.env.cr.fetchall()]
        return self.env["qlvb.document.file"].browse(found)
