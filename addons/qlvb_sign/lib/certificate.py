"""Judge a certificate by itself, before it signs anything.

A signature is made in an instant and stands for decades: whether its certificate is
good has to be asked before, since B-B and B-T signatures are made without any check.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from . import revocation
from . import trust as trusted
from .keys import describe


@dataclass(frozen=True)
class CertificateReport:
    """The same lines as those of a signature; see `validation`."""

    sha256: str
    name: str
    chain: str = "untrusted"
    period: str = "valid"
    revocation: str = "unchecked"
    domain: str = ""
    needs_revocation: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None
    detail: str = ""


def judge(certificate, given, role, others=(), at=None):
    """Return the CertificateReport of ``certificate`` (DER) for ``role``.

    ``given`` is a Trust or DER anchors; ``others`` are certificates that came with
    it, for building the chain only; ``at`` is the moment (UTC), now by default.
    """
    trust = trusted.Trust.of(given)
    trust = trust.gathered(revocation.chain_pairs(certificate, others, trust))
    at = at or datetime.now(UTC)
    info = describe(certificate)
    report = {"sha256": info.sha256, "name": info.name, "period": _period(info, at)}
    report |= {"not_before": info.not_before, "not_after": info.not_after}
    if report["period"] != "valid":
        # Its issuer and revocation are those of the time when it was valid.
        at = min(max(at, info.not_before), info.not_after)
    return CertificateReport(**report | _path(certificate, trust, role, others, at))


def _period(info, at):
    if at < info.not_before:
        return "not_yet_valid"
    return "expired" if at > info.not_after else "valid"


def _path(certificate, trust, role, others, at):
    """Return chain, revocation and the domain of the anchor that was reached."""
    from pyhanko_certvalidator.errors import DisallowedAlgorithmError, RevokedError

    result = {}
    for rule in ("ifdeclaredcheck", "ifdeclaredsoftcheck"):
        try:
            found = _validated(certificate, trust, role, others, at, rule)
        except RevokedError:
            result = {"chain": "trusted", "revocation": "revoked"}
            return result | _anchor(certificate, trust, role, others, at)
        except DisallowedAlgorithmError as error:
            return {"chain": "weak", "detail": str(error)[:200]}
        except Exception as error:  # a certificate is a foreign file too
            result = {"detail": f"{type(error).__name__}: {error}"[:200]}
        else:
            answer = "good" if rule == "ifdeclaredcheck" else "unknown"
            if not revocation.sources(revocation.load(certificate)):
                answer = "unchecked"
            result = {"chain": "trusted", "revocation": answer}
            return result | _domain(found, trust)
    return result


def _anchor(certificate, trust, role, others, at):
    """Return the domain of a certificate whose revocation is left aside."""
    try:
        path = _validated(certificate, trust, role, others, at, "nocheck")
    except Exception:  # told already that it is revoked
        return {}
    return _domain(path, trust)


def _domain(path, trust):
    root = next(iter(path.iter_certs(include_root=True))).dump()
    anchor = trust.anchor_of(root)
    return {"domain": anchor.domain, "needs_revocation": anchor.needs_revocation}


def _validated(certificate, trust, role, others, at, rule):
    from pyhanko_certvalidator import CertificateValidator

    context = trusted.context(trust, role, at, rule, in_the_past=True)
    validator = CertificateValidator(
        revocation.load(certificate),
        intermediate_certs=[revocation.load(data) for data in others],
        validation_context=context,
    )
    return asyncio.run(validator.async_validate_usage(set()))
