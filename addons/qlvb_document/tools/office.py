# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Word files: filled from a template, and made into PDF by LibreOffice."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

# Seconds after which a conversion is given up.
TIMEOUT = 90


class OfficeError(Exception):
    """LibreOffice is missing (`missing`) or did not make a PDF."""

    def __init__(self, message, missing=False):
        super().__init__(message)
        self.missing = missing


def available():
    """Tell whether LibreOffice is installed on this machine."""
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def render(template, context):
    """Return the bytes of a .docx made from a docxtpl template (a path) and data."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def to_pdf(docx):
    """Return the PDF that LibreOffice makes of the bytes of a .docx file.

    Each call has a user profile of its own, since two instances cannot share one.
    Raises `OfficeError`, and leaves nothing behind.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise OfficeError("LibreOffice is not installed", missing=True)
    with tempfile.TemporaryDirectory(prefix="qlvb-office-") as folder:
        source = Path(folder, "draft.docx")
        source.write_bytes(docx)
        command = [
            program,
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
