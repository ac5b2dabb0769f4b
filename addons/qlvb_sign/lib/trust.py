"""What is trusted, for what, and how strictly: the input of every judgement.

Only the given anchors are trusted; without any, nothing is. Each anchor belongs to a
domain whose policy says whether it may vouch for persons, for agencies or for
timestamps, and whether a certificate of unknown revocation is still believed.
Intermediate certificates help to build a chain and are never an end of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

PERSON, AGENCY, TSA = "person", "agency", "tsa"
EVERYTHING = frozenset({PERSON, AGENCY, TSA})


@dataclass(frozen=True)
class Anchor:
    """A root certificate (DER) and what it may vouch for."""

    certificate: bytes
    domain: str = "test"
    roles: frozenset = EVERYTHING
    needs_revocation: bool = False
    """Whether a certificate below it must be shown not to be revoked."""
    weak: str = "outdated"
    """The verdict on outdated algorithms: outdated or invalid."""


@dataclass(frozen=True)
class Trust:
    """The anchors, and what is known about certificates; everything as DER bytes."""

    anchors: tuple = ()
    intermediates: tuple = ()
    ocsps: tuple = ()
    crls: tuple = ()
    gather: Callable | None = None
    """Function of [(certificate, issuer)] that returns (ocsps, crls), all DER."""

    @classmethod
    def of(cls, given):
        """Return a Trust from a Trust, or from root certificates as DER bytes."""
        if isinstance(given, cls):
            return given
        return cls(anchors=tuple(Anchor(root) for root in given))

    def gathered(self, pairs):
        """Return this trust with what could be found out about the certificates."""
        if not self.gather or not pairs:
            return self
        ocsps, crls = self.gather(pairs)
        return replace(self, ocsps=(*self.ocsps, *ocsps), crls=(*self.crls, *crls))

    def knowing(self, certificates):
        """Return this trust with more certificates to build chains with."""
        return replace(self, intermediates=(*self.intermediates, *certificates))

    def anchors_for(self, role):
        """Return the anchors that may vouch for ``role``; other: any signer."""
        wanted = {role} if role in EVERYTHING else {PERSON, AGENCY}
        return [anchor for anchor in self.anchors if anchor.roles & wanted]

    def anchor_of(self, certificate):
        """Return the Anchor with these DER bytes, or None."""
        found = (a for a in self.anchors if a.certificate == certificate)
        return next(found, None)


def policy(trust, role, rule="ifdeclaredcheck", weak=False):
    """Return certvalidator's policy for certificates of ``role``.

    ``rule`` is a RevocationCheckingRule: "ifdeclaredcheck" wants an answer about each
    certificate that names a service, "ifdeclaredsoftcheck" takes none for a good one.
    """
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import (
        AcceptAllAlgorithms,
        CertRevTrustPolicy,
        DisallowWeakAlgorithmsPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )
    from pyhanko_certvalidator.registry import SimpleTrustManager

    roots = [_certificate(anchor.certificate) for anchor in trust.anchors_for(role)]
    checking = RevocationCheckingRule(rule)
    algorithms = AcceptAllAlgorithms() if weak else DisallowWeakAlgorithmsPolicy()
    return CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=roots),
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(checking, checking)),
        algorithm_usage_policy=algorithms,
    )


def knowledge(trust):
    """Return pyHanko's LocalKnowledge: chains and answers, and never the network."""
    from asn1crypto import crl, ocsp
    from pyhanko.sign.validation.policy_decl import LocalKnowledge
    from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

    answers = []
    for data in trust.ocsps:
        answers += OCSPContainer.load_multi(ocsp.OCSPResponse.load(data))
    return LocalKnowledge(
        known_certs=[_certificate(data) for data in trust.intermediates],
        known_ocsps=answers,
        known_crls=[
            CRLContainer(crl.CertificateList.load(data)) for data in trust.crls
        ],
    )


def context(trust, role, at, rule="ifdeclaredcheck", in_the_past=False):
    """Return certvalidator's context at ``at``: with what was gathered, no network.

    ``in_the_past``: it is judged as it would have been judged then.
    """
    from pyhanko_certvalidator.context import (
        ValidationTimingInfo,
        bootstrap_validation_data_handlers,
    )

    known = knowledge(trust)
    handlers = bootstrap_validation_data_handlers(
        fetchers=None,
        crls=known.known_crls,
        ocsps=known.known_ocsps,
        certs=known.known_certs,
    )
    timing = ValidationTimingInfo(at, at, point_in_time_validation=in_the_past)
    return policy(trust, role, rule).build_validation_context(timing, handlers)


def _certificate(data):
    from asn1crypto import x509

    return x509.Certificate.load(data)
