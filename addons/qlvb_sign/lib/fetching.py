"""Fetch over HTTP from listed hosts only: the addresses come from foreign files.

A certificate may name any address, also one inside the agency's own network. So a host
must be on the list, its name may not lead to a private address (one that is listed by
its number may), no redirect is followed, and time and size are bounded.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urlsplit

TIMEOUT = 5.0  # seconds for everything
LIMIT = 20 * 1024 * 1024  # bytes; national CRLs have a few million
CHUNK = 1 << 16


class Refused(ValueError):
    """The address is not one that may be asked."""


def allowed(text):
    """Return the hosts of a setting as a set of "host" and "host:port".

    >>> sorted(allowed("OCSP.ca.gov.vn, 10.1.2.3:8080"))
    ['10.1.2.3:8080', 'ocsp.ca.gov.vn']
    """
    words = (text or "").replace(",", " ").replace(";", " ").split()
    return frozenset(word.strip().lower().rstrip(".") for word in words)


def fetch(url, body, content_type, hosts, timeout=TIMEOUT, limit=LIMIT):
    """Return the bytes that ``url`` answers to GET, or to POST with a ``body``.

    Raises Refused (a ValueError) for an address that is not on the list ``hosts``,
    OSError or ValueError when the answer does not come or is too long.
    """
    parts, address = _checked(url, hosts)
    deadline = time.monotonic() + timeout
    connection = _connect(parts, address, timeout)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Content-Type": content_type} if body is not None else {}
        headers["Connection"] = "close"
        connection.request("POST" if body is not None else "GET", target, body, headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise ValueError(f"status {answer.status}")
        return _read(answer, deadline, limit)
    except http.client.HTTPException as error:
        raise ValueError(f"bad answer: {type(error).__name__}") from error
    finally:
        connection.close()


def _checked(url, hosts):
    """Return the parts of the address and the number to connect to."""
    parts = urlsplit(url)
    try:
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Refused("port") from error
    if parts.scheme not in ("http", "https") or not host or parts.username:
        raise Refused("address")
    if not {host, f"{host}:{port or _port(parts)}"} & hosts:
        raise Refused(f"{host} is not on the list")
    return parts, _number(host, port or _port(parts))


def _port(parts):
    return 443 if parts.scheme == "https" else 80


def _number(host, port):
    """Return an address of the host: a public one, unless it was listed by number."""
    if _is_number(host):
        return host
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [entry[4][0] for entry in found]
    if not numbers or any(not ipaddress.ip_address(n).is_global for n in numbers):
        raise Refused(f"{host} leads to a private address")
    return numbers[0]


def _is_number(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _connect(parts, address, timeout):
    """Connect to the number that was checked, not to what the name says now."""
    port = parts.port or _port(parts)
    raw = socket.create_connection((address, port), timeout=timeout)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        raw = context.wrap_socket(raw, server_hostname=parts.hostname)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=timeout)
    connection.sock = raw
    return connection


def _read(answer, deadline, limit):
    data = b""
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > limit:
            raise ValueError("the answer is too long")
        if time.monotonic() > deadline:
            raise TimeoutError("the answer takes too long")
    return data
