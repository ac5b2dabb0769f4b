"""Say in separate lines what is true about each signature of a PDF.

One green tick hides what matters: a signature can be genuine and its content extended,
the certificate good but the time only claimed. So every report has its own line for

integrity      intact | broken | unreadable: are the signed bytes as they were signed
later_changes  none | allowed | forbidden | unknown: what was added after the signature
chain          trusted | untrusted | weak: does the certificate lead to a given anchor
period         valid | expired | not_yet_valid | unknown: at the signing time
time_source    tsa | claimed | none: is the time proven, or the signer's own word
role_order     right | wrong | unknown: the person first, the agency's seal after
revocation     unchecked: no answer was asked for over the network

Only the given anchors are trusted; without any, nothing is. Profiles: ETSI EN
319 102-1 §5.3 (no timestamp) and §5.5 (with one); pyHanko's engine says nothing about
changes after the signature there, the difference analysis does.
"""

import asyncio
import io
import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from . import fields
from .keys import describe

_logger = logging.getLogger(__name__)
# An unknown issuer is one of the answers here; pyHanko logs it with a traceback.
logging.getLogger("pyhanko.sign.validation.generic_cms").setLevel(logging.CRITICAL)

ROLES = {fields.PERSON: "person", fields.AGENCY: "agency"}


@dataclass(frozen=True)
class SignatureReport:
    """What is known about one signature; see the module for the values."""

    field: str = ""
    role: str = "other"
    signer: str = ""
    issuer: str = ""
    certificate_sha256: str = ""
    time: datetime | None = None
    time_source: str = "none"
    integrity: str = "unreadable"
    later_changes: str = "unknown"
    chain: str = "untrusted"
    period: str = "unknown"
    role_order: str = "unknown"
    revocation: str = "unchecked"
    detail: str = ""

    @property
    def ok(self):
        """Whether every line is as it should be; an unknown role order may pass."""
        return (
            self.integrity == "intact"
            and self.later_changes in ("none", "allowed")
            and self.chain == "trusted"
            and self.period == "valid"
            and self.role_order != "wrong"
        )

    @property
    def verdict(self):
        """Return valid, invalid (the file is at fault) or unproven (the trust is)."""
        if self.ok:
            return "valid"
        bad = (
            self.integrity != "intact"
            or self.later_changes not in ("none", "allowed")
            or self.role_order == "wrong"
        )
        return "invalid" if bad else "unproven"


def validate(pdf, anchors, at=None):
    """Return one SignatureReport per signature, in the order of signing.

    ``anchors`` are DER certificates. ``at`` is the moment of judgement, now by default.
    Never raises: a file that cannot be read gives one unreadable report, a file
    without signatures an empty list.
    """
    try:
        at = at or datetime.now(UTC)
        spec = _spec(anchors)
        reader = _reader(pdf)
        reports = [
            _report(signature, spec, at, pdf)
            for signature in reader.embedded_regular_signatures
        ]
    except Exception as error:  # a crafted file can raise anything
        _logger.info("unreadable PDF: %s", error)
        return [SignatureReport(detail=_detail(error))]
    if not reports and b"/ByteRange" in pdf:
        return [SignatureReport(detail="signature without a field")]
    return _judge_order(reports)


def _reader(pdf):
    """Return a reader; not strict, because Word writes hybrid cross references."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted:
        raise ValueError("encrypted")
    return reader


def _spec(anchors):
    """Return pyHanko's settings: these anchors, no network, any signing key usage."""
    from asn1crypto import x509
    from pyhanko.sign.validation.policy_decl import SignatureValidationSpec
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
    )
    from pyhanko_certvalidator.registry import SimpleTrustManager

    roots = [x509.Certificate.load(anchor) for anchor in anchors]
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=roots),
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy.from_legacy("soft-fail")
        ),
    )
    return SignatureValidationSpec(
        cert_validation_policy=policy,
        ts_cert_validation_policy=policy,
        revinfo_gathering_policy=_no_network(),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"non_repudiation", "digital_signature"},
            match_all_key_usages=False,
        ),
    )


def _no_network():
    from pyhanko.sign.validation.policy_decl import (
        RevinfoOnlineFetchingRule,
        RevocationInfoGatheringSpec,
    )

    return RevocationInfoGatheringSpec(
        online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
    )


