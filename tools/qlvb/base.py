"""Where things are, and how the launcher speaks, hashes and waits."""

import contextlib
import fcntl
import hashlib
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
STARTED = time.monotonic()


class Failure(SystemExit):
    """A failure told in one message that says what to do."""


def default_home():
    if IS_ROOT:
        return Path("/var/lib/qlvb")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(data) / "qlvb"


HOME = Path(os.environ.get("QLVB_HOME") or default_home()).absolute()

# Two clones share what is downloaded, never a database: names carry this.
CLONE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]


def say(message):
    elapsed = time.monotonic() - STARTED
    colour = ("\033[36m", "\033[0m") if sys.stderr.isatty() else ("", "")
    print(
        f"{colour[0]}[qlvb {elapsed:6.1f}s]{colour[1]} {message}",
        file=sys.stderr,
        flush=True,
    )


def die(message):
    raise Failure(f"qlvb: {message}")


def digest(*parts):
    """A short name for these texts, bytes or files."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes()
        elif isinstance(part, str):
            part = part.encode()
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:12]


def tree_digest(*folders):
    """A short name for everything that these folders hold."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".pyc" or not path.is_file():
                continue
            total.update(str(path.relative_to(folder)).encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def ensure_home():
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        for name in "locks", "run", "log", "conf":
            (HOME / name).mkdir(exist_ok=True)
    except OSError as error:
        die(
            f"cannot write to {HOME} ({error.strerror}): "
            "set QLVB_HOME to a folder of your own"
        )


@contextlib.contextmanager
def lock(name, shared=False, what=""):
    """Hold a lock of the state directory, telling when it must be waited for."""
    ensure_home()
    mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    with open(HOME / "locks" / name, "a+") as handle:
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another ./qlvb ({what or name})")
            fcntl.flock(handle, mode)
        yield handle


def is_locked(name):
    """Whether some living process holds this lock."""
    try:
        with open(HOME / "locks" / name, "a+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
