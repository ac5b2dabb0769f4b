"""`./qlvb bench incoming [--size S|M|L]`: a day's work on a filled archive.

S holds 20,000 documents, M 200,000, L 1,000,000, each with five assignments, in forty
agencies over eight years. Raw SQL, the ORM and HTTP are measured in one interleaved
run, so their ratios hold although the machine is not quiet. Nothing passes or fails
by a time; it ends with 1 when a number was given twice, left out or lost, or when
somebody was shown an error. `--write` keeps the table in docs/benchmarks.md,
`--keep` the database.
"""

import argparse
import itertools
import os
import subprocess
import sys
from types import SimpleNamespace

import _assigning
import _crowd
import _fill
import _registering
import _report
import _rounds
from _stage import Stage
from _tasks import Tasks
from _ways import Orm, Sql

from odoo.api import SUPERUSER_ID, Environment

SIZES = {"S": 20_000, "M": 200_000, "L": 1_000_000}
RATE = 100  # more than are registered in a second


def arguments():
    parser = argparse.ArgumentParser(prog="incoming", description=__doc__)
    parser.add_argument("--size", choices=sorted(SIZES), default="S")
    parser.add_argument("--documents", type=int, help="instead of the size's number")
    parser.add_argument("--agencies", type=int, default=40)
    parser.add_argument("--samples", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=10, help="of each crowd")
    parser.add_argument("--keep", action="store_true", help="the filled database")
    parser.add_argument("--write", action="store_true", help="docs/benchmarks.md")
    return parser.parse_args()


def add_stock_tasks():
    """Install Odoo's own tasks, whose form is the yardstick of ours.

    A job of the running server may get in the way of the first try.
    """
    _fill.side_by_side(["UPDATE ir_cron SET active = FALSE"])
    command = [sys.executable, os.environ["QLVB_ODOO_SCRIPT"], "-i", "project"]
    command += ["-c", os.environ["QLVB_CONF"], "-d", os.environ["QLVB_DB"]]
    command += ["--stop-after-init", "--no-http", "--skip-auto-install"]
    for _attempt in range(3):
        done = subprocess.run([*command, "--workers=0", "--log-level=critical"])
        if not done.returncode:
            return
    raise SystemExit("Odoo's tasks could not be installed: see the server's log")


def tasks_of(stage, sql, orm):
    """Return the tasks of one interleaved run."""
    # A view is what its reader may see of it.
    made = Tasks(sql, orm, stage.env(user=stage.specialists[0].uid))
    some, chiefs, clerks = stage.specialists, stage.chiefs, stage.clerks
    discussed = stage.discussed(some)
    readers = [person for person in some if person.uid in discussed]
    form = ("qlvb.document", readers, discussed)
    return [
        made.work(some),
        made.all_documents(some, "specialist"),
        made.all_documents(clerks, "clerk"),
        made.all_documents(chiefs, "all agencies"),
        made.search(some, "common words", "phong chong thien tai"),
        made.search(clerks, "common words, clerk", "phong chong thien tai"),
        made.stock_search(clerks, "phòng, chống thiên tai"),
        made.search(chiefs, "common words, all agencies", "phong chong thien tai"),
        made.stock_search(chiefs, "phòng, chống thiên tai"),
        made.search(clerks, "rare words, clerk", "nong thon thuong khe"),
        made.search(clerks, "a symbol, clerk", "12/ubnd"),
        made.dashboard(clerks),
        made.form("B5 form with discussion", *form),
        made.form(
            *("   a stock task with as long a one", "project.task"),
            *(readers, stage.task),
        ),
        made.deadlines(chiefs[0]),
    ]


def registering(stage, sql, orm, drafts, samples):
    """B6: one after the other, in every way."""
    agency = stage.world.agencies[0]
    book, series = max(agency.books.items())[1]
    world = SimpleNamespace(
        company=agency.company,
        leader=agency.leader,
        clerk=agency.clerk,
        books={"incoming": (book, series, 0)},
    )
    todo = list(itertools.islice(drafts, 3 * (samples + 5)))
    web = stage.registry[0].browser
    one = _registering.one_by_one(sql, orm, web, world, todo)
    for number in range(samples + 3):
        for way in one.ways:
            one.once(way)
        if number == 2:
            one.times.clear()
    one.name, one.queries = "B6 register one", []
    with orm.as_user(agency.clerk) as env:
        env["qlvb.document"].browse(todo.pop()).action_register()
    one.queries.append(orm.queries)
    return one


def crowd(stage, sql, orm, drafts, seconds):
    """B7: return (lines to print, what is wrong)."""
    agency, other = stage.world.agencies[:2]
    series, unused = (max(a.books.items())[1][1] for a in (agency, other))
    browsers = [person.browser for person in stage.registry]
    # A document that was registered by nobody and cannot be: it has no issuing body.
    spoilt = next(drafts)
    with sql.transaction(commit=True) as cursor:
        cursor.execute(
            "UPDATE qlvb_document SET issuer_name = NULL WHERE id = %s", [spoilt]
        )
    reading = _crowd.counting(browsers, seconds / 4)
    writing = _crowd.registering(browsers, drafts, spoilt, seconds)
    any_document = itertools.repeat(spoilt)
    alone = len(browsers), any_document, seconds / 2
    best = _crowd.floor(orm, agency.clerk, *alone)
    drawing = _crowd.mechanism(orm, agency.clerk, unused, *alone)
    with sql.transaction() as cursor:
        wrong = _crowd.ledger(cursor, series, writing.done)
        wrong["gaps of the mechanism"] = _crowd.ledger(cursor, unused, [])["gaps"]
    wrong["errors"] = len(writing.errors) + len(drawing.errors)
    lines = [
        reading.line("20 browsers, counting books"),
        writing.line("B7 20 clerks register into one book, 5 % given up"),
        best.line("20 connections, READ COMMITTED counter alone"),
        drawing.line("20 connections, the product's number alone"),
        f"the number alone, to the counter: {drawing.rate / best.rate:.2f}",
        ", ".join(f"{name} {number}" for name, number in wrong.items()),
    ]
    return lines + sorted(set(writing.errors + drawing.errors))[:5], wrong


def main():
    options = arguments()
    add_stock_tasks()
    documents = options.documents or SIZES[options.size]
    sql, orm = Sql(), Orm()
    drafts = int(options.seconds * RATE) + 4 * options.samples + 100
    with orm.registry.cursor() as cursor:
        env = Environment(cursor, SUPERUSER_ID, {})
        stage = Stage(env, options.size, documents, drafts, options.agencies)
        waiting = stage.drafts()
        tasks = tasks_of(stage, sql, orm)
        cursor.commit()
        _rounds.run(tasks, options.samples, orm)
        one = registering(stage, sql, orm, waiting, options.samples)
        lines, wrong = crowd(stage, sql, orm, waiting, options.seconds)
        lines += _assigning.lines(stage, sql)
    report = _report.Report(documents, options.samples, [*tasks, one], lines, stage)
    print(report.text())
    if options.write:
        report.write()
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
