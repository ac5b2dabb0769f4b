"""A key file that is stored with its owner and opened by the PIN."""

from .. import keys
from .base import Provider


class Pkcs12(Provider):
    """Settings: ``pkcs12``, the bytes of the file."""

    code = "pkcs12"

    def open(self, auth):
        return keys.open_key(self.settings["pkcs12"], auth.pin)

    def describe(self, auth):
        signer = self.open(auth).signer
        return signer.signing_cert.dump(), [
            certificate.dump()
            for certificate in signer.cert_registry
            if certificate.dump() != signer.signing_cert.dump()
        ]
