"""Databases as this project wants them: Vietnamese order, search without accents."""

import os
import re
import shutil

from .base import CLONE, HOME, die, is_locked
from .proc import foreground

CREATE = """
CREATE DATABASE "{name}" TEMPLATE template0 ENCODING 'UTF8'
LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'vi'
"""
# The wrapper names its function and dictionary in full and is immutable, so an
# index may use it and pg_restore can make that index again.
EXTENSIONS = """
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE OR REPLACE FUNCTION public.unaccent(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN extensions.unaccent('extensions.unaccent'::regdictionary, $1);
"""
# An index in the order of a language cannot serve `LIKE 'prefix%'`.
PREFIX_INDEXES = """
DO $$
DECLARE tab text;
BEGIN
    FOR tab IN
        SELECT c.table_name FROM information_schema.columns c
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND c.column_name = 'parent_path'
          AND t.table_type = 'BASE TABLE'
    LOOP
        EXECUTE format(
            'CREATE INDEX IF NOT EXISTS %I ON %I (parent_path text_pattern_ops)',
            left(tab, 40) || '_parent_path_prefix', tab);
    END LOOP;
END $$
"""


def create(server, name):
    """An empty database, ready for Odoo."""
    create_bare(server, name)
    server.sql(EXTENSIONS, name)


def create_bare(server, name):
    """An empty database with the wanted order, ready for a restore."""
    try:
        server.sql(CREATE.format(name=name))
    except SystemExit as error:
        if "ICU is not supported" not in str(error):
            raise
        die("this PostgreSQL is built without ICU: name another one in PGHOST")


def copy(server, template, name):
    """A database with its files, made from a template."""
    server.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    copy_files(server, template, server, name)


def copy_files(from_server, template, server, name):
    source, target = filestore(from_server, template), filestore(server, name)
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        # Odoo names a stored file by its content and never writes into it.
        shutil.copytree(source, target, copy_function=os.link)
        shutil.rmtree(target / "checklist", ignore_errors=True)


def drop(server, name):
    server.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(filestore(server, name), ignore_errors=True)


def rename(server, old, new):
    server.sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
    shutil.rmtree(filestore(server, new), ignore_errors=True)
    if filestore(server, old).exists():
        filestore(server, old).rename(filestore(server, new))


def filestore(server, name):
    return server.data / "filestore" / name


def index_prefixes(server, name):
    server.sql(PREFIX_INDEXES, name)


def main_name():
    """The database of `run` in this clone."""
    name = os.environ.get("QLVB_DB") or f"qlvb_{CLONE}"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name):
        die(f"QLVB_DB={name}: use lower-case letters, digits and underscores")
    return name


def passing_name(kind):
    """The database of one short run: its lock shows whether that run still lives."""
    return f"qlvb_{kind}_{CLONE}_{os.getpid()}"


def drop_abandoned(server):
    """Drop what runs left behind that were killed."""
    names = server.sql(
        "SELECT datname FROM pg_database "
        "WHERE datname ~ '^(qlvb_(test|walk|bench)_|making_)'"
    )
    for (name,) in names:
        if not is_locked(f"db-{name}"):
            drop(server, name)
            (HOME / "locks" / f"db-{name}").unlink(missing_ok=True)


def psql(server, name, words):
    program, environment = "psql", {}
    if server.owned:
        program = server.programs["psql"]
        environment = server.programs.environment
    elif not shutil.which("psql"):
        die("psql is not installed: apt install postgresql-client")
    return foreground(
        program,
        *("-d", name, *words),
        env={**os.environ, **environment, **server.environment},
    )
