"""Say in separate lines what is true about each signature of a PDF.

One green tick hides what matters: a signature can be genuine and its content extended,
the certificate good but the time only claimed. So every report has its own line for

integrity      intact | broken | unreadable: are the signed bytes as they were signed
later_changes  none | allowed | forbidden | unknown: what was added after the signature
chain          trusted | untrusted | weak: does the certificate lead to an anchor that
               may vouch for this role; weak: an outdated algorithm, such as SHA-1
period         valid | expired | not_yet_valid | unknown: at the signing time
time_source    tsa | claimed | none: is the time proven, or the signer's own word
role_order     right | wrong | unknown: the person first, the agency's seal after
revocation     good | revoked | unknown | unchecked: what its issuer says about the
               certificate; unknown: no answer; unchecked: it names nobody to ask
level          B-B | B-T | B-LT | B-LTA: how long it can be proven (EN 319 142-1)

pyHanko's engine says nothing about changes after the signature: the difference
analysis does, so a verdict always joins both.
"""

import hashlib
import io
import logging
from dataclasses import replace
from datetime import UTC, datetime

from . import fields, revocation
from .keys import describe
from .trust import Trust
from .validation_engine import examine, has_timestamp, is_archived
from .validation_report import SignatureReport, judge_order

__all__ = ["SignatureReport", "validate"]

_logger = logging.getLogger(__name__)
# An unknown issuer is one of the answers here; pyHanko logs it with a traceback.
logging.getLogger("pyhanko.sign.validation.generic_cms").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko.sign.validation.ades").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko.sign.diff_analysis").setLevel(logging.ERROR)

ROLES = {fields.PERSON: "person", fields.AGENCY: "agency"}


def validate(pdf, anchors, at=None):
    """Return one SignatureReport per signature, in the order of signing.

    ``anchors`` is a Trust, or DER certificates that are trusted for everything.
    ``at`` is the moment of judgement, now by default. Never raises: a file that
    cannot be read gives one unreadable report, a file without signatures an empty
    list.
    """
    try:
        reader = _reader(pdf)
        reports = _judged(reader, Trust.of(anchors), at, pdf)
    except Exception as error:  # a crafted file can raise anything
        _logger.info("unreadable PDF: %s", error)
        return [SignatureReport(detail=_detail(error))]
    if not reports and b"/ByteRange" in pdf:
        return [SignatureReport(detail="signature without a field")]
    return judge_order(reports)


def _judged(reader, trust, at, pdf):
    """Judge all signatures; an archived file brings its answers with it."""
    signatures = reader.embedded_regular_signatures
    if not signatures:
        return []
    if trust.gather and all(is_archived(signature) for signature in signatures):
        moment = at or datetime.now(UTC)
        reports = [_report(signature, trust, moment, pdf) for signature in signatures]
        if all(report.revocation in ("good", "unchecked") for report in reports):
            return reports
    if trust.gather:
        trust = trust.gathered(revocation.pairs(reader, trust, at))
    moment = at or datetime.now(UTC)  # after the answers, which are dated too
    return [_report(signature, trust, moment, pdf) for signature in signatures]


def _reader(pdf):
    """Return a reader; not strict, because Word writes hybrid cross references."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    if reader.encrypted:
        raise ValueError("encrypted")
    return reader


def _report(signature, trust, at, pdf):
    report = SignatureReport(
        field=signature.field_name,
        role=ROLES.get(signature.field_name, "other"),
    )
    try:
        der = signature.signer_cert.dump()
        info = describe(der)
        report = replace(
            report,
            signer=info.name,
            issuer=info.issuer,
            certificate=der,
            certificate_sha256=info.sha256,
            time=signature.self_reported_timestamp,
            time_source="claimed" if signature.self_reported_timestamp else "none",
            later_changes=_later_changes(signature, pdf),
            level=_level(signature),
        )
        return _with_trust(
            report, examine(signature, trust, report.role, at), trust, at
        )
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
    if _has_tail(signature.reader, pdf):
        # Bytes after the last revision belong to no signature and no reader.
        return "forbidden"
    if last:
        return "none"
    level = summary["diff_result"].modification_level
    return "none" if level == ModificationLevel.NONE else "allowed"


def _has_tail(reader, pdf):
    """Whether something stands after the last signature, if it ends the file."""
    everything = reader.embedded_signatures
    last = everything[-1]
    if last.signed_revision != reader.xrefs.total_revisions - 1:
        return False
    _start, _len1, start2, len2 = (int(number) for number in last.byte_range)
    return bool(pdf[start2 + len2 :].strip())


def _level(signature):
    """Return the PAdES level, as it looks: nothing is judged here."""
    if not has_timestamp(signature) and not is_archived(signature):
        return "B-B"
    if "/DSS" not in signature.reader.root:
        return "B-T"
    return "B-LTA" if is_archived(signature) else "B-LT"


def _with_trust(report, finding, trust, at):
    info = describe(report.certificate)
    if finding.time:
        report = replace(report, time=finding.time, time_source="tsa")
    anchor = trust.anchor_of(finding.path[0]) if finding.path else None
    well = finding.name == "OK"
    return replace(
        report,
        integrity="intact" if finding.intact else "broken",
        chain=finding.chain,
        domain=anchor.domain if anchor else "",
        needs_revocation=bool(anchor and anchor.needs_revocation),
        weak=anchor.weak if anchor else "outdated",
        period=_period(info, finding.time, at),
        revocation=finding.revocation,
        detail="" if well else f"{finding.name} {finding.message}".strip(),
        evidence=_evidence(finding, at),
    )


def _period(info, trusted_time, at):
    moment = trusted_time or at
    if moment < info.not_before:
        return "not_yet_valid"
    return "expired" if moment > info.not_after else "valid"


def _evidence(finding, at):
    """Return on what the judgement rests, as what can be written down as JSON."""
    return {
        "engine": finding.engine,
        "result": finding.name,
        "moment": at.isoformat(timespec="seconds"),
        "chain": [
            {"subject": describe(der).subject, "sha256": _sha256(der)}
            for der in finding.path
        ],
        **{
            kind: [_sha256(der) for name, der in finding.answers if name == kind]
            for kind in ("ocsp", "crl")
        },
    }


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


def _detail(error):
    return f"{type(error).__name__}: {error}"[:200]
