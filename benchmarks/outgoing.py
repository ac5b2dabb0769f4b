"""`./qlvb bench outgoing`: from the Word file to the issue, beside what is least.

A letter made into PDF beside a bare unoserver; the check of its layout; submitting,
agreeing and issuing beside plain SQL that writes the same rows; fifty writers issuing
into one series, a twentieth given up, beside a counter in READ COMMITTED. Signatures
are left out: the seal adds a line. All ways take turns in one run. Nothing passes or
fails by a time; it ends with 1 when a number was given twice, left out or lost, or
when somebody was shown an error.
"""

import argparse
import os
import random
import sys
import time

import _issuing
import _letters
import _odoo  # noqa: F401  (reads the configuration first)
import _steps
import _uno
from _fill import side_by_side
from _measure import percentile
from _ways import Orm

from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import config

from odoo.addons.qlvb_document.tools import office

from vnrecords import format as layout

WARM_UP = 3


def arguments():
    parser = argparse.ArgumentParser(prog="outgoing", description=__doc__)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10, help="of each crowd")
    parser.add_argument("--turns", type=int, default=3, help="into which they fall")
    parser.add_argument("--letters", type=int, default=300, help="of a crowd")
    parser.add_argument("--keep", action="store_true", help="the filled database")
    return parser.parse_args()


class Task:
    """One thing to do; ``ways``: by name, called with the turn, gives what is timed."""

    def __init__(self, name, **ways):
        self.name, self.ways, self.times = name, ways, {}

    def line(self):
        middle = {way: percentile(times, 50) for way, times in self.times.items()}
        floor = middle.get("floor")
        cells = [
            f"{way} {middle[way]:.1f} (p95 {percentile(self.times[way], 95):.1f})"
            for way in sorted(middle, key="floor ours HTTP".split().index)
        ]
        if floor:
            others = [way for way in ("ours", "HTTP") if way in middle]
            cells += [f"{way}/floor {middle[way] / floor:.2f}" for way in others]
        return f"{self.name:30} {', '.join(cells)}"


def interleave(tasks, samples):
    """Run every way of every task once a round; a task follows on the one before."""
    order = random.Random(1)
    for turn in range(samples + WARM_UP):
        for task in tasks:
            for way in order.sample(list(task.ways), len(task.ways)):
                run = task.ways[way](turn)
                start = time.perf_counter()
                run()
                took = 1000 * (time.perf_counter() - start)
                task.times.setdefault(way, []).append(took)
        if turn + 1 == WARM_UP:
            for task in tasks:
                task.times.clear()


def making(letters, first, bare):
    """Return the tasks that need no database."""

    def always(run, *args):
        return lambda _turn: lambda: run(*args)

    expected = first._format_expected()
    floor = {"floor": always(bare, letters.docx)} if bare else {}
    return [
        Task("PDF of a Word file", **floor, ours=always(office.to_pdf, letters.docx)),
        Task("check of a Word file", ours=always(layout.check, letters.docx, expected)),
        Task("check of a PDF", ours=always(layout.check, letters.pdf, expected)),
    ]


def handling(steps):
    """Return the tasks of one letter after the other."""
    drafts, signed, own = steps.drafts, steps.signed, steps.own
    return [
        Task(
            "submit",
            floor=steps.again("submit", drafts["floor"]),
            ours=own(steps.submit, drafts["ours"]),
            HTTP=steps.web_submit,
        ),
        Task(
            "agree at the first stage",
            floor=steps.again("agree", drafts["floor"]),
            ours=own(steps.agree, drafts["ours"]),
            HTTP=steps.web_agree,
        ),
        Task(
            "issue without signature",
            floor=steps.again("issue", signed["floor"]),
            ours=own(steps.issue, signed["ours"]),
        ),
    ]


def crowds(orm, letters, options):
    """Return (lines to print, what is wrong)."""
    turns = options.turns
    writers = _issuing.Writers(
        orm, letters.clerk, options.seconds / turns, options.writers
    )
    mine = iter(letters.signed(options.letters))
    theirs = iter(letters.signed(options.letters))
    any_letter = iter(letters.signed(1) * 10**6)
    ways = {
        "READ COMMITTED counter alone": (writers.count, any_letter),
        "the product's number alone": (writers.draw, any_letter),
        "issue, number from that counter": (writers.issue_by_counter, theirs),
        "issue, 5 % given up": (writers.issue, mine),
    }
    found = {what: [] for what in ways}
    for _turn in range(turns):
        for what, (run, waiting) in ways.items():
            found[what].append(run(waiting))
    runs = {what: _issuing.Together(crowds) for what, crowds in found.items()}
    issued = runs["issue, 5 % given up"]
    wrong = writers.ledger(issued.done)
    wrong["retried with another number"] = writers.issue_stopped()
    wrong["errors"] = len(issued.errors)
    rates = [run.rate for run in runs.values()]
    lines = [
        run.line(f"{options.writers} writers, {what}") for what, run in runs.items()
    ]
    lines += [
        f"the number alone to the counter alone: {rates[1] / rates[0]:.2f}",
        f"issue to issue by the counter: {rates[3] / rates[2]:.2f}",
        ", ".join(f"{name} {number}" for name, number in wrong.items()),
    ]
    errors = {error for run in runs.values() for error in run.errors}
    return lines + sorted(errors)[:5], wrong


def main():
    options = arguments()
    # A job of the server would hold locks and spoil the times.
    side_by_side(["UPDATE ir_cron SET active = FALSE"])
    config["db_maxconn"] = 2 * options.writers + 20
    orm = Orm()
    with orm.registry.cursor() as cursor, _uno.running() as bare:
        env = Environment(cursor, SUPERUSER_ID, {"lang": "vi_VN"})
        letters = _letters.Letters(env)
        with _letters.without_signatures(env):
            start = time.perf_counter()
            first = letters.first()
            steps = _steps.Steps(orm, letters, options.samples + WARM_UP)
            tasks = making(letters, first, bare) + handling(steps)
            cursor.commit()
            print(f"prepared in {time.perf_counter() - start:.0f} s", flush=True)
            interleave(tasks, options.samples)
            lines, wrong = crowds(orm, letters, options)
    print(f"{options.samples} samples of each, p50 in ms")
    if not bare:
        print("unoserver could not be fetched: the PDF has no floor")
    for task in tasks:
        print(task.line())
    print("\n".join(lines))
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
