# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import UTC

from odoo import api, fields, models

from .qlvb_trust_policy import DOMAINS

VERDICTS = [
    ("valid", "Valid"),
    ("outdated", "Outdated algorithm"),
    ("unproven", "Not proven"),
    ("invalid", "Not valid"),
]


class QlvbSignature(models.Model):
    """What was found out about one signature in a file, each finding in its own line.

    Made anew by every verification, by the system only; whoever may see the document
    reads it.
    """

    _name = "qlvb.signature"
    _description = "Signature in a File"
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
    def _values(self, report):
        """Return the values of a row from a report of the engine."""
        moment = report.time and report.time.astimezone(UTC).replace(tzinfo=None)
        return {
            "field_name": report.field,
            "role": report.role,
            "signer": report.signer,
            "issuer": report.issuer,
            "certificate_sha256": report.certificate_sha256,
            "moment": moment,
            "time_source": report.time_source,
            "integrity": report.integrity,
            "later_changes": report.later_changes,
            "chain": report.chain,
            "period": report.period,
            "role_order": report.role_order,
            "revocation": report.revocation,
            "level": report.level,
            "domain": report.domain or False,
            "evidence": report.evidence,
            "verdict": report.verdict,
            "detail": report.detail,
        }
