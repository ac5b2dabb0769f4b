"""Set up whatever is missing, in the order that lets downloads overlap."""

import concurrent.futures
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import odoo_source, postgres, venv
from .base import HOME, lock


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
            place = venv.ready(own)
            if tests:
                venv.add_test_packages(place)
            odoo = odoo or fetching.result()
        venv.connect(place, odoo)
        postgres.server(place / "bin/python", durable=True)
        return Setup(odoo, place)


def existing():
    """The pieces as far as they are there, fetching nothing."""
    own = odoo_source.given() or odoo_source.installed()
    return Setup(own or odoo_source.fetched(), venv.folder(own))


def remove_outdated(setup):
    """Folders of earlier locks and Odoos, unless something still uses them."""
    keep = {setup.venv, *setup.odoo.parents}
    for folder in [*HOME.glob("venv-*"), *HOME.glob("odoo-*")]:
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)
