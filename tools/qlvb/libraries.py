"""libmagic, without which no file is let in: the machine's, or unpacked here.

Unlike the programs of `debian`, serving cannot do without it, and it is small.
"""

import shutil

from .apt import codename, private_apt, unpack
from .base import HOME, die, say
from .debian import package, place_is_there

NAME = "libmagic1"


def folder():
    return HOME / f"libraries-{codename()}"


def fetch_if_needed():
    if place_is_there("lib:magic") or folder().exists():
        return
    if not codename():
        die("libmagic is missing: install it (Debian, Ubuntu: apt install libmagic1)")
    say("fetching libmagic")
    scratch = folder().with_suffix(".tmp")
    shutil.rmtree(scratch, ignore_errors=True)
    with private_apt("libraries", codename(), "/var/lib/dpkg/status") as apt:
        for deb in apt.download_with_dependencies(package(NAME)):
            unpack(deb, scratch, "./usr/share/doc")
    scratch.rename(folder())


def environment():
    """What programs need to find it, if it is ours."""
    if not folder().exists():
        return {}
    library = next(folder().glob("usr/lib/*/libmagic.so.1"))
    data = folder() / "usr/lib/file/magic.mgc"
    return {"LD_LIBRARY_PATH": str(library.parent), "MAGIC": str(data)}
