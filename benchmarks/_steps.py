"""Submitting, agreeing and issuing one letter, beside the same rows in plain SQL."""

import os
import tempfile
from pathlib import Path

import _same_rows
from _ways import Sql

LAST = """
    SELECT COALESCE(max(ordinal), 0) + 1 FROM qlvb_number WHERE series_id = %s"""


class Steps:
    """What each step writes is learnt from one letter before anything is measured."""

    def __init__(self, orm, letters, turns):
        self.orm, self.letters, self.sql = orm, letters, Sql()
        ways = ("floor", "ours", "HTTP")
        self.drafts = {way: letters.drafts(turns) for way in ways}
        self.signed = {way: letters.signed(turns) for way in ways[:2]}
        (model,), (signed,) = letters.drafts(1), letters.signed(1)
        self.rows = {
            "submit": self._learn(model, self.submit),
            "agree": self._learn(model, self.agree),
            "issue": self._learn(signed, self.issue),
        }

    def _learn(self, document, do):
        with self.sql.transaction() as cursor:
            before = _same_rows.Rows(cursor, document)
        do(document)
        with self.sql.transaction() as cursor:
            after = _same_rows.Rows(cursor, document)
            return _same_rows.Step(cursor, before, after)

    # The product, in this process

    def submit(self, document):
        with self.orm.as_user(self.letters.drafter, commit=True) as env:
            env["qlvb.document"].browse(document).submit("Trình", "Ban hành")

    def agree(self, document):
        asked, slip = self._asked(document)
        with self.orm.as_user(asked, commit=True) as env:
            env["qlvb.submission"].browse(slip).agree()

    def issue(self, document):
        with self.orm.as_user(self.letters.clerk, commit=True) as env:
            env["qlvb.document"].browse(document).issue()

    def _asked(self, document):
        """Return (whom the slip asks now, the slip)."""
        with self.sql.transaction() as cursor:
            cursor.execute(
                """SELECT user_id, submission_id FROM qlvb_submission_step
                   WHERE document_id = %s AND state = 'current' ORDER BY id""",
                [document],
            )
            return cursor.fetchone()

    # Each way of a task returns what is to be timed.

    def own(self, do, ready):
        return lambda turn: lambda: do(ready[turn])

    def web_submit(self, turn):
        browser = self.letters.browsers[self.letters.drafter]
        document = self.drafts["HTTP"][turn]
        words = "qlvb.document", "submit", [document], "Trình", "Ban hành"
        return lambda: browser.call(*words)

    def web_agree(self, turn):
        asked, slip = self._asked(self.drafts["HTTP"][turn])
        browser = self.letters.browsers[asked]
        return lambda: browser.call("qlvb.submission", "agree", [slip])

    def again(self, name, ready):
        """Write the rows of a step by SQL."""

        def prepared(turn):
            with self.sql.transaction() as cursor:
                rows = _same_rows.Rows(cursor, ready[turn])
            return lambda: self._write(name, rows)

        return prepared

    def _write(self, name, rows):
        step, given = self.rows[name], {}
        if name == "issue":
            _keep(self.letters.pdf)
        with self.sql.transaction(commit=True) as cursor:
            if name == "issue":
                cursor.execute(LAST, [step.value("qlvb_number", "series_id")])
                (given["ordinal"],) = cursor.fetchone()
                given["register_number"] = given["ordinal"]
                given["notation"] = f"{given['ordinal']}/BENCH"
            step.again(cursor, rows, **given)


def _keep(data):
    """Write the bytes as the file store does: whole or not at all."""
    folder = Path(tempfile.gettempdir())
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, folder / "qlvb-bench-letter.pdf")
