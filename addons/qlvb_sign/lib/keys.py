"""A signing key: a PKCS#12 file opened by its PIN, and what its certificate says."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from .errors import CertificateExpired, CertificateNotYetValid, WrongPin


@dataclass(frozen=True)
class CertificateInfo:
    """What people see of a certificate; identity is the digest, never the name."""

    name: str
    subject: str
    issuer: str
    serial: str
    sha256: str
    not_before: datetime
    not_after: datetime

    def check_period(self, moment=None):
        """Raise when the certificate is not valid at ``moment`` (default: now)."""
        moment = moment or datetime.now(UTC)
        if moment > self.not_after:
            raise CertificateExpired(date=self.not_after.date().isoformat())
        if moment < self.not_before:
            raise CertificateNotYetValid(date=self.not_before.date().isoformat())


@dataclass(frozen=True)
class Key:
    """An opened key, for the length of one signature; it cannot be stored."""

    signer: object = field(repr=False)  # a pyHanko Signer
    info: CertificateInfo = None
    is_deferred: bool = False  # leaves its signature empty; see providers.deferred

    def __reduce__(self):
        raise TypeError("an opened key is never written anywhere")


def open_key(pkcs12, pin):
    """Return the Key inside ``pkcs12``, or raise WrongPin.

    A wrong PIN and a damaged file cannot be told apart: both fail the same check.
    """
    from pyhanko.sign.signers import SimpleSigner

    try:
        signer = SimpleSigner.load_pkcs12_data(
            pkcs12, other_certs=[], passphrase=(pin or "").encode()
        )
    except Exception as error:
        raise WrongPin() from error
    return Key(signer, describe(signer.signing_cert.dump()))


@lru_cache(maxsize=256)
def describe(certificate):
    """Return the CertificateInfo of a certificate given as DER bytes."""
    from asn1crypto import x509

    cert = x509.Certificate.load(certificate)
    subject = cert.subject.native
    return CertificateInfo(
        name=_first(subject.get("common_name") or subject.get("organization_name")),
        subject=cert.subject.human_friendly,
        issuer=_short(cert.issuer.native),
        serial=f"{cert.serial_number:X}",
        sha256=hashlib.sha256(cert.dump()).hexdigest(),
        not_before=cert.not_valid_before,
        not_after=cert.not_valid_after,
    )


def certificate_der(data):
    """Return the DER bytes of one certificate in DER or PEM, or raise ValueError."""
    from asn1crypto import pem, x509

    if pem.detect(data):
        kind, _headers, data = pem.unarmor(data)
        if kind != "CERTIFICATE":
            raise ValueError(f"PEM of {kind}, not of a certificate")
    cert = x509.Certificate.load(data, strict=True)
    describe(cert.dump())  # asn1crypto parses lazily: a wrong file fails here
    return cert.dump()


def _short(name):
    """Return the issuer as people know it: its name, then its organisation."""
    parts = (_first(name.get(key)) for key in ("common_name", "organization_name"))
    return ", ".join(part for part in parts if part)


def _first(value):
    return value[0] if isinstance(value, list) else value or ""
