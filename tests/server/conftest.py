"""Databases and servers of these tests' own, beside the one pytest works on."""

import contextlib

import pytest

from qlvb import install, odoo_server, runs


@pytest.fixture(scope="session")
def setup():
    return install.existing()


@pytest.fixture(scope="session")
def postgres(setup):
    server = setup.server(durable=False)
    with server.running():
        yield server


@pytest.fixture(scope="module")
def database(setup, postgres):
    """A copy of the template with all our addons."""
    with runs.passing_database(setup, postgres, postgres, "test") as name:
        yield name


@contextlib.contextmanager
def served(setup, postgres, name, environment, log):
    """A real server on that database; yields its address."""
    port, bus = odoo_server.free_port(), odoo_server.free_port()
    options = {"workers": 2, "http_port": port, "gevent_port": bus}
    odoo = odoo_server.Odoo(setup, postgres, name, "develop", **options)
    with open(log, "w") as handle:
        with odoo.serving(environment=environment, stdout=handle, stderr=handle) as it:
            url = f"http://127.0.0.1:{port}"
            assert odoo_server.wait_until_ready(it, url), log.read_text()
            yield url
