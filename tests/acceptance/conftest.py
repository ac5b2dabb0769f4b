"""A real server with workers on a database of its own, with the demo locality.

No Odoo test case may stand in this folder: at the end of each class Odoo terminates
every child of the process, and so this server.
"""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from qlvb import install, odoo_server, runs
from qlvb.base import ROOT
from walk.people import Cast


@dataclass(frozen=True)
class Site:
    """A server under test: its address, its database, how to start programs at it."""

    url: str
    database: str
    postgres: object
    environment: dict
    log: Path
    pid: int
    """Of the server's first process; its workers are its children."""

    def program(self, *words, **options):
        """Run a Python program against the server; return the finished process."""
        return subprocess.run(
            [sys.executable, *map(str, words)],
            env={**self.environment, **options.pop("environment", {})},
            capture_output=True,
            text=True,
            timeout=600,
            **options,
        )


@contextlib.contextmanager
def serving(setup, postgres, name, log):
    port, bus = odoo_server.free_port(), odoo_server.free_port()
    options = {"workers": 2, "http_port": port, "gevent_port": bus}
    odoo = odoo_server.Odoo(setup, postgres, name, "develop", **options)
    with open(log, "w") as handle:
        with odoo.serving(stdout=handle, stderr=handle) as process:
            url = f"http://127.0.0.1:{port}"
            assert odoo_server.wait_until_ready(process, url), log.read_text()
            given = program_environment(odoo, url)
            yield Site(url, name, postgres, given, log, process.pid)


def program_environment(odoo, url):
    paths = ROOT / "tools", ROOT / "lib/vnrecords/src"
    return {
        **odoo.environment,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "QLVB_URL": url,
        "QLVB_DB": odoo.database,
        "QLVB_ACCOUNTS": str(runs.ACCOUNTS),
        "QLVB_CONF": str(odoo.conf),
    }


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """One server for all tests of this folder."""
    setup = install.existing()
    postgres = setup.server(durable=False)
    log = tmp_path_factory.mktemp("server") / "odoo.log"
    with contextlib.ExitStack() as stack:
        stack.enter_context(postgres.running())
        copy = runs.passing_database(setup, postgres, postgres, "walk")
        name = stack.enter_context(copy)
        yield stack.enter_context(serving(setup, postgres, name, log))


@pytest.fixture(scope="package")
def cast(site):
    """The demo users, signed in at the server with keys of their own."""
    people = Cast.meet(site.url, site.database, runs.ACCOUNTS)
    yield people
    people.leave()
