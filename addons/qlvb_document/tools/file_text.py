# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The text of a stored file, taken out by another process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from .examine.kinds import DOCX, PDF, XLSX, ZIP

KINDS = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", ZIP: "zip"}
# Characters that are taken from one file.
MOST = 5_000_000
# Seconds by the clock before the other process is ended.
PATIENCE = 120


class Unreadable(Exception):
    """The text could not be taken out: damaged, too heavy or too slow."""


def read(mimetype, data, patience=PATIENCE):
    """Return the text of a file of one of `KINDS`, or raise `Unreadable`.

    The other process gets none of the server's secrets; what it starts ends with it.
    """
    with subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "extract", KINDS[mimetype], str(MOST)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.pathsep.join(
                [*filter(None, sys.path), str(Path(__file__).parent)]
            ),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        start_new_session=True,
    ) as child:
        try:
            output, errors = child.communicate(data, patience)
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise Unreadable("too slow") from None
            raise
    if child.returncode:
        raise Unreadable(errors.decode("utf-8", "replace")[-200:] or "stopped")
    return output.decode("utf-8", "replace")
