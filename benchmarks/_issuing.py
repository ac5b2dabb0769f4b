"""Fifty writers issue into one series: no gap, no double, whoever gives up midway."""

from unittest.mock import patch

from _crowd import TAKE, Crowd
from _ways import Sql

from odoo.service.model import retrying
from odoo.tools import mute_logger

# The counter's numbers stand apart from those of the product.
APART = 100_000
COUNTER = """
    CREATE TABLE IF NOT EXISTS bench_counter (id int PRIMARY KEY, last int);
    CREATE TABLE IF NOT EXISTS bench_entry (ordinal int, document_id int);
    INSERT INTO bench_counter VALUES (1, %s) ON CONFLICT DO NOTHING"""
LEDGER = """
    SELECT count(*), count(DISTINCT ordinal), max(ordinal) - min(ordinal) + 1
    FROM qlvb_number WHERE series_id = (
        SELECT series_id FROM qlvb_number WHERE document_id = ANY(%s) LIMIT 1)"""
ISSUED = """
    SELECT count(*) FROM qlvb_document d
    JOIN qlvb_number n ON n.id = d.number_id AND n.document_id = d.id
    WHERE d.id = ANY(%s) AND d.state = 'issued' AND n.state = 'used'
        AND n.ordinal = d.register_number"""
NUMBER = """
    INSERT INTO qlvb_number (series_id, company_id, ordinal, suffix, document_id, state,
        date) VALUES (%s, %s, %s, '', %s, %s, %s) RETURNING id"""
RESERVED = """
    SELECT d.id, n.ordinal FROM qlvb_document d JOIN qlvb_number n ON n.id = d.number_id
    WHERE d.id = ANY(%s)"""


class Together:
    """Several crowds that did the same, told as one."""

    def __init__(self, crowds):
        self.done = [piece for crowd in crowds for piece in crowd.done]
        self.waits = [wait for crowd in crowds for wait in crowd.waits]
        self.errors = [error for crowd in crowds for error in crowd.errors]
        self.took = sum(crowd.took for crowd in crowds)

    rate, line = Crowd.rate, Crowd.line


class Writers:
    """So many at once, each on a connection of its own, in this process."""

    def __init__(self, orm, clerk, seconds, writers):
        self.orm, self.clerk = orm, clerk
        self.seconds, self.writers = seconds, writers
        self.stopped = []

    def issue(self, letters):
        """The product: reserve, seal, finish; a twentieth is given up."""

        def do(letter, abort):
            with self.orm.as_user(self.clerk, commit=True) as env:
                document = env["qlvb.document"].browse(letter)
                if abort:
                    self._stop(document)
                else:
                    retrying(document.issue, env)
            return not abort

        return self._run(do, letters)

    def _stop(self, letter):
        """Give up: before the number is kept, or when the seal fails."""
        if letter.id % 2:
            with patch.object(letter.env.cr, "commit", lambda: None):
                letter._reserve_number()
            letter.env.cr.rollback()
        else:
            retrying(letter._reserve_number, letter.env)
            self.stopped.append(letter.id)

    def issue_by_counter(self, letters):
        """The floor: the same in READ COMMITTED, the number from a counter's row."""

        def draw(series, document, state="used", **_kwargs):
            series.env.flush_all()
            cursor = series.env.cr
            day = series.company_id._qlvb_today()
            cursor.execute(TAKE)
            values = [series.id, series.company_id.id, *cursor.fetchone()]
            cursor.execute(NUMBER, [*values, document.id, state, day])
            return series.env["qlvb.number"].sudo().browse(cursor.fetchone())

        def do(letter, abort):
            with self.orm.as_user(self.clerk, commit=True) as env:
                env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                document = env["qlvb.document"].browse(letter)
                if abort:
                    self._stop(document)
                else:
                    retrying(document.issue, env)
            return not abort

        self._new_counter()
        model = self.orm.registry["qlvb.series"]
        with (
            patch.object(model, "_draw", draw),
            patch.object(
                self.orm.registry["qlvb.document"], "_scope_key", lambda _self: "bench"
            ),
        ):
            kept, self.stopped = self.stopped, []
            found = self._run(do, letters)
            self.stopped = kept
        return found

    def count(self, letters):
        """The counter alone."""

        def do(letter, abort):
            with self.orm.as_user(self.clerk, commit=not abort) as env:
                env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                env["qlvb.document"].browse(letter).sudo().company_id._qlvb_today()
                env.cr.execute(TAKE)
                values = env.cr.fetchone()[0], letter
                env.cr.execute("INSERT INTO bench_entry VALUES (%s, %s)", values)
            return not abort

        self._new_counter()
        return self._run(do, letters)

    def draw(self, letters):
        """The product's number alone, in a run of its own."""
        with self.orm.as_user(1, commit=True) as env:
            document = env["qlvb.document"].browse(next(letters))
            series = env["qlvb.series"]._get(
                *(document.company_id, "outgoing"),
                *(document.company_id._qlvb_today().year, "bench-alone"),
            )

        def do(letter, abort):
            with self.orm.as_user(self.clerk, commit=not abort) as env:
                document = env["qlvb.document"].sudo().browse(letter)
                env["qlvb.series"].sudo().browse(series.id)._draw(document)
            return not abort

        return self._run(do, letters)

    def _run(self, do, letters):
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            return Crowd(self.seconds).run([do] * self.writers, letters)

    @staticmethod
    def _new_counter():
        with Sql().transaction(commit=True) as cursor:
            cursor.execute(COUNTER, [APART])

    def issue_stopped(self):
        """Issue what was given up; return how many got another number than theirs."""
        with Sql().transaction() as cursor:
            cursor.execute(RESERVED, [self.stopped])
            reserved = dict(cursor.fetchall())
        other = len(self.stopped) - len(reserved)
        for letter in self.stopped:
            with self.orm.as_user(self.clerk, commit=True) as env:
                told = env["qlvb.document"].browse(letter).issue()
                other += told["number"] != reserved.get(letter)
        return other

    @staticmethod
    def ledger(done):
        """Compare the ledger with what was answered."""
        with Sql().transaction() as cursor:
            cursor.execute(LEDGER, [done])
            count, distinct, span = cursor.fetchone()
            cursor.execute(ISSUED, [done])
            (kept,) = cursor.fetchone()
        return {
            "gaps": span - distinct,
            "doubles": count - distinct,
            "lost": len(done) - kept,
        }
