"""What every provider shares."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Authorisation:
    """What the owner of a key typed, for the length of one request.

    ``pin`` opens the key, ``otp`` is a one-time code of a remote service. A caller
    that can wait for a signature says so: others are told at once that this key
    does not sign immediately.
    """

    pin: str | None = field(default=None, repr=False)
    otp: str | None = field(default=None, repr=False)
    may_wait: bool = False
    batch: list | None = field(default=None, repr=False)  # collects what is asked

    def __reduce__(self):
        raise TypeError("an authorisation is never written anywhere")


@dataclass(frozen=True)
class Answer:
    """What a remote service said: signatures by name, or that it is not ready.

    ``signatures``: {name: raw signature}, None while it still waits for the owner.
    """

    signatures: dict | None = None


class Provider:
    """Base of the providers."""

    code = ""
    flow = "signer"

    def __init__(self, settings):
        self.settings = settings

    def describe(self, auth):
        """Return (certificate, chain) as DER bytes, proving that ``auth`` opens it."""
        raise NotImplementedError
