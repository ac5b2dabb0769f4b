"""Ask pyHanko about one signature: which profile, how strictly, and what it means.

========  ====================================================================
LTA       an archive timestamp follows the signature (ETSI EN 319 102-1 §5.6.3)
TIME      the signature carries its own timestamp (§5.5)
BASIC     neither (§5.3)
========  ====================================================================

The strict run wants an answer about the revocation of every certificate that names a
service; only when it fails for want of one, a second run tells the rest. Whatever a
crafted file makes pyHanko raise is caught by the caller.
"""

import asyncio
from dataclasses import dataclass

from . import trust as trusted
from .trust import TSA

# A certificate out of its period, revoked or not asked about has its issuer still.
REACHED = (
    *("OK", "OUT_OF_BOUNDS", "EXPIRED", "NOT_YET_VALID", "REVOKED", "TRY_LATER"),
    "REVOCATION_OUT_OF_BOUNDS",
)
FINAL = (
    *("OK", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "FORMAT_FAILURE", "REVOKED"),
    *("CRYPTO_CONSTRAINTS", "NO_CERTIFICATE_CHAIN_FOUND", "OUT_OF_BOUNDS_NO_POE"),
)


@dataclass(frozen=True)
class Finding:
    """What the engine found; ``time`` is the proven one, or None."""

    engine: str
    name: str
    chain: str
    revocation: str
    intact: bool
    time: object = None
    path: tuple = ()
    answers: tuple = ()
    message: str = ""


def examine(signature, trust, role, at):
    """Return the Finding about an embedded signature."""
    engine = _profile(signature)
    strict = _run(engine, signature, trust, role, at)
    name = _name(strict)
    if name.startswith("CRYPTO_CONSTRAINTS"):
        # Old algorithms have a line of their own: the rest is told as if they held.
        lenient = _run(engine, signature, trust, role, at, strict=False, weak=True)
        return _finding(engine, lenient, signature, at, chain="weak")
    if name.startswith(FINAL):
        return _finding(engine, strict, signature, at)
    soft = _run(engine, signature, trust, role, at, strict=False)
    if engine == "LTA" and not _name(soft).startswith(FINAL):
        # The archive lacks what belongs to this signer: its own timestamp is left.
        engine = "TIME" if has_timestamp(signature) else "BASIC"
        strict = _run(engine, signature, trust, role, at)
        if _name(strict).startswith(FINAL):
            return _finding(engine, strict, signature, at)
        soft = _run(engine, signature, trust, role, at, strict=False)
    return _finding(engine, soft, signature, at, unknown=True)


def has_timestamp(signature):
    """Whether the signature carries a timestamp of its own."""
    attributes = signature.signer_info["unsigned_attrs"]
    return any(a["type"].native == "signature_time_stamp_token" for a in attributes)


def is_archived(signature):
    """Whether a document timestamp follows the signature."""
    return any(
        stamp.signed_revision > signature.signed_revision
        for stamp in signature.reader.embedded_timestamp_signatures
    )


def _profile(signature):
    if is_archived(signature):
        return "LTA"
    return "TIME" if has_timestamp(signature) else "BASIC"


def _run(engine, signature, trust, role, at, strict=True, weak=False):
    from pyhanko.sign.validation import ades
    from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec
    from pyhanko_certvalidator.context import ValidationTimingInfo

    spec = _spec(trust, role, strict, weak)
    timing = ValidationTimingInfo(
        validation_time=at, best_signature_time=at, point_in_time_validation=True
    )
    if engine == "LTA":
        wrapped = PdfSignatureValidationSpec(spec)
        work = ades.ades_lta_validation(signature, wrapped, timing_info=timing)
    else:
        run = (
            ades.ades_with_time_validation
            if engine == "TIME"
            else ades.ades_basic_validation
        )
        digest = signature.compute_digest()
        work = run(signature.signed_data, spec, timing_info=timing, raw_digest=digest)
    return asyncio.run(work)


def _spec(trust, role, strict, weak):
    """Return pyHanko's settings: these anchors, no network, any signing key usage."""
    from pyhanko.sign.validation.policy_decl import (
        RevinfoOnlineFetchingRule,
        RevocationInfoGatheringSpec,
        SignatureValidationSpec,
    )
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    soft, hard = "ifdeclaredsoftcheck", "ifdeclaredcheck"
    stamps = trust.anchors_for(TSA)
    firm = any(anchor.needs_revocation for anchor in stamps)
    return SignatureValidationSpec(
        cert_validation_policy=trusted.policy(
            trust, role, hard if strict else soft, weak
        ),
        ts_cert_validation_policy=trusted.policy(
            trust, TSA, hard if firm and strict else soft, weak
        ),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(
            online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
        ),
        local_knowledge=trusted.knowledge(trust),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"non_repudiation", "digital_signature"},
            match_all_key_usages=False,
        ),
        signature_algorithm_policy=_any_algorithm() if weak else None,
    )


def _any_algorithm():
    from pyhanko.sign.validation.utils import CMSAlgorithmUsagePolicy
    from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms

    return CMSAlgorithmUsagePolicy.lift_policy(AcceptAllAlgorithms())


def _name(result):
    return result.ades_subindic.standard_name


def _finding(engine, result, signature, at, chain=None, unknown=False):
    status, name = result.api_status, _name(result)
    path = _path(status)
    return Finding(
        engine=engine,
        name=name,
        chain=chain or _chain(name, status),
        revocation=_revocation(engine, name, signature, at, chain or unknown),
        intact=bool(status and status.intact and status.valid),
        time=_proven_time(engine, result),
        path=path,
        answers=tuple(_answers(result)),
        message=result.failure_msg or "",
    )


def _chain(name, status):
    if name.startswith(REACHED):
        return "trusted"
    return "trusted" if status and status.trusted else "untrusted"


def _revocation(engine, name, signature, at, unknown):
    """Return good, revoked, unknown, or unchecked when there is nobody to ask."""
    if name.startswith("REVOKED"):
        return "revoked"
    certificate = signature.signer_cert
    if not (certificate.ocsp_urls or certificate.crl_distribution_points):
        return "unchecked"
    expired = engine != "LTA" and certificate.not_valid_after < at
    return "good" if name == "OK" and not unknown and not expired else "unknown"


def _proven_time(engine, result):
    """Return the time of the earliest timestamp that is believed, or None."""
    stamp = getattr(result.api_status, "timestamp_validity", None)
    times = []
    if stamp and stamp.intact and stamp.valid and stamp.trusted:
        times.append(stamp.timestamp)
    if engine == "LTA" and _name(result) == "OK":
        times.append(result.best_signature_time)
    return min(filter(None, times), default=None)


def _path(status):
    """Return the chain as DER bytes, root first."""
    path = status and status.validation_path
    return tuple(c.dump() for c in path.iter_certs(include_root=True)) if path else ()


def _answers(result):
    """Yield (kind, DER) of the OCSP answers and CRLs that were looked at."""
    from pyhanko_certvalidator.ltv.poe import ValidationObjectType as Kind

    for item in result.validation_objects:
        if item.object_type == Kind.OCSP_RESPONSE:
            yield "ocsp", item.value.ocsp_response_data.dump()
        elif item.object_type == Kind.CRL:
            yield "crl", item.value.crl_data.dump()
