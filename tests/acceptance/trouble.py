"""Making trouble at a running server, and looking whether anything half is left."""

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import psycopg2

# What a document leaves behind; the refusals are meant to stay.
TABLES = (
    "qlvb_document",
    "qlvb_document_file",
    "qlvb_number",
    "qlvb_event",
    "qlvb_assignment",
    "qlvb_submission",
    "qlvb_recipient",
    "qlvb_outbox",
    "ir_attachment",
    "mail_message",
)
# Not what the server's own jobs tell people meanwhile.
ONLY = {"mail_message": "message_type <> 'user_notification' AND model IS NOT NULL"}


def connect(site):
    """A connection to the database of the server, beside the server's own."""
    given = site.postgres.environment
    return psycopg2.connect(
        dbname=site.database,
        host=given.get("PGHOST"),
        user=given.get("PGUSER"),
        password=given.get("PGPASSWORD"),
    )


def kept(site):
    """Return how many rows each table has: the same before and after a refusal."""
    query = " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM {table} "  # noqa: S608
        f"WHERE {ONLY.get(table, 'TRUE')}"
        for table in TABLES
    )
    return dict(site.postgres.sql(query, site.database))


class Background(threading.Thread):
    """A call that runs beside the test; `result` waits for what came of it."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.value, self.error = call, None, None
        self.start()

    def run(self):
        try:
            self.value = self.call()
        except Exception as error:
            self.error = error

    def result(self, seconds=120):
        self.join(seconds)
        assert not self.is_alive(), f"no answer within {seconds} s"
        if self.error:
            raise self.error
        return self.value


def until(find, seconds=60):
    """Wait for ``find`` to return something."""
    deadline = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < deadline, f"nothing happened within {seconds} s"
        time.sleep(0.02)
    return found


def office_of(site):
    """Return the LibreOffice processes that work for the server's data folder."""
    profile = f"{site.postgres.data}/office-".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (folder / "cmdline").read_bytes()
            if b"soffice.bin" in line and profile in line:
                found.append(int(folder.name))
    return found


def kill(processes):
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def number_taken(site, series_id):
    """Hold the next number of a series in a transaction that is not ended."""
    with contextlib.closing(connect(site)) as connection:
        cursor = connection.cursor()
        cursor.execute(
            """INSERT INTO qlvb_number (series_id, ordinal, suffix, state, date)
               SELECT %s, COALESCE(max(ordinal), 0) + 1, '', 'used', now()
               FROM qlvb_number WHERE series_id = %s""",
            [series_id, series_id],
        )
        yield connection.get_backend_pid()
        connection.rollback()


def waiting_for(site, holder):
    """Return the database connections that wait for the one of ``holder``."""
    query = """SELECT pid FROM pg_stat_activity
               WHERE %s = ANY(pg_blocking_pids(pid))"""
    return [pid for (pid,) in site.postgres.sql(query, site.database, holder)]


def cut(site, backend):
    """End a connection of the server from the side of PostgreSQL."""
    site.postgres.sql("SELECT pg_terminate_backend(%s)", site.database, backend)
