"""Sign now, get the signature later: prepare a file, then put the signature in.

The engine signs as always, with a signer that has no key: its output is the whole
file with an empty signature in it, and ``pending`` reads from the file alone which
bytes the real signature is over. What waits can thus be kept as one file, pinned by
its digest, and finished by another process on another day.
"""

import hashlib
import io
import re
from dataclasses import dataclass

from ..errors import (
    BrokenSignature,
    SignError,
    TimestampUnavailable,
    WrongAnswer,
)
from ..keys import Key, describe

# Room for the raw signature, the certificates and a timestamp token.
ROOM = 4_500


@dataclass(frozen=True)
class Pending:
    """The last signature of a prepared file: where it is, and what it is over."""

    start: int  # of the reserved region, in bytes
    end: int
    digest: bytes  # of the file without that region
    attributes: bytes  # DER of the signed attributes
    certificates: tuple  # DER, the signer's first

    @property
    def hash(self):
        """The SHA-256 that a remote service signs."""
        return hashlib.sha256(self.attributes).digest()


def opened(certificate, chain=()):
    """Return a Key that leaves its signatures empty; both arguments are DER."""
    from asn1crypto import x509
    from pyhanko.sign.signers import ExternalSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Deferred(ExternalSigner):
        async def async_sign_raw(self, data, digest_algorithm, dry_run=False):
            return bytes(ROOM if dry_run else 256)

    own = x509.Certificate.load(certificate)
    others = [x509.Certificate.load(other) for other in chain]
    signer = Deferred(own, SimpleCertificateStore.from_certs(others))
    return Key(signer, describe(certificate), is_deferred=True)


def pending(prepared):
    """Return what the file waits for, or raise BrokenSignature."""
    from asn1crypto import cms

    try:
        ranges = re.findall(rb"/ByteRange\s*\[([\d\s]+)\]", prepared)[-1]
        first, start, end, rest = map(int, ranges.split())
        raw = bytes.fromhex(prepared[start + 1 : end - 1].decode())
        signed = cms.ContentInfo.load(raw)["content"]
        attributes = signed["signer_infos"][0]["signed_attrs"].untag().dump()
        found = [choice.chosen.dump() for choice in signed["certificates"]]
    except (IndexError, ValueError, TypeError) as error:
        raise BrokenSignature() from error
    if first or end + rest != len(prepared):
        raise BrokenSignature()
    digest = hashlib.sha256(prepared[:start] + prepared[end:]).digest()
    return Pending(start, end, digest, attributes, tuple(found))


def finish(prepared, certificate, signature, timestamper=None, chain=()):
    """Return ``prepared`` with the raw ``signature`` in it, or raise a refusal.

    WrongAnswer: the signature is not one of ``certificate`` over this very file.
    """
    waiting = pending(prepared)
    _check(waiting, certificate, signature)
    content = _content(waiting, certificate, signature, timestamper, chain)
    from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

    out = io.BytesIO(prepared)
    place = PreparedByteRangeDigest(
        document_digest=waiting.digest,
        reserved_region_start=waiting.start,
        reserved_region_end=waiting.end,
    )
    try:
        place.fill_with_cms(out, content)
    except Exception as error:  # the answer is larger than the room kept for it
        raise SignError() from error
    return out.getvalue()


def _check(waiting, certificate, signature):
    """Verify before anything is put in: a service may answer with anything."""
    from asn1crypto import cms
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    attributes = cms.CMSAttributes.load(waiting.attributes)
    over = {item["type"].native: item["values"][0].native for item in attributes}
    if over.get("message_digest") != waiting.digest:
        raise BrokenSignature()
    key = x509.load_der_x509_certificate(certificate).public_key()
    sha256 = hashes.SHA256()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, waiting.attributes, padding.PKCS1v15(), sha256)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, waiting.attributes, ec.ECDSA(sha256))
        else:
            raise WrongAnswer()
    except InvalidSignature as error:
        raise WrongAnswer() from error


def _content(waiting, certificate, signature, timestamper, chain):
    import asyncio

    from asn1crypto import cms, x509
    from pyhanko.sign.signers import ExternalSigner
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from ..timestamps import stamper

    others = [x509.Certificate.load(other) for other in chain]
    signer = ExternalSigner(
        x509.Certificate.load(certificate),
        SimpleCertificateStore.from_certs(others),
        signature_value=signature,
    )
    try:
        return asyncio.run(
            signer.async_sign_prescribed_attributes(
                "sha256",
                signed_attrs=cms.CMSAttributes.load(waiting.attributes),
                timestamper=stamper(timestamper),
            )
        )
    except (TimestampRequestError, OSError, TimeoutError) as error:
        raise TimestampUnavailable() from error
