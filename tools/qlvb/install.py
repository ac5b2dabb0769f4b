"""Set up whatever is missing, in the order that lets downloads overlap."""

import concurrent.futures
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from . import libraries, odoo_source, postgres, venv
from .base import HOME, lock

OUTDATED = 30 * 24 * 3600


@dataclass(frozen=True)
class Setup:
    """Everything that is needed to start a server."""

    odoo: Path
    venv: Path

    @property
    def python(self):
        return self.venv / "bin/python"

    def server(self, durable):
        return postgres.server(self.python, durable)


def complete(tests=False):
    """The pieces, fetched and unpacked where they were missing."""
    with lock("setup", what="setting up"):
        own = odoo_source.given() or odoo_source.installed()
        odoo = own or odoo_source.fetched()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            fetching = None if odoo else pool.submit(odoo_source.fetch)
            others = [
                pool.submit(postgres.fetch_if_needed),
                pool.submit(libraries.fetch_if_needed),
            ]
            place = venv.ready(own)
            if tests:
                venv.add_test_packages(place)
            odoo = odoo or fetching.result()
            for other in others:
                other.result()
        venv.connect(place, odoo)
        setup = Setup(odoo, place)
        remove_outdated(setup)
        return setup


def existing():
    """The pieces as far as they are there, fetching nothing."""
    own = odoo_source.given() or odoo_source.installed()
    return Setup(own or odoo_source.fetched(), venv.folder(own))


def remove_outdated(setup):
    """Packages and Odoos that no clone has used for a month."""
    for mark in setup.venv / "ok", *(p / "ok" for p in setup.odoo.parents):
        if mark.exists() and mark.is_relative_to(HOME):
            mark.touch()
    for mark in [*HOME.glob("venv-*/ok"), *HOME.glob("odoo-*/ok")]:
        if time.time() - mark.stat().st_mtime > OUTDATED:
            shutil.rmtree(mark.parent, ignore_errors=True)
