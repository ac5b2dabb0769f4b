"""A remote signing service with the API of the Cloud Signature Consortium (1.0.4).

One authorisation (PIN, one-time code) covers all hashes of a call, and is bound to
them; what is left of it is forgotten with the request.
"""

import base64

from ..errors import (
    OtherCertificate,
    ServiceRefused,
    WrongAnswer,
    WrongOtp,
    WrongPin,
)
from . import http
from .base import Answer, Provider

SHA256 = "2.16.840.1.101.3.4.2.1"
RSA_SHA256, ECDSA_SHA256 = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"


class Csc(Provider):
    """Settings: ``url``, ``client`` (or none), ``secret``, ``credential``, ``timeout``.

    With a client, ``auth/login`` gives the access token; else the secret is one.
    """

    code = "csc"
    flow = "hash"

    def __init__(self, settings):
        super().__init__(settings)
        self._token = None

    def describe(self, auth):
        answer = self._post(
            "credentials/info",
            {"credentialID": self.settings["credential"], "certificates": "chain"},
        )
        try:
            self.at_once = int(answer.get("multisign", 1))
            found = [base64.b64decode(text) for text in answer["cert"]["certificates"]]
            return found[0], found[1:]
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise WrongAnswer() from error

    def start(self, hashes, auth, reference):
        """Sign {name: SHA-256}: as many as the service takes at once, in order."""
        certificate, _chain = self.describe(auth)
        if certificate != self.settings["certificate"]:
            raise OtherCertificate()
        names = list(hashes)[: self.at_once]
        texts = [base64.b64encode(hashes[name]).decode() for name in names]
        answer = self._post(
            "signatures/signHash",
            {
                "credentialID": self.settings["credential"],
                "SAD": self._authorise(texts, auth),
                "hash": texts,
                "hashAlgo": SHA256,
                "signAlgo": self._algorithm(certificate),
            },
        )
        try:
            found = [base64.b64decode(text) for text in answer["signatures"]]
            return Answer(dict(zip(names, found, strict=True)))
        except (KeyError, TypeError, ValueError) as error:
            raise WrongAnswer() from error

    def _authorise(self, texts, auth):
        from pyhanko.sign.general import SigningError
        from pyhanko.sign.signers.csc_signer import CSCAuthorizationManager

        manager = CSCAuthorizationManager(self._session_info(), None)
        body = manager.format_csc_auth_request(
            pin=auth.pin or None, otp=auth.otp or None, hash_b64s=texts
        )
        try:
            answer = self._post("credentials/authorize", body)
            return manager.parse_csc_auth_response(answer).sad
        except SigningError as error:
            raise WrongAnswer() from error

    def _algorithm(self, certificate):
        from asn1crypto import x509

        kind = x509.Certificate.load(certificate).public_key.algorithm
        return ECDSA_SHA256 if kind == "ec" else RSA_SHA256

    def _session_info(self):
        from pyhanko.sign.signers.csc_signer import CSCServiceSessionInfo

        return CSCServiceSessionInfo(
            self.settings["url"].rstrip("/"),
            self.settings["credential"],
            oauth_token=self._token,
        )

    def _post(self, name, body):
        if self._token is None:
            self._token = self._login()
        info = self._session_info()
        return self._send(info.endpoint_url(name), body, info.auth_headers)

    def _login(self):
        client, secret = self.settings.get("client"), self.settings.get("secret")
        if not client:
            return secret or ""
        pair = base64.b64encode(f"{client}:{secret or ''}".encode()).decode()
        answer = self._send(
            self._session_info().endpoint_url("auth/login"),
            {"rememberMe": False},
            {"Authorization": f"Basic {pair}"},
        )
        return str(answer.get("access_token") or "")

    def _send(self, url, body, headers):
        timeout = self.settings.get("timeout") or http.TIMEOUT
        status, answer = http.post(url, body, headers, timeout)
        if status == 200:
            return answer
        code = str(answer.get("error", ""))
        if "pin" in code.lower():
            raise WrongPin()
        if "otp" in code.lower():
            raise WrongOtp()
        reason = answer.get("error_description") or code or f"HTTP {status}"
        raise ServiceRefused(reason=str(reason)[:200])
