# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..lib import evidence
from ..lib.errors import SignError

_logger = logging.getLogger(__name__)

RENEW_DAYS = 90  # default of the setting qlvb_sign.renew_days
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(days=1)


class QlvbEvidence(models.Model):
    """The long-term evidence of one issued file, made and renewed by a job (B-LTA).

    After the issue the chains, the answers about revocation and an archive timestamp
    are added for both signatures, so that they can be proven when certificates have
    expired and services are gone; before the archive timestamp itself can no longer
    be believed, the next one follows. Each time a new version of the file is stored,
    which begins with the bytes of the one before; receivers in this database get it
    too. The file as it was issued stays (S9). Written by the job, read by
    administrators of documents.
    """

    _name = "qlvb.evidence"
    _description = "Long-Term Evidence"
    _order = "next_try, id"

    name = fields.Char("File", related="file_id.name")
    file_id = fields.Many2one(
        "qlvb.document.file",
        "File at issue",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    # Administrators look after the job; titles are none of their business.
    document_id = fields.Many2one(
        related="file_id.document_id",
        store=True,
        index=True,
        readonly=True,
        groups=fields.NO_ACCESS,
    )
    company_id = fields.Many2one(related="file_id.document_id.company_id")
    latest_id = fields.Many2one("qlvb.document.file", "Newest version", readonly=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Archived")],
        required=True,
        readonly=True,
        default="waiting",
    )
    proven_until = fields.Datetime(readonly=True)
    next_try = fields.Datetime(required=True, readonly=True, index=True)
    attempts = fields.Integer(readonly=True, aggregator=None)
    reason = fields.Char("What is missing", readonly=True)

    _file_uniq = models.UniqueIndex("(file_id)", "This file has its evidence already.")

    @api.model
    def _plan(self, file):
        """Let the job make the evidence of a file that was just issued."""
        self.sudo().create({"file_id": file.id, "next_try": fields.Datetime.now()})
        cron = self.env.ref("qlvb_sign.ir_cron_evidence", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_extend(self):
        """Make what is due; each file in its own transaction, safe to be killed."""
        cron = self.env["ir.cron"]
        if not self._services():
            cron._commit_progress(remaining=0)
            return
        while row := self._next_due():
            row._work()
            if not cron._commit_progress(1):
                break

    @api.model
    def _services(self):
        return self.env["qlvb.document"]._timestamper()

    @api.model
    def _next_due(self):
        """Return the row that waits longest, locked, or an empty one."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM qlvb_evidence WHERE next_try <= %s
                ORDER BY next_try, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED""",
                fields.Datetime.now(),
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _work(self):
        """Add evidence, or write down why there is none and when it is tried again."""
        self.ensure_one()
        row = self.sudo()
        source = row._source()
        try:
            with self.env.cr.savepoint():
                data = row._made(source)
                row._keep(source, data)
        except (SignError, UserError) as error:
            row._postpone(str(error))
        except Exception as error:  # one file must not stop the others
            _logger.exception("No evidence for file %s", source.id)
            row._postpone(type(error).__name__)

    def _source(self):
        """Return the newest version of the issued file."""
        document = self.document_id
        return (document._file_at_issue() | document._evidence_files())[-1:]

    def _made(self, source):
        trust = self.env["qlvb.trust"]._current()
        work = evidence.renew if self.state == "done" else evidence.extend
        return work(source._bytes(), trust, self._services())

    def _keep(self, source, data):
        """Store the new version, unless another one came meanwhile."""
        document = self.document_id.with_company(self.document_id.company_id)
        document._lock()
        if self._source() != source:
            return self._postpone("changed meanwhile")
        note = self.env._("long-term evidence added")
        file = document._store_file(source.name, data, "issued", note=note)
        document._log("evidence", name=file.name, sha256=file.sha256)
        document._on_new_evidence(file)
        until = evidence.proven_until(data).astimezone(UTC).replace(tzinfo=None)
        return self.write(
            {
                "state": "done",
                "latest_id": file.id,
                "proven_until": until,
                "next_try": max(
                    until - timedelta(days=self._renew_days()),
                    fields.Datetime.now() + LONGEST_WAIT,
                ),
                "attempts": 0,
                "reason": False,
            }
        )

    def _postpone(self, reason):
        """Try again later, the later the more often it failed."""
        wait = min(FIRST_WAIT * 2 ** min(self.attempts, 10), LONGEST_WAIT)
        self.write(
            {
                "attempts": self.attempts + 1,
                "reason": reason,
                "next_try": fields.Datetime.now() + wait,
            }
        )

    @api.model
    def _renew_days(self):
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param("qlvb_sign.renew_days") or ""
        return int(value) if value.isdecimal() else RENEW_DAYS
