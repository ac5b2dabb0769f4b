"""The LibreOffice that stays warm beside the server."""

import contextlib
import os
import shutil
from pathlib import Path

from . import proc
from .addons import FOLDER

PROGRAM = FOLDER / "qlvb_document/tools/office_sidecar.py"
# Debian's own Python: its `uno` fits Debian's LibreOffice.
PYTHON = Path("/usr/bin/python3")
UNO = Path("/usr/lib/python3/dist-packages/uno.py")
# None of the server's secrets.
KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")


def is_possible():
    return all(path.exists() for path in (PROGRAM, PYTHON, UNO)) and bool(
        shutil.which("soffice")
    )


@contextlib.contextmanager
def warm(data):
    """Keep one LibreOffice ready for the server of this data folder.

    When it dies the server starts another by itself; without it, one per file.
    """
    if not is_possible():
        yield None
        return
    given = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = [PYTHON, "-I", PROGRAM, data, "--stay"]
    with proc.child(*command, env=given, cwd="/") as process:
        yield process
