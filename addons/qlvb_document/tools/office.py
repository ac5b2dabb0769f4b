# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Word files made into PDF by a LibreOffice that stays warm, or by one of their own.

The side-car (`office_sidecar`) takes a sixth of a second for a letter, a LibreOffice
of its own more than one. Where the side-car cannot be used, or has died twice, the
other way is gone: what can be drawn, is drawn.
"""

import functools
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from odoo.tools import config

from . import office_sidecar as sidecar
from .word_template import SAMPLE, TemplateError, render, unknown_fields

__all__ = [
    "SAMPLE",
    "OfficeError",
    "TemplateError",
    "available",
    "render",
    "to_pdf",
    "unknown_fields",
]

_logger = logging.getLogger(__name__)

# Seconds after which a conversion is given up; the side-car may have others before.
TIMEOUT = 90
# Seconds until the socket of a side-car that was just started is there.
STARTING = 10
PYTHON = "/usr/bin/python3"
# What Debian's python3-uno brings.
UNO = "/usr/lib/python3/dist-packages/uno.py"
TURNS = 2


class OfficeError(Exception):
    """LibreOffice is missing (`missing`) or did not make a PDF."""

    def __init__(self, message, missing=False):
        super().__init__(message)
        self.missing = missing


class SidecarDown(Exception):
    """The side-car does not answer, or ended while it was asked."""


def available():
    """Tell whether LibreOffice is installed on this machine."""
    return bool(_program())


def _program():
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def has_sidecar():
    """Tell whether this machine can keep a LibreOffice warm."""
    return all(map(os.path.exists, (PYTHON, UNO))) and bool(shutil.which("soffice"))


def to_pdf(docx):
    """Return the PDF that LibreOffice makes of the bytes of a .docx file.

    Raises `OfficeError`, and leaves nothing behind.
    """
    if not available():
        raise OfficeError("LibreOffice is not installed", missing=True)
    for turn in range(TURNS if has_sidecar() else 0):
        try:
            return ask(docx)
        except SidecarDown as error:
            _logger.warning("The LibreOffice side-car is down (%s): %s", turn, error)
    return alone(docx)


def ask(docx):
    """Return the PDF from the side-car, which is started where none is running."""
    folder = sidecar.folder_of(config["data_dir"])
    try:
        with _connect(folder) as connection:
            connection.settimeout(TIMEOUT)
            connection.sendall(sidecar.HEAD.pack(len(docx)) + docx)
            code = sidecar.receive(connection, 1)
            size = sidecar.HEAD.unpack(sidecar.receive(connection, sidecar.HEAD.size))
            content = sidecar.receive(connection, *size)
    except (OSError, EOFError) as error:
        raise SidecarDown(str(error)) from error
    if code != b"\0" or not content.startswith(b"%PDF"):
        raise SidecarDown(content[:200].decode("utf-8", "replace"))
    return content


def _connect(folder):
    """Return a connection to the side-car of a folder; two starters do no harm."""
    deadline = time.monotonic() + STARTING
    started = None
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(folder / "socket"))
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > deadline:
                raise
        started = started or start()
        time.sleep(0.05)


def start():
    """Start the side-car with none of the server's secrets in its environment."""
    keep = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")
    return subprocess.Popen(
        [PYTHON, "-I", sidecar.__file__, config["data_dir"]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in keep if name in os.environ},
        cwd="/",
        start_new_session=True,
    )


def alone(docx):
    """Return the PDF made by a LibreOffice that is started for this file only.

    Each call has a user profile of its own, since two instances cannot share one.
    """
    with tempfile.TemporaryDirectory(prefix="qlvb-office-") as folder:
        source = Path(folder, "draft.docx")
        source.write_bytes(docx)
        command = [
            _program(),
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True)
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise OfficeError(f"LibreOffice failed: {error}") from error
