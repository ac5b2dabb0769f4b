# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ..lib import validation
from .qlvb_signature import VERDICTS


class QlvbDocumentFile(models.Model):
    """A file knows what was found out about the signatures in it."""

    _inherit = "qlvb.document.file"

    signature_ids = fields.One2many("qlvb.signature", "file_id", readonly=True)

    def _verify(self):
        """Judge the signatures of PDF files anew; return the engine's reports."""
        trust = self.env["qlvb.trust"]._current()
        reports = []
        for file in self.sudo().filtered(lambda row: row.pages):
            data = file._bytes()
            # A signature must name its byte range in plain: no need to parse others.
            found = validation.validate(data, trust) if b"/ByteRange" in data else []
            file._keep_reports(found)
            reports += found
        return reports

    def _keep_reports(self, reports):
        Signature = self.env["qlvb.signature"].sudo()
        Signature.search([("file_id", "=", self.id)]).unlink()
        now = fields.Datetime.now()
        Signature.create(
            [
                {
                    **Signature._values(report),
                    "file_id": self.id,
                    "sequence": index,
                    "checked_at": now,
                }
                for index, report in enumerate(reports, 1)
            ]
        )
        self.invalidate_recordset(["signature_ids"])

    def _recheck_verdicts(self):
        """Judge again; a verdict that changed is written into the trail."""
        for file in self.sudo():
            before = file.signature_ids._worst()
            file._verify()
            after = file.signature_ids._worst()
            if before != after:
                labels = dict(VERDICTS)
                file.document_id._log(
                    "verify", verdict=labels.get(after, after), name=file.name
                )
