# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models

from ..lib import report, validation


class QlvbSignatureCheck(models.AbstractModel):
    """Check the signatures of any file that somebody holds; nothing of it is stored.

    Every user of documents may. The file passes the same gate as one that arrives:
    what may be a state secret is turned away before anything is looked at.
    """

    _name = "qlvb.signature.check"
    _description = "Check of Signatures"

    @api.model
    def check(self, name, content):
        """Return what is found in a file: {name, sha256, pages, verdict, signatures}.

        ``content``: base64. Each signature has signer, role, issuer, verdict and its
        lines {name, label, text, state}. Raises UserError for what the gate refuses.
        """
        facts, rows = self._checked(name, content)
        return {
            "name": facts.name,
            "sha256": facts.sha256,
            "pages": facts.pages,
            "verdict": rows._worst() if rows else "none",
            "signatures": [row._summary() for row in rows],
        }

    @api.model
    def check_report(self, name, content):
        """Return the report on a file as PDF, base64."""
        facts, rows = self._checked(name, content)
        head = self._head(facts.name, facts.sha256)
        return base64.b64encode(rows._report(head)).decode()

    @api.model
    def _checked(self, name, content):
        Signature = self.env["qlvb.signature"]
        Signature.check_access("read")
        documents = self.env["qlvb.document"]
        data = documents._decode_upload(name or "", content)
        facts = documents._examine(name or "", data)
        reports = []
        if b"/ByteRange" in data:
            trust = self.env["qlvb.trust"]._current()
            reports = validation.validate(data, trust)
        rows = Signature.browse()
        for found in reports:
            rows += Signature.new(Signature._values(found))
        return facts, rows

    @api.model
    def _head(self, name, sha256):
        """Return the lines about the file, in the words of the report."""
        now = self.env.company._qlvb_local(fields.Datetime.now())
        return [
            report.Line("Tên tệp", name),
            report.Line("Giá trị băm SHA-256", " ".join(self._groups(sha256))),
            report.Line("Thời điểm kiểm tra", f"{now:%d/%m/%Y %H:%M:%S}"),
            report.Line("Người kiểm tra", self.env.user.name),
        ]

    @api.model
    def _groups(self, digest):
        return [digest[start : start + 8] for start in range(0, len(digest), 8)]