def _report(signature, spec, at, pdf):
    report = SignatureReport(
        field=signature.field_name,
        role=ROLES.get(signature.field_name, "other"),
    )
    try:
        info = describe(signature.signer_cert.dump())
        report = replace(
            report,
            signer=info.name,
            issuer=info.issuer,
            certificate_sha256=info.sha256,
            time=signature.self_reported_timestamp,
            time_source="claimed" if signature.self_reported_timestamp else "none",
            later_changes=_later_changes(signature, pdf),
        )
        return _with_trust(report, signature, spec, at, info)
    except Exception as error:  # also KeyError of the difference analysis
        _logger.info("signature %s: %s", report.field, error)
        return replace(report, detail=_detail(error))


def _later_changes(signature, pdf):
    from pyhanko.sign.diff_analysis import ModificationLevel

    signature.compute_integrity_info()
    summary = signature.summarise_integrity_info()
    last = signature.signed_revision == signature.reader.xrefs.total_revisions - 1
    if not summary["docmdp_ok"]:
        return "forbidden"
    if last:
        # Bytes after the last revision belong to no signature and no reader.
        _start, _len1, start2, len2 = (int(n) for n in signature.byte_range)
        return "forbidden" if pdf[start2 + len2 :].strip() else "none"
    level = summary["diff_result"].modification_level
    return "none" if level == ModificationLevel.NONE else "allowed"


def _with_trust(report, signature, spec, at, info):
    result, trusted_time = _run_engine(signature, spec, at)
    status = result.api_status
    name = result.ades_subindic.standard_name
    if trusted_time:
        report = replace(report, time=trusted_time, time_source="tsa")
    intact = bool(status and status.intact and status.valid)
    return replace(
        report,
        integrity="intact" if intact else "broken",
        chain=_chain(name, status),
        period=_period(info, trusted_time, at),
        detail="" if name == "OK" else f"{name} {result.failure_msg or ''}".strip(),
    )


def _run_engine(signature, spec, at):
    """Return the engine's result and the proven time, or None without one."""
    from pyhanko.sign.validation import ades
    from pyhanko_certvalidator.context import ValidationTimingInfo

    timing = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
    digest = signature.compute_digest()
    stamped = _has_timestamp(signature)
    engine = ades.ades_with_time_validation if stamped else ades.ades_basic_validation
    result = asyncio.run(
        engine(signature.signed_data, spec, timing_info=timing, raw_digest=digest)
    )
    stamp = getattr(result.api_status, "timestamp_validity", None)
    proven = stamp and stamp.intact and stamp.valid and stamp.trusted
    return result, stamp.timestamp if proven else None


def _has_timestamp(signature):
    attributes = signature.signer_info["unsigned_attrs"]
    return any(a["type"].native == "signature_time_stamp_token" for a in attributes)


def _chain(name, status):
    if name.startswith("CRYPTO_CONSTRAINTS"):
        return "weak"
    # A certificate out of its period is a matter of time, not of its issuer.
    if name.startswith(("OUT_OF_BOUNDS", "EXPIRED", "NOT_YET_VALID", "OK")):
        return "trusted"
    return "trusted" if status and status.trusted else "untrusted"


def _period(info, trusted_time, at):
    moment = trusted_time or at
    if moment < info.not_before:
        return "not_yet_valid"
    return "expired" if moment > info.not_after else "valid"


def _judge_order(reports):
    """Return the reports with their role order: a person first, then the agency.

    The same certificate in both places is nobody's order (regulation: the clerk keeps
    the seal, the leader his own key).
    """
    judged = []
    for index, report in enumerate(reports):
        earlier = reports[:index]
        order = "unknown" if report.role == "other" else "right"
        if report.role == "agency":
            persons = [r for r in earlier if r.role == "person"]
            same = [
                r for r in persons if r.certificate_sha256 == report.certificate_sha256
            ]
            order = "right" if persons and not same else "wrong"
        elif report.role == "person" and any(r.role == "agency" for r in earlier):
            order = "wrong"
        judged.append(replace(report, role_order=order))
    return judged


def _detail(error):
    return f"{type(error).__name__}: {error}"[:200]
