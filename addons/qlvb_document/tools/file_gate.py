# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a file is, found from its bytes, before anything of it is stored."""

import dataclasses
import functools
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .examine.kinds import DOCX, PDF, XLSX, Limits, Refused, extension, kind_of
from .examine.pdf import page_text

__all__ = [
    "DOCX",
    "PDF",
    "XLSX",
    "FileFacts",
    "FileRefused",
    "Limits",
    "extension",
    "inspect",
    "page_text",
    "plain_name",
    "sha256",
]

FileRefused = Refused
# Time by the clock for each second of processor time, before an examination is ended.
PATIENCE = 3


@dataclass(frozen=True)
class FileFacts:
    """What is known of an accepted file; ``size`` in bytes, ``pages`` 0 if unknown.

    ``first_page``: the text it begins with; ``inner``: those of an archive's members.
    """

    name: str
    mimetype: str
    size: int
    sha256: str
    pages: int = 0
    first_page: str = ""
    inner: tuple = ()


def sha256(data):
    """Return the SHA-256 of ``data`` in hexadecimal.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def plain_name(name):
    """Return a name that is no path and has nothing invisible in it.

    >>> plain_name("mail\\\\tmp\\\\cv.pdf"), plain_name("../cv\\u202efdp.exe")
    ('cv.pdf', 'cvfdp.exe')
    """
    if not isinstance(name, str):
        return ""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = (letter for letter in last if unicodedata.category(letter)[0] != "C")
    return unicodedata.normalize("NFC", "".join(seen)).strip()[-200:]


# What an addition to a PDF has no use for; escaped and packed names could hide it.
DOUBTFUL = re.compile(
    rb"/(?:JS|JavaScript|Launch|EF|EmbeddedFiles?|XFA|RichMedia\w*|3D|GoTo[ER]|URI"
    rb"|ImportData|SubmitForm|OpenAction|AA|Pages|Encrypt|ObjStm)\b"
    rb"|/[!-.0-~]*#[0-9A-Fa-f]{2}"
)


def _only_adds(data, before):
    """Tell whether ``data`` adds to ``before`` nothing that had to be examined.

    >>> _only_adds(b"%PDF-1 old 7 0 obj <</Type /Sig>>", b"%PDF-1 old")
    True
    >>> _only_adds(b"%PDF-1 old 7 0 obj <</S /J#53>>", b"%PDF-1 old")
    False
    """
    if not before or not data.startswith(before):
        return False
    return not DOUBTFUL.search(data, len(before))


def inspect(name, data, limits, known=None):
    """Return the facts of a file, or raise `FileRefused` saying why it stays out.

    ``known``: the bytes and pages of a PDF that came in before. A file that only adds
    to it, as signing does, is not examined whole again.
    """
    try:
        if not data:
            raise FileRefused("empty")
        if len(data) > limits.size:
            raise FileRefused("too_large", limit=limits.size // 1_000_000)
        wanted = kind_of(name, limits)
        if not wanted:
            raise FileRefused("type_not_allowed")
        digest = sha256(data)
        if known and wanted == PDF and _only_adds(data, known[0]):
            return FileFacts(name, wanted, len(data), digest, known[1])
        pages, texts = _KnownBytes(digest, data).examine(wanted, limits)
    except FileRefused as refused:
        member = refused.details.pop("member", None)
        refused.details["name"] = f"{name} › {member}" if member else name
        raise
    alone = wanted in (PDF, DOCX, XLSX)
    first, inner = (texts[0], ()) if alone else ("", texts)
    return FileFacts(name, wanted, len(data), digest, pages, first, inner)


class _KnownBytes:
    """Bytes that are compared by their digest, so that they are examined once."""

    def __init__(self, digest, data):
        self.digest = digest
        self.data = data

    def __hash__(self):
        return hash(self.digest)

    def __eq__(self, other):
        return self.digest == other.digest

    def examine(self, wanted, limits):
        answer = _remember(self, wanted, limits)
        self.data = None  # the cache keeps this object, not the file
        if "refused" in answer:
            raise FileRefused(answer["refused"], **answer["details"])
        return answer["pages"], tuple(answer["texts"])


@functools.lru_cache(maxsize=128)
def _remember(file, wanted, limits):
    """A retried transaction, or a file attached after its upload, asks once more."""
    return _examine_apart(file.data, wanted, limits)


def _examine_apart(data, wanted, limits):
    """Let another process look into the file; one that was stopped means no."""
    folders = [*filter(None, sys.path), str(Path(__file__).parent)]
    question = json.dumps([wanted, dataclasses.asdict(limits)])
    with subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "examine", question],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # None of the server's secrets, and a group of its own that can be ended.
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.pathsep.join(folders),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        start_new_session=True,
    ) as child:
        try:
            output, _none = child.communicate(data, limits.seconds * PATIENCE)
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            output = b""
    try:
        return json.loads(output)
    except ValueError:
        # Not remembered: on a quieter machine the answer may be another.
        raise FileRefused("too_heavy") from None
