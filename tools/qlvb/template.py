"""Template databases: made once from what they hold, copied in a second.

First what Odoo and OCA bring, then our addons upon it. Each is named by a
hash of its contents, so clones share them and a change makes a new one.
"""

import time
from pathlib import Path

from . import addons, database
from .base import HOME, digest, lock, say, tree_digest
from .odoo_server import Odoo
from .postgres import pg_dump_into

SCRIPTS = Path(__file__).parent / "scripts"
LANGUAGES = "--load-language=vi_VN,en_US"  # the first is everybody's default
KEPT = 4  # per stage and cluster
# Changes to these are changes to what a template holds.
RECIPE = (database.CREATE, database.EXTENSIONS, LANGUAGES)
FINISH = (SCRIPTS / "finish.py", database.PREFIX_INDEXES)


def base_name(setup, own):
    words = addons.foreign_dependencies(own)
    return f"base_{digest(repr(words), str(setup.venv), str(setup.odoo), *RECIPE)}"


def full_name(setup, own):
    folders = [addons.FOLDER / name for name in own]
    folders.append(addons.FOLDER.parent / "lib/vnrecords/src")
    return f"full_{digest(base_name(setup, own), tree_digest(*folders), *FINISH)}"


def make(server, name, build):
    """Build a database under a passing name; only a complete one gets its own."""
    work = f"making_{name}"
    with lock(f"db-{work}"):
        database.drop(server, work)
        build(work)
        database.rename(server, work, name)


def ensure_base(setup, server, own):
    name, words = base_name(setup, own), addons.foreign_dependencies(own)
    if server.has(name):
        return name

    def build(work):
        say(f"installing what Odoo brings ({', '.join(words)})")
        database.create(server, work)
        odoo = Odoo(setup, server, work, "test")
        odoo.change_modules("-i", ",".join(words), LANGUAGES)

    make(server, name, build)
    return name


def ensure_full(setup, server):
    """The template holding all our addons; its name."""
    own = addons.manifests()
    name = full_name(setup, own)
    if not server.has(name):
        with lock(f"{server.data.name}.templates", what="making a template database"):
            if not server.has(name):
                base = ensure_base(setup, server, own)
                make(server, name, lambda w: build_full(setup, server, own, base, w))
            remove_outdated(server)
    used(server, name)
    used(server, base_name(setup, own))
    return name


def build_full(setup, server, own, base, work):
    database.copy(server, base, work)
    odoo = Odoo(setup, server, work, "test")
    if own:
        say(f"installing {', '.join(own)}")
        odoo.change_modules("-i", ",".join(own))
    finish(odoo)


def finish(odoo):
    """The steps after every installation."""
    say("preparing the web client's files")
    odoo.script(SCRIPTS / "finish.py", *sorted(addons.KEPT_OUT))
    database.index_prefixes(odoo.server, odoo.database)


def install_directly(setup, server, name):
    """On a given server nothing is left beside the one database it is for."""
    own = addons.manifests()
    words = [*addons.foreign_dependencies(own), *own]
    say(f"installing {', '.join(words)}")
    odoo = Odoo(setup, server, name, "test")
    odoo.change_modules("-i", ",".join(words), LANGUAGES)
    finish(odoo)


def copy(setup, server, scratch, name):
    """Make the database `name` on `server` from the template.

    Templates of our own clusters live in the scratch one, where building is
    quick; for the durable one the copy goes through a dump.
    """
    template = ensure_full(setup, scratch)
    # PostgreSQL copies a template only while nobody is connected to it.
    reading = f"{scratch.data.name}-{template}.reading"
    if server is scratch:
        with lock(reading, shared=True, what="copying a template"):
            database.copy(server, template, name)
        return
    database.create_bare(server, name)
    with lock(reading, what="copying a template"):
        pg_dump_into(scratch, server, template, name)
    database.copy_files(scratch, template, server, name)


def used(server, name):
    (HOME / "locks" / f"{server.data.name}-{name}.used").touch()


def remove_outdated(server):
    """Drop the templates that were not used for longest."""
    for stage in "base", "full":
        marks = list((HOME / "locks").glob(f"{server.data.name}-{stage}_*.used"))
        marks.sort(key=lambda mark: mark.stat().st_mtime, reverse=True)
        for mark in marks[KEPT:]:
            name = mark.stem.removeprefix(f"{server.data.name}-")
            database.drop(server, name)
            mark.unlink(missing_ok=True)
            mark.with_suffix(".reading").unlink(missing_ok=True)
    for conf in (HOME / "conf").glob(f"{server.data.name}-making_*.conf"):
        if time.time() - conf.stat().st_mtime > 3600:
            conf.unlink(missing_ok=True)
