"""Twenty clerks at one book: no gap, no double, no error, whoever gives up midway."""

import threading
import time

import psycopg2
from _measure import percentile
from _ways import Sql

from odoo.tools import mute_logger

from walk.client import RemoteError

ABORTS = 20  # one entry in so many is given up
COUNTER = """
    CREATE TABLE IF NOT EXISTS bench_counter (id int PRIMARY KEY, last int);
    CREATE TABLE IF NOT EXISTS bench_entry (ordinal int UNIQUE, document_id int);
    TRUNCATE bench_counter, bench_entry; INSERT INTO bench_counter VALUES (1, 0)"""
TAKE = "UPDATE bench_counter SET last = last + 1 WHERE id = 1 RETURNING last"


class Crowd:
    """So many people who do something as fast as they can, for some seconds."""

    def __init__(self, seconds):
        self.seconds, self.lock = seconds, threading.Lock()
        self.done, self.waits, self.errors = [], [], []

    def run(self, doers, pieces):
        """Let every function of ``doers`` take the next of ``pieces`` and do it."""
        pieces, start = enumerate(pieces), time.perf_counter()
        self.end = start + self.seconds
        threads = [
            threading.Thread(target=self._one, args=(do, pieces)) for do in doers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took = time.perf_counter() - start
        return self

    def _one(self, do, pieces):
        while time.perf_counter() < self.end:
            with self.lock:
                number, piece = next(pieces, (None, None))
            if piece is None:
                return
            start = time.perf_counter()
            try:
                if do(piece, number % ABORTS == ABORTS - 1):
                    self.done.append(piece)
            except (RemoteError, OSError, psycopg2.Error) as error:
                self.errors.append(f"{type(error).__name__}: {error}"[:200])
            self.waits.append((time.perf_counter() - start) * 1000)

    @property
    def rate(self):
        return len(self.done) / self.took

    def line(self, what):
        return (
            f"{what}: {self.rate:.1f} a second ({len(self.done)});"
            f" p50 {percentile(self.waits, 50):.0f} ms,"
            f" p95 {percentile(self.waits, 95):.0f} ms,"
            f" longest {max(self.waits):.0f} ms, errors {len(self.errors)}"
        )


def counting(browsers, seconds):
    """The yardstick: a cheap call over HTTP."""

    def doer(browser):
        return lambda _piece, _abort: browser.call(
            "qlvb.register", "search_count", [("state", "=", "open")]
        )

    return Crowd(seconds).run([doer(b) for b in browsers], range(10**6))


def registering(browsers, drafts, spoilt, seconds):
    """Register over HTTP; to give up, a call names one more that is refused."""

    def doer(browser):
        def do(draft, abort):
            if not abort:
                browser.call("qlvb.document", "action_register", [draft])
                return True
            try:
                browser.call("qlvb.document", "action_register", [draft, spoilt])
            except RemoteError as refused:
                if refused.kind != "UserError":
                    raise
            return False

        return do

    return Crowd(seconds).run([doer(b) for b in browsers], drafts)


def floor(orm, uid, clients, pieces, seconds):
    """The same transaction in READ COMMITTED with a counter row: the best there is."""
    with Sql().transaction(commit=True) as cursor:
        cursor.execute(COUNTER)
    doers = [_counter(orm, uid) for _client in range(clients)]
    return Crowd(seconds).run(doers, pieces)


def _counter(orm, uid):
    def do(piece, abort):
        with orm.as_user(uid, commit=not abort) as env:
            env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            document = env["qlvb.document"].sudo().browse(piece)
            document.company_id._qlvb_today()
            env.cr.execute(TAKE)
            values = env.cr.fetchone()[0], document.id
            env.cr.execute("INSERT INTO bench_entry VALUES (%s, %s)", values)
        return not abort

    return do


def mechanism(orm, uid, series, clients, pieces, seconds):
    """The product's own way to draw a number, alone, on as many connections."""
    doers = [_drawer(orm, uid, series) for _client in range(clients)]
    with mute_logger("odoo.sql_db"):
        return Crowd(seconds).run(doers, pieces)


def _drawer(orm, uid, series):
    def do(piece, abort):
        with orm.as_user(uid, commit=not abort) as env:
            document = env["qlvb.document"].sudo().browse(piece)
            env["qlvb.series"].sudo().browse(series)._draw(document)
        return not abort

    return do


def ledger(cursor, series, acknowledged):
    """Compare the ledger of numbers with what was answered."""
    cursor.execute(
        """SELECT count(*), count(DISTINCT ordinal), max(ordinal) - min(ordinal) + 1
           FROM qlvb_number WHERE series_id = %s""",
        [series],
    )
    count, distinct, span = cursor.fetchone()
    cursor.execute(
        """SELECT count(*) FROM qlvb_document d JOIN qlvb_number n ON n.id = d.number_id
           WHERE d.id = ANY(%s) AND d.state = 'registered'
             AND d.register_number = n.ordinal AND n.document_id = d.id""",
        [acknowledged],
    )
    lost = len(acknowledged) - cursor.fetchone()[0]
    return {"gaps": span - distinct, "doubles": count - distinct, "lost": lost}
