"""Whom to ask whether a certificate was revoked, and how: OCSP first, then the CRL.

Nothing here opens a connection: ``ask`` is given a function that does, which lets only
listed hosts through (see `fetching`). The addresses come from the certificates
themselves, so from whoever made the file.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """A signed answer of an issuer, and until when it may be reused (UTC)."""

    kind: str
    """ocsp or crl"""
    data: bytes
    url: str
    this_update: datetime
    next_update: datetime | None


def pairs(reader, trust, at=None):
    """Return [(certificate, issuer)] of what in the file names a service; DER bytes.

    Signers, timestamp services and the authorities above them, each once; a
    certificate whose issuer is not known is left out, since nobody could check an
    answer; so is one that has expired: what is said about it today proves nothing.
    """
    at = at or datetime.now(UTC)
    found = {data: load(data) for data in embedded(reader)}
    known = dict(found)
    for data in (*trust.intermediates, *(a.certificate for a in trust.anchors)):
        certificate = load(data)
        known[data] = certificate
        if data in trust.intermediates:
            found[data] = certificate
    return [
        (certificate.dump(), issuer.dump())
        for certificate in found.values()
        if sources(certificate)
        and certificate.not_valid_after > at
        and (issuer := _issuer(certificate, known.values()))
    ]


def embedded(reader):
    """Return the certificates in all signatures of a file, each once, as DER bytes."""
    found = {}
    for signature in reader.embedded_signatures:
        for certificate in _certificates(signature):
            found[certificate.dump()] = True
    return list(found)


def chain_pairs(certificate, others, trust):
    """Return the pairs of one certificate (DER) and the authorities above it."""
    known = {data: load(data) for data in (*others, *trust.intermediates)}
    known |= {a.certificate: load(a.certificate) for a in trust.anchors}
    result, current = [], load(certificate)
    for _step in range(6):
        issuer = _issuer(current, known.values())
        if not issuer:
            break
        if sources(current):
            result.append((current.dump(), issuer.dump()))
        current = issuer
    return result


def sources(certificate):
    """Return [(kind, url)] that the certificate names, OCSP first."""
    result = [("ocsp", url) for url in certificate.ocsp_urls]
    for point in certificate.crl_distribution_points:
        result += [("crl", point.url)] if point.url else []
    return [pair for pair in result if pair[1].lower().startswith(("http:", "https:"))]


def ask(certificate, issuer, fetch):
    """Return the first usable Answer about a certificate (DER bytes), or None.

    ``fetch(url, body, content type)`` returns bytes, or raises OSError or ValueError.
    """
    certificate, issuer = load(certificate), load(issuer)
    for kind, url in sources(certificate):
        try:
            if kind == "ocsp":
                body = _request(certificate, issuer)
                data = fetch(url, body, "application/ocsp-request")
                return _ocsp_answer(data, url)
            return _crl_answer(fetch(url, None, None), url)
        except Exception as error:  # an answer is foreign bytes: anything can be wrong
            _logger.info("no answer of %s: %s", url, error)
    return None


def fingerprint(certificate):
    return hashlib.sha256(certificate).hexdigest()


def load(data):
    """Return the parsed certificate of DER bytes."""
    from asn1crypto import x509

    return x509.Certificate.load(data)


def _certificates(signature):
    """Yield the certificates in a signature and in its timestamps."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    data = [signature.signed_data]
    data += list(extract_tst_data_iter(signature.signer_info, signed=False))
    for signed in data:
        info = extract_certificate_info(signed)
        yield info.signer_cert
        yield from info.other_certs


def _issuer(certificate, candidates):
    if certificate.self_issued:
        return None
    key = certificate.authority_key_identifier
    for candidate in candidates:
        if candidate.subject != certificate.issuer or not candidate.ca:
            continue
        if not key or candidate.key_identifier in (None, key):
            return candidate
    return None


def _request(certificate, issuer):
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request

    return format_ocsp_request(
        certificate,
        CertTrustAnchor(issuer).authority,
        certid_hash_algo="sha1",
        request_nonces=False,  # an answer that can be kept
    ).dump()


def _ocsp_answer(data, url):
    from asn1crypto import ocsp

    response = ocsp.OCSPResponse.load(data, strict=True)
    if response["response_status"].native != "successful":
        raise ValueError(response["response_status"].native)
    single = response.response_data["responses"][0]
    return Answer(
        "ocsp",
        data,
        url,
        single["this_update"].native,
        single["next_update"].native,
    )


def _crl_answer(data, url):
    from asn1crypto import crl, pem

    if pem.detect(data):
        data = pem.unarmor(data)[2]
    listed = crl.CertificateList.load(data, strict=True)["tbs_cert_list"]
    return Answer(
        "crl",
        data,
        url,
        listed["this_update"].native,
        listed["next_update"].native,
    )
