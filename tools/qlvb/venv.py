"""The Python packages: one locked set, wheels only, in a folder of the state."""

import importlib.util
import shutil
import subprocess
import sys

from .apt import private_apt, unpack
from .base import HOME, ROOT, digest, say
from .proc import run

LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-test.txt"
OPTIONS = (
    "--no-deps",
    "--require-hashes",
    "--only-binary=:all:",
    "--disable-pip-version-check",
    "--no-warn-script-location",
)
ODOO_SCRIPT = """\
# The server is started by this script: `python -m odoo` breaks its websocket
# process as soon as there are workers.
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""


def folder(odoo):
    """One folder per Python, lock and Odoo: switching needs no reinstalling.

    `odoo` is the folder of an Odoo that was given or installed; the fetched
    one, of which there is one at a time, needs no mark.
    """
    mark = f"-{digest(str(odoo))[:6]}" if odoo else ""
    python = f"py{sys.version_info[0]}.{sys.version_info[1]}"
    return HOME / f"venv-{python}-{digest(LOCK)}{mark}"


def pip(venv):
    """How to call pip: the folder's own, this Python's, or Debian's wheel of it."""
    python = venv / "bin/python"
    words = [python, "-m", "pip"]
    if subprocess.run([*words, "--version"], capture_output=True).returncode == 0:
        return words
    system = [sys.executable, "-m", "pip", "--python", python]
    if subprocess.run([*system, "--version"], capture_output=True).returncode == 0:
        return system
    wheels = list((HOME / "pip").glob("usr/share/python-wheels/pip-*.whl"))
    if not wheels:
        # Sid's: the pip of an old release does not run under a newer Python.
        with private_apt("pip", "sid") as apt:
            apt.require_keyring()
            deb = apt.download("python3-pip-whl")["python3-pip-whl"]
            unpack(deb, HOME / "pip")
        wheels = list((HOME / "pip").glob("usr/share/python-wheels/pip-*.whl"))
    return [python, f"{wheels[-1]}/pip"]


def install(venv, lock):
    run(
        *(*pip(venv), "install", "-qq", *OPTIONS, "-r", lock),
        failure=f"pip could not install {lock.name} (its own message is above): "
        "check the network, then run the command again",
    )


def create(venv):
    say("installing the Python packages (70 MB)")
    shutil.rmtree(venv, ignore_errors=True)
    options = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    run(sys.executable, "-m", "venv", *options, venv)
    install(venv, LOCK)
    (venv / "bin/odoo").write_text(ODOO_SCRIPT)


def ready(odoo):
    """The folder with everything that serving needs."""
    venv = folder(odoo)
    if not (venv / "ok").exists():
        create(venv)
        (venv / "ok").touch()
    return venv


def connect(venv, odoo):
    """Let the folder's Python import Odoo."""
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "odoo_source.pth").write_text(f"{odoo}\n")


def add_test_packages(venv):
    marker = venv / f"ok-test-{digest(TEST_LOCK)}"
    if not marker.exists():
        say("installing the packages for tests (120 MB)")
        install(venv, TEST_LOCK)
        marker.touch()
