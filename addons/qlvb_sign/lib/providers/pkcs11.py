"""A token or HSM on the server, reached through its PKCS#11 module.

A module is native code that runs inside the server: it is loaded only when its path
stands on the list that an administrator has set.
"""

import threading
from contextlib import contextmanager
from pathlib import Path

from ..errors import (
    KeyMissing,
    ModuleForbidden,
    ModuleMissing,
    TokenFailed,
    TokenLocked,
    TokenMissing,
    WrongPin,
)
from ..keys import Key, describe
from .base import Provider

# One login at a time: a module knows one state for all threads of a process.
_one_at_a_time = threading.RLock()


class Pkcs11(Provider):
    """Settings: ``module``, ``modules`` (allowed), ``token``, ``key`` (labels)."""

    code = "pkcs11"

    def open(self, auth):
        certificate, chain = self.describe(auth)
        return Key(self._signer(certificate, chain, auth.pin), describe(certificate))

    def describe(self, auth):
        with self._session(auth.pin) as session:
            self._private_key(session)
            certificates = list(self._certificates(session))
        own = [der for label, der in certificates if label == self.settings["key"]]
        if not own:
            raise KeyMissing(label=self.settings["key"])
        return own[0], [der for _label, der in certificates if der != own[0]]

    def _signer(self, certificate, chain, pin):
        from asn1crypto import x509
        from pyhanko.sign.pkcs11 import PKCS11Signer
        from pyhanko.sign.signers import ExternalSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        provider, own = self, x509.Certificate.load(certificate)

        class TokenSigner(ExternalSigner):
            """Logs in for the length of one signature: no session stays open."""

            async def async_sign_raw(self, data, digest_algorithm, dry_run=False):
                if dry_run:
                    return bytes(512)
                with provider._session(pin, fresh=False) as session:
                    inner = PKCS11Signer(
                        session, signing_cert=own, key_label=provider.settings["key"]
                    )
                    return await inner.async_sign_raw(data, digest_algorithm)

        others = [x509.Certificate.load(other) for other in chain]
        return TokenSigner(own, SimpleCertificateStore.from_certs(others))

    @contextmanager
    def _session(self, pin, fresh=True):
        """Yield a session that is logged in.

        ``fresh``: look for tokens that were plugged in since the module was loaded,
        which takes as long as half a signature.
        """
        import pkcs11

        with _one_at_a_time:
            try:
                session = self._token(fresh).open(user_pin=pin or "")
            except pkcs11.PKCS11Error as error:
                raise self._refusal(error) from error
            try:
                yield session
            except pkcs11.PKCS11Error as error:
                raise self._refusal(error) from error
            finally:
                session.close()

    def _token(self, fresh):
        import pkcs11

        try:
            library = pkcs11.lib(self._module())
            if fresh:
                library.reinitialize()
            tokens = list(library.get_tokens(token_label=self.settings["token"]))
        except (RuntimeError, OSError, AttributeError) as error:
            raise ModuleMissing(module=self.settings["module"]) from error
        if not tokens:
            raise TokenMissing(token=self.settings["token"])
        return tokens[0]

    def _module(self):
        path = self.settings["module"] or ""
        if path not in self.settings["modules"]:
            raise ModuleForbidden(module=path)
        if not Path(path).is_file():
            raise ModuleMissing(module=path)
        return path

    def _private_key(self, session):
        from pkcs11 import Attribute, ObjectClass

        wanted = {
            Attribute.CLASS: ObjectClass.PRIVATE_KEY,
            Attribute.LABEL: self.settings["key"],
        }
        if not list(session.get_objects(wanted)):
            raise KeyMissing(label=self.settings["key"])

    def _certificates(self, session):
        from pkcs11 import Attribute, ObjectClass

        wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE}
        for found in list(session.get_objects(wanted)):
            yield found[Attribute.LABEL], bytes(found[Attribute.VALUE])

    def _refusal(self, error):
        """Return what a module's error means to people."""
        import pkcs11

        name = self.settings["token"]
        if isinstance(error, (pkcs11.PinIncorrect, pkcs11.PinLenRange)):
            return WrongPin()
        if isinstance(error, (pkcs11.PinInvalid, pkcs11.ArgumentsBad)):
            return WrongPin()
        if isinstance(error, (pkcs11.PinLocked, pkcs11.PinExpired)):
            return TokenLocked(token=name)
        if isinstance(error, (pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised)):
            return TokenMissing(token=name)
        if isinstance(error, pkcs11.UserPinNotInitialized):
            return TokenLocked(token=name)
        return TokenFailed(token=name)
