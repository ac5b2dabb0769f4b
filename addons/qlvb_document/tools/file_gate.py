# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a file is, found from its bytes, before anything of it is stored."""

import hashlib
import io
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass

import magic
import pikepdf

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# extension -> what its content must be
KINDS = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
# what a Word or Excel file must hold
OFFICE_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
# Seconds after which reading the text of a page is given up.
TEXT_TIMEOUT = 20


class FileRefused(Exception):
    """A file may not enter; ``code`` says why: one of the keys of the messages."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class FileFacts:
    """What is known of an accepted file; ``size`` in bytes, ``pages`` 0 if unknown."""

    name: str
    mimetype: str
    size: int
    sha256: str
    pages: int = 0
    first_page: str = ""


def sha256(data):
    """Return the SHA-256 of ``data`` in hexadecimal.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def inspect(name, data, max_bytes, max_pages):
    """Return the facts of a file, or raise `FileRefused` saying why it stays out."""
    if not data:
        raise FileRefused("empty", name=name)
    if len(data) > max_bytes:
        raise FileRefused("too_large", name=name, limit=max_bytes // 1_000_000)
    extension = name.rpartition(".")[2].lower()
    wanted = KINDS.get(extension)
    if not wanted:
        raise FileRefused("type_not_allowed", name=name)
    found = magic.from_buffer(data[:262144], mime=True)
    if wanted in OFFICE_PARTS:
        _check_office(name, data, OFFICE_PARTS[wanted])
    elif found != wanted:
        raise FileRefused("content_differs", name=name, found=found)
    pages, text = _pdf_facts(name, data, max_pages) if wanted == PDF else (0, "")
    return FileFacts(name, wanted, len(data), sha256(data), pages, text)


def _check_office(name, data, part):
    """Refuse a zip that is not the Office file it claims to be, or that has macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        found = magic.from_buffer(data[:262144], mime=True)
        code = "damaged" if found == "application/zip" else "content_differs"
        raise FileRefused(code, name=name, found=found) from None
    if not {"[Content_Types].xml", part} <= parts:
        raise FileRefused("content_differs", name=name, found="application/zip")
    if any(entry.endswith("vbaProject.bin") for entry in parts):
        raise FileRefused("macros", name=name)


def _pdf_facts(name, data, max_pages):
    if not data.startswith(b"%PDF-"):
        raise FileRefused(
            "content_differs", name=name, found="application/octet-stream"
        )
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            encrypted = pdf.is_encrypted
    except pikepdf.PasswordError:
        raise FileRefused("encrypted", name=name) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise FileRefused("damaged", name=name) from None
    if encrypted:
        raise FileRefused("encrypted", name=name)
    if not pages:
        raise FileRefused("damaged", name=name)
    if pages > max_pages:
        raise FileRefused("too_many_pages", name=name, limit=max_pages)
    return pages, page_text(data, 1, 1)


def page_text(data, first, last):
    """Return the text layer of pages ``first`` to ``last``; empty when unreadable."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = ["pdftotext", "-q", "-layout", "-f", str(first), "-l", str(last)]
        try:
            done = subprocess.run(
                [*command, file.name, "-"], capture_output=True, timeout=TEXT_TIMEOUT
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return done.stdout.decode("utf-8", "replace")
