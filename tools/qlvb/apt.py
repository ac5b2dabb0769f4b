"""A private apt: Debian packages fetched and checked without being root.

Its lists, cache and configuration live in the state directory and are removed
afterwards. Debian's own keyring vouches for what it fetches; where a machine
has none (Ubuntu), only packages with a known checksum are accepted.
"""

import contextlib
import glob
import hashlib
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from .base import HOME, die, say
from .proc import run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

CONFIGURATION = """\
Dir::State "{here}/state";
Dir::State::Lists "{here}/state/lists";
Dir::State::status "{status}";
Dir::Cache "{here}/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "{here}/sources.list";
Dir::Etc::sourceparts "{here}/none";
Dir::Etc::preferences "{here}/none/preferences";
Dir::Etc::preferencesparts "{here}/none";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
APT::Sandbox::User "";
APT::Install-Recommends "false";
Debug::NoLocking "1";
"""


def mirror():
    """The Debian mirror that this machine already uses."""
    if os.environ.get("QLVB_MIRROR"):
        return os.environ["QLVB_MIRROR"].rstrip("/")
    files = ["/etc/apt/sources.list", *sorted(glob.glob("/etc/apt/sources.list.d/*"))]
    for name in files:
        if name.endswith((".list", ".sources")) and os.path.exists(name):
            found = mirror_in(Path(name).read_text())
            if found:
                return found
    die(
        "this machine's apt sources name no Debian mirror: set QLVB_MIRROR to one, "
        "or install Odoo 19 and PostgreSQL yourself (QLVB_ODOO, PGHOST)"
    )


def mirror_in(text):
    """The first Debian archive in an apt source file, or None.

    >>> mirror_in("deb [signed-by=/k.gpg] http://mirror.test/debian/ sid main")
    'http://mirror.test/debian'
    >>> mirror_in("Types: deb\\nURIs: https://mirror.test/debian\\n")
    'https://mirror.test/debian'
    >>> mirror_in("# deb http://mirror.test/debian sid main")
    >>> mirror_in("deb http://mirror.test/debian-security sid main")
    """
    pattern = r"^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+/debian)/?(?:\s|$)"
    match = re.search(pattern, text, re.MULTILINE)
    return match and match.group(1)


def codename():
    """The Debian release whose libraries this machine has, or None."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return None
    return release.get("VERSION_CODENAME") if release.get("ID") == "debian" else None


def checksum(path):
    total = hashlib.sha256()
    with open(path, "rb") as handle:
        while chunk := handle.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


class PrivateApt:
    """One suite of the mirror, seen through an apt of our own."""

    def __init__(self, folder, suite, status=None):
        self.folder = folder
        self.trusted = KEYRING.exists()
        for name in "state/lists/partial", "cache/archives/partial", "none":
            (folder / name).mkdir(parents=True, exist_ok=True)
        if status is None:
            status = folder / "status"
            status.touch()
        # Without a keyring the caller must compare checksums itself.
        trust = f"signed-by={KEYRING}" if self.trusted else "trusted=yes"
        (folder / "sources.list").write_text(f"deb [{trust}] {mirror()} {suite} main\n")
        (folder / "apt.conf").write_text(
            CONFIGURATION.format(here=folder, status=status)
        )

    def __call__(self, *words, **options):
        environment = {**os.environ, "APT_CONFIG": str(self.folder / "apt.conf")}
        run(
            "apt-get",
            "-qq",
            *words,
            env=environment,
            stdout=subprocess.DEVNULL,
            failure=f"apt could not {words[0]} (its own message is above): check the "
            "network and the mirror, or name another mirror in QLVB_MIRROR",
            **options,
        )

    def require_keyring(self):
        """Debian's signature is all that vouches for what is fetched next."""
        if not self.trusted:
            die(
                "this machine has no Debian keyring to check packages by: install "
                "debian-archive-keyring, or python3-venv and postgresql themselves"
            )

    def download(self, *names):
        """Fetch exactly these packages; their files."""
        into = self.folder / "debs"
        into.mkdir(exist_ok=True)
        self("download", *names, cwd=into)
        return {name: next(into.glob(f"{name}_*.deb")) for name in names}

    def download_with_dependencies(self, *names):
        """Fetch these and whatever this machine lacks for them; their files."""
        self.require_keyring()
        self("install", "--download-only", "--yes", *names)
        return sorted((self.folder / "cache/archives").glob("*.deb"))


@contextlib.contextmanager
def private_apt(name, suite, status=None):
    """A private apt with fresh lists; its 150 MB are gone afterwards."""
    for tool in "apt-get", "dpkg-deb", "tar":
        if not shutil.which(tool):
            die(
                f"{tool} is missing, so nothing can be fetched from Debian: install "
                "Odoo 19 and PostgreSQL yourself (QLVB_ODOO, PGHOST) or use the "
                "docker-compose.yml of this project"
            )
    folder = HOME / "apt" / name
    shutil.rmtree(folder, ignore_errors=True)
    try:
        apt = PrivateApt(folder, suite, status)
        apt("update")
        yield apt
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack(deb, into, *exclude):
    """Unpack a package as an ordinary user, without what `exclude` names."""
    into.mkdir(parents=True, exist_ok=True)
    reader = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
    )
    options = [f"--exclude={pattern}" for pattern in exclude]
    run(
        *("tar", "-x", "-C", into, "--no-same-owner", "--wildcards", *options),
        stdin=reader.stdout,
        failure=f"{deb.name} could not be unpacked into {into}: is the disk full?",
    )
    reader.stdout.close()
    if reader.wait():
        die(f"{deb.name} is damaged: run the command again")


def check(deb, known, apt):
    """Accept a package by its checksum, or by Debian's signature, or not at all."""
    found = checksum(deb)
    if found == known:
        return found
    if not apt.trusted:
        die(
            f"{deb.name} has an unknown checksum and this machine has no Debian "
            "keyring to check it by: install the package debian-archive-keyring"
        )
    if known:
        say(f"note: {deb.name} is newer than the one this project was tested with")
    return found
