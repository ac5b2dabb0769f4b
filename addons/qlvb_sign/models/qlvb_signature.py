# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import UTC

from odoo import api, fields, models

from ..lib import report
from .qlvb_trust_policy import DOMAINS

VERDICTS = [
    ("valid", "Valid"),
    ("outdated", "Outdated algorithm"),
    ("unproven", "Not proven"),
    ("invalid", "Not valid"),
]
WORST_FIRST = ("invalid", "unproven", "outdated", "valid")


class QlvbSignature(models.Model):
    """What was found out about one signature in a file, each finding in its own line.

    Made anew by every verification, by the system only; whoever may see the document
    reads it.
    """

    _name = "qlvb.signature"
    _description = "Signature in a File"
    _inherit = ["qlvb.signature.lines"]
    _order = "file_id, sequence, id"

    file_id = fields.Many2one(
        "qlvb.document.file", required=True, index=True, ondelete="cascade"
    )
    document_id = fields.Many2one(related="file_id.document_id", store=True, index=True)
    sequence = fields.Integer()
    field_name = fields.Char("Field in the PDF")
    role = fields.Selection(
        [("person", "Person"), ("agency", "Agency"), ("other", "Other")], required=True
    )
    signer = fields.Char()
    issuer = fields.Char("Certificate issued by")
    certificate_sha256 = fields.Char("Certificate SHA-256")
    moment = fields.Datetime("Signed at")
    time_source = fields.Selection(
        [
            ("tsa", "Proven by a timestamp"),
            ("claimed", "Claimed by the signer"),
            ("none", "No time"),
        ],
        "Time",
    )
    integrity = fields.Selection(
        [
            ("intact", "As it was signed"),
            ("broken", "Changed"),
            ("unreadable", "Unreadable"),
        ],
        "Signed content",
    )
    later_changes = fields.Selection(
        [
            ("none", "Nothing"),
            ("allowed", "Only what the signer allowed"),
            ("forbidden", "Something that is not allowed"),
            ("unknown", "Not known"),
        ],
        "Added afterwards",
    )
    chain = fields.Selection(
        [
            ("trusted", "From a trusted root"),
            ("untrusted", "Root not trusted here"),
            ("weak", "Outdated algorithm"),
        ],
        "Certificate",
    )
    period = fields.Selection(
        [
            ("valid", "Valid when signed"),
            ("expired", "Expired"),
            ("not_yet_valid", "Not yet valid"),
            ("unknown", "Not known"),
        ],
    )
    role_order = fields.Selection(
        [
            ("right", "Person first, then the agency"),
            ("wrong", "Wrong order"),
            ("unknown", "Not known"),
        ],
        "Order",
    )
    revocation = fields.Selection(
        [
            ("good", "Not revoked when signed"),
            ("revoked", "Revoked"),
            ("unknown", "No answer"),
            ("unchecked", "Nobody to ask"),
        ]
    )
    level = fields.Selection(
        [
            ("B-B", "Signature alone (B-B)"),
            ("B-T", "With a timestamp (B-T)"),
            ("B-LT", "With evidence (B-LT)"),
            ("B-LTA", "With evidence and archive timestamp (B-LTA)"),
        ],
        "Provable by",
    )
    domain = fields.Selection(DOMAINS, "Domain of trust")
    evidence = fields.Json("What the judgement rests on")
    verdict = fields.Selection(VERDICTS, required=True)
    detail = fields.Char("Technical detail")
    checked_at = fields.Datetime(required=True)

    @api.depends("signer", "role")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for signature in self:
            signature.display_name = f"{label[signature.role]}: {signature.signer}"

    @api.model
    def _values(self, found):
        """Return the values of a row from a report of the engine."""
        moment = found.time and found.time.astimezone(UTC).replace(tzinfo=None)
        return {
            "field_name": found.field,
            "role": found.role,
            "signer": found.signer,
            "issuer": found.issuer,
            "certificate_sha256": found.certificate_sha256,
            "moment": moment,
            "time_source": found.time_source,
            "integrity": found.integrity,
            "later_changes": found.later_changes,
            "chain": found.chain,
            "period": found.period,
            "role_order": found.role_order,
            "revocation": found.revocation,
            "level": found.level,
            "domain": found.domain or False,
            "evidence": found.evidence,
            "verdict": found.verdict,
            "detail": found.detail,
        }

    def _worst(self):
        """Return the verdict about all of them together: the worst one."""
        found = set(self.mapped("verdict"))
        return next((name for name in WORST_FIRST if name in found), "none")

    def _summary(self):
        """Return what a program or a page shows of one signature."""
        labels = dict(self._fields["role"]._description_selection(self.env))
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        return {
            "signer": self.signer or "",
            "role": labels.get(self.role, ""),
            "issuer": self.issuer or "",
            "certificate_sha256": self.certificate_sha256 or "",
            "verdict": self.verdict,
            "verdict_text": verdicts[self.verdict],
            "lines": self._lines(),
            "detail": self.detail or "",
        }

    def _public_summary(self):
        """Return what everybody may know of a signature: no name, no content."""
        summary = self._summary()
        shown = ("verdict", "time_source", "integrity", "revocation")
        return {
            "role": summary["role"],
            "verdict": self.verdict,
            "lines": [line for line in summary["lines"] if line["name"] in shown],
        }

    def _report(self, facts):
        """Return the report on these signatures as PDF bytes."""
        if not self:
            facts = [*facts, report.Line("Kết quả", "Tệp không có chữ ký số")]
        parts = []
        for number, row in enumerate(self, 1):
            summary = row._summary()
            lines = [report.Line("Cấp bởi", summary["issuer"])]
            digest = summary["certificate_sha256"]
            groups = self.env["qlvb.signature.check"]._groups(digest)
            lines.append(report.Line("Chứng thư (SHA-256)", " ".join(groups)))
            lines += [report.Line(line["label"], line["text"]) for line in row._lines()]
            title = f"{number}. {summary['role']}: {summary['signer']}"
            parts.append((title, lines))
        return report.draw(facts, parts, self.env.company._qlvb_print_mark())
