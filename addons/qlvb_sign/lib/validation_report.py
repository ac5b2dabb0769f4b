"""What is known about one signature, line by line; see the module `validation`."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SignatureReport:
    """The lines of one signature; the words of each line stand in `validation`."""

    field: str = ""
    role: str = "other"
    signer: str = ""
    issuer: str = ""
    certificate_sha256: str = ""
    certificate: bytes = dataclasses.field(default=b"", repr=False)
    time: datetime | None = None
    time_source: str = "none"
    level: str = ""
    integrity: str = "unreadable"
    later_changes: str = "unknown"
    chain: str = "untrusted"
    domain: str = ""
    period: str = "unknown"
    role_order: str = "unknown"
    revocation: str = "unchecked"
    needs_revocation: bool = False
    weak: str = "outdated"
    detail: str = ""
    evidence: dict = dataclasses.field(default_factory=dict, repr=False)

    @property
    def file_is_well(self):
        """Whether the file itself is as it was signed, in the right order."""
        return (
            self.integrity == "intact"
            and self.later_changes in ("none", "allowed")
            and self.role_order != "wrong"
        )

    @property
    def ok(self):
        """Whether every line is as it should be; an unknown role order may pass."""
        return (
            self.file_is_well
            and self.chain == "trusted"
            and self.period == "valid"
            and self._is_unrevoked
        )

    @property
    def _is_unrevoked(self):
        if self.revocation == "revoked":
            return False
        return self.revocation == "good" or not self.needs_revocation

    @property
    def verdict(self):
        """Return valid, outdated, unproven or invalid.

        invalid: the file is at fault, or its certificate was revoked; outdated: only
        the algorithm is too old; unproven: who signed, or when, is not shown.

        >>> SignatureReport(integrity="broken").verdict
        'invalid'
        >>> SignatureReport(integrity="intact", later_changes="none").verdict
        'unproven'
        """
        if self.ok:
            return "valid"
        if not self.file_is_well or self.revocation == "revoked":
            return "invalid"
        return self.weak if self.chain == "weak" else "unproven"


def judge_order(reports):
    """Return the reports with their role order: a person first, then the agency.

    The same certificate in both places is nobody's order (regulation: the clerk keeps
    the seal, the leader his own key).
    """
    return [
        _with_order(report, reports[:index]) for index, report in enumerate(reports)
    ]


def _with_order(report, earlier):
    order = "unknown" if report.role == "other" else "right"
    if report.role == "agency":
        persons = [r for r in earlier if r.role == "person"]
        same = [r for r in persons if r.certificate_sha256 == report.certificate_sha256]
        order = "right" if persons and not same else "wrong"
    elif report.role == "person" and any(r.role == "agency" for r in earlier):
        order = "wrong"
    return dataclasses.replace(report, role_order=order)
