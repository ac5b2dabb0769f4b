"""The verbs about the state: where it is, starting and stopping."""

import contextlib
import os
import signal
import time

from . import addons, database, debian, install, postgres, template
from .base import HOME, ROOT, die, lock, say


def packages(words):
    print("\n".join(debian.packages(tests="--serving" not in words)))
    return 0


def setup(words):
    tests = "--tests" in words
    debian.complete(tests)
    install.complete(tests)
    say(f"everything for {'the tests' if tests else 'a server'} is set up")
    return 0


def where(_words):
    pieces = install.existing()
    lines = {
        "state": HOME,
        "code": ROOT,
        "odoo": pieces.odoo or "not yet fetched",
        "venv": pieces.venv,
        "python": pieces.python,
        "odoo script": pieces.venv / "bin/odoo",
        "database of run": database.main_name(),
    }
    for durable, name in ((True, "postgresql"), (False, "postgresql (tests)")):
        server = postgres.server(pieces.python, durable, allow_fetch=False)
        if not server:
            lines[name] = "not yet fetched"
            continue
        lines[f"{name} host"] = server.host
        lines[f"{name} user"] = server.user
        lines[f"{name} file store"] = server.data / "filestore"
        if server.owned:
            lines[f"{name} programs"] = server.programs.folder
            lines[f"{name} data"] = server.folder
            lines[f"{name} log"] = server.log
    lines["configurations"] = HOME / "conf"
    width = max(map(len, lines))
    for name, value in lines.items():
        print(f"{name:{width}}  {value}")
    return 0


def up(_words):
    pieces = install.complete()
    for durable in True, False:
        server = pieces.server(durable)
        if server.owned:
            server.kept.touch()
        with server.running():
            say(f"PostgreSQL answers at {server.host} (user {server.user})")
    return 0


def new(words):
    """A database to develop on, in the cluster of the tests."""
    if not words or words[1:] not in ([], ["--full"]):
        die("./qlvb new NAME: what Odoo brings; ./qlvb new NAME --full: all addons")
    pieces = install.complete()
    server = pieces.server(durable=False)
    with server.running():
        if server.has(words[0]):
            database.drop(server, words[0])
        own = addons.manifests()
        with lock(f"{server.data.name}.templates", what="making a template database"):
            base = template.ensure_base(pieces, server, own)
        if words[1:]:
            base = template.ensure_full(pieces, server)
        database.copy(server, base, words[0])
    say(
        f"made {words[0]}: QLVB_SCRATCH=1 QLVB_DB={words[0]} ./qlvb odoo | shell | psql"
    )
    say(f"test on it as it is: QLVB_TEST_DB={words[0]} ./qlvb test addons/...")
    return 0


def stop(_words):
    for path in (HOME / "run").glob("*.pid"):
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            pid = int(path.read_text())
            os.kill(pid, signal.SIGTERM)
            say(f"stopping the server on {path.stem} (process {pid})")
            wait_for_end(pid)
        path.unlink(missing_ok=True)
    for mark in (HOME / "locks").glob("*.keep"):
        mark.unlink()
    pieces = install.existing()
    if postgres.is_given():
        return 0
    for durable in True, False:
        server = postgres.server(pieces.python, durable, allow_fetch=False)
        if server and server.folder.exists() and server.host.exists():
            server.stop()
    say("stopped")
    return 0


def wait_for_end(pid, seconds=40):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    die(f"process {pid} does not end: kill -9 {pid}")
