# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which kinds of files there are, and how one says no."""

from dataclasses import dataclass

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
# extension -> what its content must be
KINDS = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "tif": TIFF,
    "tiff": TIFF,
    "zip": ZIP,
}
# Spellings of one kind: allowing "jpg" allows "jpeg".
ALIASES = {"jpeg": "jpg", "tiff": "tif"}


class Refused(Exception):
    """A file may not enter; ``code`` says why, ``details`` fill the sentence."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Limits:
    """What a file may cost: sizes in bytes, ``seconds`` of processor time.

    ``kinds``: the extensions that are let in. ``unpacked``, ``members`` and
    ``depth`` hold for archives, Office files included: their unpacked size, how
    many members there are in all, how many archives lie in each other.
    """

    size: int = 100_000_000
    pages: int = 5000
    memory: int = 1_536_000_000
    seconds: int = 20
    unpacked: int = 300_000_000
    members: int = 5000
    depth: int = 2
    kinds: tuple = ("pdf", "docx", "xlsx", "png", "jpg", "tif", "zip")


def extension(name):
    """Return the extension of a file's name in small letters, without the dot.

    >>> extension("CV 12.PDF"), extension("noextension")
    ('pdf', '')
    """
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def kind_of(name, limits):
    """Return the media type that ``name`` promises, or None if it is not allowed.

    >>> kind_of("scan.TIFF", Limits())
    'image/tiff'
    >>> kind_of("scan.tiff", Limits(kinds=("pdf",))) is None
    True
    """
    ending = extension(name)
    if ALIASES.get(ending, ending) not in limits.kinds:
        return None
    return KINDS.get(ending)
