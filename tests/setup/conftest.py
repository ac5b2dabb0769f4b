"""The launcher's own tests need neither Odoo nor a database."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root():
    return Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A state directory of the test's own."""
    import qlvb.base
    from qlvb import config, database, debian, install, odoo_source, postgres

    for module in qlvb.base, config, database, debian, install, odoo_source, postgres:
        if hasattr(module, "HOME"):
            monkeypatch.setattr(module, "HOME", tmp_path)
    qlvb.base.ensure_home()
    return tmp_path
