"""Write down every address that a Python process reaches for.

Python starts this by itself when the folder is on PYTHONPATH. An audit hook
sees what the C level of `socket` does, so no library can go around it.
"""

import os
import sys

LOG = os.environ.get("QLVB_AUDIT_LOG")
WATCHED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def write_down(event, arguments):
    if event not in WATCHED:
        return
    target = arguments[WATCHED[event]]
    host = target[0] if isinstance(target, tuple) else target
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    with open(LOG, "a") as log:
        log.write(f"{event}\t{host}\n")


if LOG:
    sys.addaudithook(write_down)
