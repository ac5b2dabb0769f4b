"""Why a file was not signed: a code for programs, an English sentence for people."""


class SignError(Exception):
    """Base of every refusal of the engine."""

    code = "sign"
    message = "The file cannot be signed."

    def __init__(self, **details):
        self.details = details
        super().__init__(self.message % details if details else self.message)


class UnreadablePdf(SignError):
    code = "unreadable"
    message = "The file is not a readable PDF."


class EncryptedPdf(SignError):
    code = "encrypted"
    message = "The PDF is encrypted; remove its protection first."


class PlacesNotFound(SignError):
    """``missing`` holds one or more of: number, date, signer, room, rotated."""

    code = "places"
    message = "Not found on the page: %(missing)s."

    def __init__(self, missing):
        self.missing = tuple(missing)
        super().__init__(missing=", ".join(self.missing))


class NoCorner(SignError):
    """No room for a text signature in the top right corner of the first page."""

    code = "corner"
    message = "Text stands in the top right corner of the first page."


class CoversText(SignError):
    """``words`` would lie under the signature or the seal."""

    code = "covers"
    message = "Text would be covered: %(words)s."

    def __init__(self, words):
        self.words = tuple(words)
        super().__init__(words=", ".join(self.words))


class MissingField(SignError):
    code = "field"
    message = "The PDF has no field “%(field)s”."


class AlreadySigned(SignError):
    code = "signed"
    message = "The field “%(field)s” is already signed."


class ChainBroken(SignError):
    """``what``: prefix, updates, signature, content, fields or unreadable."""

    code = "chain"
    message = "The file is not the one before with what this step adds: %(what)s."

    def __init__(self, what):
        self.what = what
        super().__init__(what=what)


class ForbidsSignatures(SignError):
    code = "certified"
    message = "The author of the file certified it: it takes no further signature."


class UnsignedByPerson(SignError):
    code = "unsigned"
    message = "The signer has not signed yet; the seal comes after the signature."


class WrongOrder(SignError):
    code = "order"
    message = "The seal is already on the file; nobody can sign before it any more."


class BrokenSignature(SignError):
    code = "broken"
    message = "The file was changed after it was signed."


class KeyProblem(SignError):
    """Base of what can be wrong with a key."""

    code = "key"
    message = "The signing key cannot be used."


class WrongPin(KeyProblem):
    code = "pin"
    message = "The PIN is wrong, or the file is not a PKCS#12 key."


class CertificateExpired(KeyProblem):
    code = "expired"
    message = "The certificate expired on %(date)s."


class CertificateNotYetValid(KeyProblem):
    code = "not_yet_valid"
    message = "The certificate is valid only from %(date)s."


class BadImage(SignError):
    code = "image"
    message = "The picture is not a PNG."


class TimestampUnavailable(SignError):
    code = "timestamp"
    message = "The timestamp service does not answer; nothing was signed."


class NotProvable(SignError):
    """``reason`` says in English what is missing; it is for the administrator."""

    code = "evidence"
    message = "No long-term evidence can be made now: %(reason)s."


class KeyPaused(KeyProblem):
    """Too many wrong PINs; ``minutes`` until the next try."""

    code = "paused"
    message = "Too many wrong PINs: the key is paused for %(minutes)s minutes."


class KeyWaits(KeyProblem):
    code = "waits"
    message = "This key does not sign at once."


class KeyMissing(KeyProblem):
    code = "key_missing"
    message = "The token has no key and certificate “%(label)s”."


class ModuleForbidden(KeyProblem):
    code = "module_forbidden"
    message = "The module %(module)s is not on the list of allowed modules."


class ModuleMissing(KeyProblem):
    code = "module"
    message = "The module %(module)s cannot be loaded."


class TokenMissing(KeyProblem):
    code = "token"
    message = "The token “%(token)s” is not connected."


class TokenLocked(KeyProblem):
    code = "token_locked"
    message = "The token “%(token)s” is locked."


class TokenFailed(KeyProblem):
    code = "token_failed"
    message = "The token “%(token)s” does not work."


class RemoteProblem(SignError):
    """Base of what can be wrong with a remote service."""

    code = "remote"
    message = "The signing service cannot be used."


class BadAddress(RemoteProblem):
    code = "address"
    message = "The address must begin with https://."


class ServiceUnavailable(RemoteProblem):
    code = "service"
    message = "The signing service does not answer."


class ServiceRefused(RemoteProblem):
    code = "service_refused"
    message = "The signing service refuses: %(reason)s"


class WrongAnswer(RemoteProblem):
    code = "wrong_answer"
    message = "The signing service did not answer with a signature of this file."


class ReturnedFile(SignError):
    """A desktop program returned another file than it should.

    ``what``: unreadable, prefix, count, field, certificate, changed, lock or more.
    """

    code = "returned"
    message = "The returned file is not the one that was handed out: %(what)s."


class WrongOtp(KeyProblem):
    code = "otp"
    message = "The one-time code is wrong or used."


class OtherCertificate(RemoteProblem):
    code = "certificate"
    message = "The service has another certificate than the one that was set up."
