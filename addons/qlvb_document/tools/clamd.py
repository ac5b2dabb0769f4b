# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Asks a running clamd whether a file holds a known virus (its INSTREAM command)."""

import contextlib
import socket
import struct

CHUNK = 65536
# Seconds without a byte from the scanner before it counts as unreachable.
TIMEOUT = 60
MOST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The scanner could not be reached, or did not examine the file."""


def _connect(address, timeout):
    """Open ``address``: the path of a Unix socket, or host:port."""
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(timeout)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout)


def scan(address, data, timeout=TIMEOUT):
    """Return the name of the virus in ``data``, or None.

    Raise `ScannerUnavailable` when nobody answers, or the answer is no verdict.
    """
    try:
        with _connect(address, timeout) as link:
            answer = _ask(link, data)
    except (OSError, ValueError, OverflowError) as error:
        raise ScannerUnavailable(str(error)) from error
    if answer == "stream: OK":
        return None
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerUnavailable(answer)


def _ask(link, data):
    """Send ``data`` in chunks, each after its length; return the one line of answer."""
    # It may say why, and stop listening before the end.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        link.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            link.sendall(struct.pack("!I", len(chunk)) + chunk)
        link.sendall(struct.pack("!I", 0))
    answer = b""
    while b"\0" not in answer and len(answer) < MOST_ANSWER:
        piece = link.recv(1024)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
