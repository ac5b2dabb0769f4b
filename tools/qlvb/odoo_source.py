"""Odoo 19: the installed one, a given one, or Debian's package unpacked here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .apt import check, private_apt, unpack
from .base import HOME, die, say

SERIES = "19.0"
SUITE = "sid"
# The packages and the checksums of the versions this project is tested with.
# Of all that odoo-19 links to, its web client needs jQuery only.
PACKAGES = {
    "odoo-19": "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf",
    "libjs-jquery": "818d6383b5b8f33734f682076b02fe3e765af23251ff6bf2b47747a4484e19d3",
}
# Two thirds of the package are translations into other languages.
EXCLUDED = ("*/i18n/[!v]*.po", "*.pot", "./etc")


def given():
    """The Odoo that the caller names in QLVB_ODOO: the folder to import from."""
    name = os.environ.get("QLVB_ODOO")
    if not name:
        return None
    tree = Path(name).expanduser().resolve()
    for folder in tree, tree / "usr/lib/python3/dist-packages":
        if (folder / "odoo/release.py").exists():
            return check_series(folder)
    die(
        f"QLVB_ODOO={name}: no odoo/release.py there; "
        f"name the source tree of an Odoo {SERIES}"
    )


def installed():
    """The Odoo that this Python can import already: the folder it comes from."""
    program = "import odoo.release as r; print(r.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd="/"
    )
    if done.returncode:
        return None
    folder = Path(done.stdout.strip()).parents[1]
    # Under our own Python it is the fetched one.
    return None if folder.is_relative_to(HOME) else check_series(folder)


def check_series(folder):
    release = {}
    exec((folder / "odoo/release.py").read_text(), release)  # plain assignments
    if release["series"] != SERIES:
        die(
            f"the Odoo in {folder} is {release['series']}, this project needs "
            f"{SERIES}: name another one in QLVB_ODOO"
        )
    return folder


def fetched():
    """An Odoo unpacked here before, the tested version first."""
    tested = HOME / f"odoo-{PACKAGES['odoo-19'][:12]}"
    others = sorted(HOME.glob("odoo-*/ok"), key=lambda path: path.stat().st_mtime)
    for folder in [tested, *(path.parent for path in reversed(others))]:
        if (folder / "ok").exists():
            return folder / "usr/lib/python3/dist-packages"
    return None


def fetch():
    """Unpack Debian's package into the state directory."""
    say("fetching Odoo 19 (Debian package, 123 MB)")
    with private_apt("odoo", SUITE) as apt:
        debs = apt.download(*PACKAGES)
        sums = {name: check(deb, PACKAGES[name], apt) for name, deb in debs.items()}
        say("unpacking Odoo 19")
        scratch = HOME / "odoo.tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        for deb in debs.values():
            unpack(deb, scratch, *EXCLUDED)
    folder = HOME / f"odoo-{sums['odoo-19'][:12]}"
    shutil.rmtree(folder, ignore_errors=True)
    (scratch / "ok").touch()
    scratch.rename(folder)
    return check_series(folder / "usr/lib/python3/dist-packages")


def locate():
    """The folder holding the package `odoo`, or None when it must be fetched."""
    return given() or installed() or fetched()


def addons_paths(folder):
    """Where this Odoo keeps its own addons (a source tree has two places)."""
    places = (folder / "odoo/addons", folder / "addons")
    return [str(place) for place in places if any(place.glob("*/__manifest__.py"))]
