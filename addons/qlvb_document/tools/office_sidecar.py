#!/usr/bin/python3
# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One LibreOffice that stays warm: Word files come in by a socket, PDFs go out.

    /usr/bin/python3 -I office_sidecar.py DATA_DIR [--stay]

Started by `./qlvb run` or, on demand, by the server; run by Debian's own Python, whose
``uno`` fits its LibreOffice. It takes one file at a time, starts LibreOffice again when
that died or hangs, and anew after `MOST` files, since it slowly grows. Without
``--stay`` it ends after `IDLE` seconds without work.

Nothing listens on the network: both the socket of this program and the pipe of
LibreOffice belong to this user alone. Macros never run, links are not followed.

A question is eight bytes with the length and the file; the answer one byte, 0 for a
PDF or 1 for a sentence, then length and content.
"""

import contextlib
import fcntl
import hashlib
import os
import resource
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

IDLE = 300
MOST = 500
# Seconds: for one file, for LibreOffice to start, for a question to come in.
CONVERTING, STARTING, ASKING = 60, 45, 30
LARGEST = 300_000_000
RESTART = 81  # LibreOffice's own code for "start me again", after a new profile
HEAD = struct.Struct(">Q")
# A longer path than this is no address of a socket.
LONGEST_PATH = 100


def folder_of(data_dir):
    """Return the folder of the side-car that serves this data folder.

    It bears the digest of this program: after an update a new one is started.
    """
    mark = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    folder = Path(data_dir, f"office-{mark}")
    if len(str(folder)) + len("/socket") > LONGEST_PATH:
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir(), f"qlvb-office-{os.getuid()}-{name}")
    return folder


def receive(connection, length):
    """Return exactly ``length`` bytes; raises `EOFError` when the other side ends."""
    parts = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            raise EOFError("the other side ended")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


class Office:
    """The one LibreOffice, and the connection to it."""

    def __init__(self, folder):
        self.folder = folder
        self.process = self.desktop = None
        self.done = 0

    def convert(self, data):
        """Return the PDF of a Word file."""
        if self.desktop is None or self.process.poll() is not None or self.done >= MOST:
            self.start()
        watch = threading.Timer(CONVERTING, self.kill)
        watch.start()
        try:
            with tempfile.TemporaryDirectory(dir=self.folder) as work:
                source, target = Path(work, "draft.docx"), Path(work, "draft.pdf")
                source.write_bytes(data)
                self._export(source.as_uri(), target.as_uri())
                self.done += 1
                return target.read_bytes()
        except BaseException:
            # Whatever state it is in: the next file finds a fresh one.
            self.stop()
            raise
        finally:
            watch.cancel()

    def _export(self, source, target):
        document = self.desktop.loadComponentFromURL(
            source,
            "_blank",
            0,
            self._properties(
                FilterName="MS Word 2007 XML",
                Hidden=True,
                ReadOnly=True,
                MacroExecutionMode=0,
                UpdateDocMode=0,
            ),
        )
        if document is None:
            raise ValueError("LibreOffice cannot read the file")
        try:
            document.storeToURL(
                target, self._properties(FilterName="writer_pdf_Export")
            )
        finally:
            document.close(True)

    @staticmethod
    def _properties(**values):
        from com.sun.star.beans import PropertyValue

        made = []
        for name, value in values.items():
            one = PropertyValue()
            one.Name, one.Value = name, value
            made.append(one)
        return tuple(made)

    def start(self):
        self.stop()
        pipe = f"qlvb{os.getpid()}x{time.monotonic_ns()}"
        self._launch(pipe)
        deadline = time.monotonic() + STARTING
        while self.desktop is None:
            if self.process.poll() == RESTART:
                self._launch(pipe)
            elif self.process.poll() is not None:
                raise OSError(f"LibreOffice ended with {self.process.returncode}")
            if time.monotonic() > deadline:
                self.stop()
                raise OSError("LibreOffice did not start")
            self._connect(pipe)
        self.done = 0

    def _launch(self, pipe):
        program = Path(shutil.which("soffice")).resolve().parent / "soffice.bin"
        profile = (self.folder / "qlvb-office-profile").as_uri()
        words = "headless invisible nocrashreport nodefault nologo norestore"
        self.process = subprocess.Popen(
            [
                program,
                *(f"--{word}" for word in words.split()),
                f"-env:UserInstallation={profile}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def _connect(self, pipe):
        import uno

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        try:
            context = resolver.resolve(
                f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            )
        except Exception:
            time.sleep(0.1)
            return
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )

    def kill(self):
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self):
        self.kill()
        if self.process:
            self.process.wait()
        self.process = self.desktop = None


def die_with_parent():
    """Let the kernel end LibreOffice when this program is killed."""
    import ctypes

    death_signal = 1
    ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)


def answer(connection, office):
    """Take one file and give its PDF, or a sentence."""
    connection.settimeout(ASKING)
    (length,) = HEAD.unpack(receive(connection, HEAD.size))
    if length > LARGEST:
        return
    data = receive(connection, length)
    try:
        code, content = b"\0", office.convert(data)
    except Exception as error:
        code, content = b"\1", str(error).encode()[:2000]
    connection.settimeout(ASKING)
    connection.sendall(code + HEAD.pack(len(content)) + content)


def serve(folder, stay):
    """Answer until nobody asks any more; one after the other."""
    place = folder / "socket"
    place.unlink(missing_ok=True)
    office = Office(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen(64)
        try:
            with contextlib.suppress(Exception):
                office.start()
            while True:
                ready = select.select([listener], [], [], None if stay else IDLE)[0]
                if not ready:
                    return
                connection, _address = listener.accept()
                with connection, contextlib.suppress(OSError, EOFError):
                    answer(connection, office)
        finally:
            place.unlink(missing_ok=True)
            office.stop()


def ready(folder):
    """Make the folder, ours alone; return the lock file, or None if one is at work."""
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = folder.stat()
    if owner.st_uid != os.getuid() or owner.st_mode & 0o077:
        sys.exit(f"{folder} belongs to somebody else")
    lock = open(folder / "lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None
    return lock


def main(words):
    # A worker of the server has limits that are meant for one request.
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder = folder_of(words[0])
    lock = ready(folder)
    if lock:
        with lock:
            serve(folder, "--stay" in words)


if __name__ == "__main__":
    main(sys.argv[1:])
