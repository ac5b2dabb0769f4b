"""What a check of the layout finds, and what it may expect of the document."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; agencies may set another one per rule."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One departure from the decree, without a sentence in any language.

    ``code`` says what is wrong (``missing``, ``size``, ``not_bold``…), ``values`` what
    was measured and wanted: sizes in pt, lengths in mm.

    >>> Finding("motto.letters", "motto", "size", (("found", 11),)).get("found")
    11
    """

    rule: str
    component: str
    code: str
    values: tuple = ()
    """Pairs of name and value."""
    page: int = 0
    """From 1; 0 where a Word file does not tell."""
    article: str = ""
    severity: str = Severity.ERROR

    def get(self, name, default=None):
        """Return one of the values."""
        return dict(self.values).get(name, default)


@dataclass(frozen=True)
class Expected:
    """What the entry of the document says; what is empty is not compared."""

    kind: str = ""
    """Code of the type, such as ``cong_van`` (`codes.TYPES_BY_CODE`)."""
    type_name: str = ""
    """Name of a type that is none of the 29 of the decree."""
    abbreviation: str = ""
    symbol: str = ""
    """Notation without the number: ``QĐ-UBND``."""
    issuer: str = ""
    place: str = ""
    authority: str = ""
    """``TM.``, ``KT.``, ``TL.``, ``TUQ.`` or ``Q.``"""
    signer: str = ""
    recipients: tuple = ()
    """Names of the bodies that get it."""
    urgency: str = ""
    """Words of the stamp: ``KHẨN``."""
    names: tuple = field(default=())
    """Further names of types that the agency uses."""
