"""The programs of PostgreSQL: the installed ones, or Debian's unpacked privately."""

import os
import shutil
from pathlib import Path

from .apt import codename, private_apt, unpack
from .base import HOME, die, say

OLDEST = 15  # ICU as a database's default collation
SYSTEM = Path("/usr/lib/postgresql")
# Debian's package of each release that we know.
UNPACKED = {"bookworm": "postgresql-15", "trixie": "postgresql-17"}
EXTENSIONS = ("unaccent", "pg_trgm")


class Binaries:
    """The programs of one PostgreSQL and what they need around them."""

    def __init__(self, folder, environment=None):
        self.folder = folder
        self.environment = environment or {}
        self.version = int(folder.parent.name)

    def __getitem__(self, name):
        return self.folder / name


def has_extensions(version, share=Path("/usr/share/postgresql")):
    folder = share / str(version) / "extension"
    return all((folder / f"{name}.control").exists() for name in EXTENSIONS)


def installed(system=SYSTEM, share=Path("/usr/share/postgresql")):
    """The usable PostgreSQL of this machine, newest first."""
    versions = [int(p.parts[-3]) for p in system.glob("[0-9]*/bin/initdb")]
    return [
        Binaries(system / str(version) / "bin")
        for version in sorted(versions, reverse=True)
        if version >= OLDEST and has_extensions(version, share)
    ]


def unpacked(folder):
    """A PostgreSQL unpacked under `folder` before, if there is one."""
    for initdb in sorted((folder / "usr/lib/postgresql").glob("[0-9]*/bin/initdb")):
        libraries = sorted({str(p.parent) for p in folder.glob("usr/lib/**/*.so*")})
        libraries = [p for p in libraries if "/postgresql/" not in p]
        return Binaries(initdb.parent, {"LD_LIBRARY_PATH": ":".join(libraries)})
    return None


def fetch(folder):
    """Unpack this Debian's own PostgreSQL without installing it."""
    name = UNPACKED.get(codename())
    if not name:
        die(
            "PostgreSQL 15 or newer is needed and this machine has none: install it "
            "(Debian, Ubuntu: apt install postgresql), or name a server in PGHOST"
        )
    say(f"fetching PostgreSQL ({name} of Debian)")
    present = HOME / "dpkg-status"
    present.write_text(status_without_postgresql())
    with private_apt("postgresql", codename(), present) as apt:
        scratch = folder.with_suffix(".tmp")
        shutil.rmtree(scratch, ignore_errors=True)
        for deb in apt.download_with_dependencies(name):
            if deb.name.startswith(("postgresql", "lib")):
                unpack(deb, scratch, "./usr/share/doc", "./usr/share/locale", "./etc")
        scratch.rename(folder)
    present.unlink()
    return unpacked(folder)


def status_without_postgresql(status=Path("/var/lib/dpkg/status")):
    """What this machine has, so that only the rest is fetched."""
    stanzas = status.read_text(errors="replace").split("\n\n")
    return "\n\n".join(s for s in stanzas if not s.startswith("Package: postgresql"))


def binaries(allow_fetch=True):
    """The PostgreSQL to use; one that made our clusters before is preferred."""
    folder = HOME / f"postgresql-{codename() or 'debian'}"
    system = [] if os.environ.get("QLVB_PG_UNPACK") == "1" else installed()
    found = [*system, *filter(None, [unpacked(folder)])]
    used = [one for one in found if (HOME / f"pg{one.version}").exists()]
    if used or found:
        made = list(HOME.glob("pg[0-9][0-9]"))
        if made and not used:
            die(
                f"{made[0]} holds databases of PostgreSQL {made[0].name[2:]}, which "
                "is no longer installed: install it again, or move that folder away"
            )
        return (used or found)[0]
    return fetch(folder) if allow_fetch else None
