"""The Debian programs that the product calls, and who installs them."""

import ctypes.util
import os
import shutil
from pathlib import Path

from .apt import codename
from .base import HOME, IS_ROOT, die, ensure_home, lock, say
from .proc import code

# program, library or folder -> package; what serving uses, what only tests use.
SERVING = {
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "soffice": "libreoffice-writer-nogui",
    "/usr/lib/python3/dist-packages/uno.py": "python3-uno",
    "openssl": "openssl",
    "lib:magic": "libmagic1",
    "/usr/share/fonts/truetype/liberation2 /usr/share/fonts/truetype/liberation": (
        "fonts-liberation2"
    ),
}
TESTING = {
    "chromium": "chromium",
    "softhsm2-util": "softhsm2",
    "lib:atomic": "libatomic1",  # of Playwright's driver
}
# As they are called since Debian 13.
RENAMED = {"fonts-liberation2": "fonts-liberation", "libmagic1": "libmagic1t64"}


def package(name):
    return name if codename() == "bookworm" else RENAMED.get(name, name)


def is_there(what):
    return any(map(place_is_there, what.split()))


def place_is_there(place):
    if place.startswith("lib:"):
        return ctypes.util.find_library(place.removeprefix("lib:"))
    return Path(place).exists() if place.startswith("/") else shutil.which(place)


def packages(tests=True):
    """Every package of Debian that this needs."""
    wanted = SERVING | (TESTING if tests else {})
    return [package(name) for name in wanted.values()]


def missing(tests):
    wanted = SERVING | (TESTING if tests else {})
    return [package(name) for what, name in wanted.items() if not is_there(what)]


def command(names):
    return "apt-get install --no-install-recommends " + " ".join(names)


def complete(tests):
    """Install what is missing when we may; otherwise say it once."""
    ensure_home()
    names = missing(tests)
    if not names or os.environ.get("QLVB_NO_APT") == "1":
        return
    if IS_ROOT and shutil.which("apt-get"):
        with lock("apt", what="installing Debian packages"):
            apt_install(missing(tests))
        names = missing(tests)
    if not names:
        return
    words = f"these Debian packages are missing: {', '.join(names)}"
    if tests:
        die(f"{words}\nThe tests use them. As root, run once:\n  {command(names)}")
    say(f"{words}; some functions will do without (as root: {command(names)})")


def apt_install(names):
    if not names:
        return
    say(f"installing Debian packages: {' '.join(names)}")
    given = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    log_name = HOME / "apt.log"
    with open(log_name, "w") as log:
        done = {"env": given, "stdout": log, "stderr": log}
        code("apt-get", "update", "-qq", **done)
        words = ["install", "-y", "-qq", "--no-install-recommends", *names]
        if code("apt-get", *words, **done):
            say(f"apt could not install them all: see {log_name}")
