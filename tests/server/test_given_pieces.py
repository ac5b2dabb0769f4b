"""The container's way: Odoo is installed, PostgreSQL is given, one run does it."""

import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from qlvb import base, database, odoo_server


@pytest.fixture
def given(setup, postgres, tmp_path):
    """The environment of a container, and a state that begins empty."""
    port = odoo_server.free_port()
    secret = tmp_path / "password"
    secret.write_text("not asked for on this socket\n")
    name = f"qlvb_test_given_{os.getpid()}"
    environment = {
        **os.environ,
        "QLVB_HOME": str(tmp_path / "home"),
        "QLVB_ODOO": str(setup.odoo),
        "QLVB_DB": name,
        "QLVB_PORT": str(port),
        "QLVB_NO_APT": "1",
        "QLVB_MODE": "serve",
        "PGHOST": str(postgres.host),
        "PGUSER": postgres.user,
        "PGPASSWORD_FILE": str(secret),
    }
    for unwanted in "ODOO_RC", "PGPASSWORD", "PYTHONPATH", "PYTHONPYCACHEPREFIX":
        environment.pop(unwanted, None)
    with base.lock(f"db-{name}"), base.lock(f"db-making_{name}"):
        yield environment, f"http://127.0.0.1:{port}", name
        for left in name, f"making_{name}":
            database.drop(postgres, left)


@pytest.mark.slow
def test_a_server_on_given_pieces(given, postgres, tmp_path):
    environment, url, name = given
    log = tmp_path / "run.log"
    with open(log, "w") as handle:
        launcher = subprocess.Popen(
            [sys.executable, base.ROOT / "qlvb", "run"],
            env=environment,
            stdout=handle,
            stderr=handle,
        )
    try:
        assert odoo_server.wait_until_ready(launcher, url, 400), log.read_text()
        health = f"{url}/web/health?db_server_status=1"
        with urllib.request.urlopen(health, timeout=30) as answer:
            assert b'"pass"' in answer.read()
        databases = postgres.sql("SELECT datname FROM pg_database")
        assert [name] in databases
        # Nothing of ours was left in the server of somebody else.
        assert [f"making_{name}"] not in databases
    finally:
        launcher.send_signal(signal.SIGTERM)
        code = launcher.wait(60)
    assert code == 143, log.read_text()
    assert not (tmp_path / "home/pg15").exists()
