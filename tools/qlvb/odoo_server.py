"""Odoo as a process: its environment, its commands, its readiness."""

import contextlib
import os
import socket
import time
import urllib.error
import urllib.request

from . import config, libraries, proc
from .base import HOME, ROOT, die


class Odoo:
    """Odoo on one database of one server."""

    def __init__(self, setup, server, database, mode, **options):
        self.setup, self.server, self.database = setup, server, database
        self.conf = config.write(server, database, setup.odoo, mode, **options)

    @property
    def environment(self):
        return environment(self.setup, self.server)

    def command(self, *words):
        script = self.setup.venv / "bin/odoo"
        return [self.setup.python, script, *words]

    def server_command(self, *words):
        return self.command("-c", self.conf, "-d", self.database, *words)

    def change_modules(self, *words):
        """Install or update and end; nothing is served meanwhile."""
        proc.run(
            *self.server_command(
                *("--stop-after-init", "--no-http", "--max-cron-threads=0"),
                *("--workers=0", "--log-level=warn", "--skip-auto-install", *words),
            ),
            env=self.environment,
            cwd="/",
            failure="Odoo could not install or update the addons: its own message "
            "is above",
        )

    def script(self, path, *arguments):
        """Run a program with `env` in Odoo's shell, in one transaction."""
        with open(path) as program:
            proc.run(
                *self.command("shell", "-c", self.conf, "-d", self.database),
                *("--no-http", "--log-level=warn", "--max-cron-threads=0"),
                *("--workers=0",),
                stdin=program,
                env={**self.environment, "QLVB_ARGUMENTS": " ".join(arguments)},
                cwd="/",
                failure=f"{path.name} failed in Odoo's shell: its message is above",
            )

    @contextlib.contextmanager
    def serving(self, *words, environment=None, **popen):
        """A running server; yields its process."""
        given = merged(self.environment, environment or {})
        command = self.server_command(*words)
        with proc.child(*command, env=given, cwd="/", **popen) as process:
            yield process


def environment(setup, server=None):
    """What every program of ours runs with; nothing it writes leaves HOME."""
    path = [str(setup.venv / "bin")]
    shared = [libraries.environment()]
    given = {**os.environ, **shared[0]}
    if server and server.owned:
        path.append(str(server.programs.folder))
        shared.append(server.programs.environment)
    if server:
        given.update(server.environment)
    found = [part.get("LD_LIBRARY_PATH") for part in (*shared, os.environ)]
    if any(found):
        given["LD_LIBRARY_PATH"] = ":".join(filter(None, found))
    python_path = [str(config.VNRECORDS), os.environ.get("PYTHONPATH")]
    given.update(
        PATH=":".join([*path, os.environ.get("PATH", os.defpath)]),
        PYTHONPATH=":".join(filter(None, python_path)),
        PYTHONPYCACHEPREFIX=str(HOME / "pycache"),
        XDG_CACHE_HOME=str(HOME / "cache"),
        XDG_CONFIG_HOME=str(HOME / "config"),
        QLVB_ROOT=str(ROOT),
        LC_ALL="C.UTF-8",
    )
    given.pop("ODOO_RC", None)
    return given


def merged(first, second):
    """Two environments; their PYTHONPATH one after the other."""
    both = {**first, **second}
    paths = [given.get("PYTHONPATH") for given in (second, first)]
    both["PYTHONPATH"] = ":".join(filter(None, paths))
    return both


def port_is_free(port, host="127.0.0.1"):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port():
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def require_port(port):
    if not port_is_free(port):
        die(
            f"port {port} is taken by another program: stop that one, or choose "
            f"another port: QLVB_PORT={port + 1} ./qlvb run"
        )


def wait_until_ready(process, url, seconds=300):
    """Wait for the login page; False when the server ended before."""
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        with contextlib.suppress(OSError, urllib.error.URLError):
            with urllib.request.urlopen(f"{url}/web/login", timeout=60) as answer:
                if answer.status == 200:
                    return True
        if time.monotonic() > deadline:
            die(f"Odoo gave no login page at {url} within {seconds} s")
        time.sleep(0.3)
    return False
