"""A bare unoserver on this machine's LibreOffice: the floor of making a PDF.

Fetched into the state directory at the first run; used for nothing but comparing.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xmlrpc.client import Binary, ServerProxy

from qlvb.base import HOME
from qlvb.odoo_server import free_port

PYTHON = "/usr/bin/python3"
STARTING = 60  # seconds
NEEDED = Path(__file__).parent / "unoserver.txt"


def fetched():
    """Return the folder of unoserver, or None where it cannot be had."""
    folder = HOME / "bench-unoserver"
    if not (folder / "unoserver").exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        command += ["--require-hashes", "--target", folder, "-r", NEEDED]
        done = subprocess.run(command, capture_output=True)
        if done.returncode:
            return None
    return folder


@contextlib.contextmanager
def running():
    """Yield a function from the bytes of a .docx to those of its PDF, or None."""
    folder = fetched()
    if not folder:
        yield None
        return
    port, inner = free_port(), free_port()
    with tempfile.TemporaryDirectory() as profile:
        command = [PYTHON, "-m", "unoserver.server", "--port", str(port)]
        command += ["--uno-port", str(inner), "--user-installation", profile]
        process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            yield _converter(port)
        finally:
            process.terminate()
            process.wait()


def _wait(port):
    deadline = time.monotonic() + STARTING
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _converter(port):
    def convert(docx):
        with ServerProxy(f"http://127.0.0.1:{port}", allow_none=True) as server:
            answer = server.convert(
                *(None, Binary(docx), None, "pdf", None, [], True, None, None)
            )
        return answer.data

    return convert
