"""Certificates for a demonstration or a test, made where they are used.

No private key is ever shipped: the setup and the tests call this module. Nothing here
is fit for real documents, and the names say so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

KEY_BITS = 2048


@dataclass(frozen=True)
class Authority:
    """A root that issues; ``certificate`` is what an administrator would trust."""

    key: rsa.RSAPrivateKey
    cert: x509.Certificate

    @property
    def certificate(self):
        return self.cert.public_bytes(serialization.Encoding.DER)

    def issue(self, name, *, organisation=None, start=None, end=None, usage="sign"):
        """Return an Identity; ``usage`` is "sign" or "timestamp"."""
        start = start or datetime.now(UTC) - timedelta(days=1)
        end = end or start + timedelta(days=365)
        key = _new_key()
        builder = _builder(name, organisation, self.cert.subject, key, start, end)
        for extension, critical in _leaf_extensions(self.key, key, usage):
            builder = builder.add_extension(extension, critical)
        return Identity(key, builder.sign(self.key, hashes.SHA256()), self.cert)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    key: rsa.RSAPrivateKey
    cert: x509.Certificate
    root: x509.Certificate

    @property
    def certificate(self):
        return self.cert.public_bytes(serialization.Encoding.DER)

    def pkcs12(self, pin, name="key"):
        """Return the key as a PKCS#12 file protected by ``pin``."""
        return pkcs12.serialize_key_and_certificates(
            name.encode(),
            self.key,
            self.cert,
            [self.root],
            serialization.BestAvailableEncryption(pin.encode()),
        )


def new_authority(name="QLVB Demonstration Root", start=None, end=None):
    """Return a self-signed root."""
    start = start or datetime.now(UTC) - timedelta(days=3650)
    end = end or datetime.now(UTC) + timedelta(days=3650)
    key = _new_key()
    subject = _name(name, "QLVB demonstration")
    builder = _builder(name, "QLVB demonstration", subject, key, start, end)
    for extension, critical in (
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_key_usage(key_cert_sign=True, crl_sign=True), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ):
        builder = builder.add_extension(extension, critical)
    return Authority(key, builder.sign(key, hashes.SHA256()))


def _new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(name, organisation):
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(name, organisation, issuer, key, start, end):
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name, organisation))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )


def _leaf_extensions(issuer_key, key, usage):
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(
        issuer_key.public_key()
    )
    yield x509.BasicConstraints(ca=False, path_length=None), True
    yield x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
    yield authority, False
    if usage == "timestamp":
        yield _key_usage(digital_signature=True), True
        yield x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True
    else:
        yield _key_usage(digital_signature=True, content_commitment=True), True


def _key_usage(**flags):
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: flags.get(name, False) for name in names})
