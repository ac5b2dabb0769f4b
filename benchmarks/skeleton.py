"""`./qlvb bench skeleton`: registering and lists beside raw SQL, on 20,000 documents.

All times of one table come from one interleaved run, so their ratios hold although
the machine is not quiet. Nothing here passes or fails by a time; it ends with 1 when
a number was given twice, left out or lost, or when a call failed.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import _lists
import _measure
import _registering
import _seed
from _ways import Orm, Sql, Web


def arguments():
    parser = argparse.ArgumentParser(prog="skeleton", description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=8)
    return parser.parse_args()


def accounts():
    rows = json.loads(Path(os.environ["QLVB_ACCOUNTS"]).read_text())
    return {row["login"]: row for row in rows}


def logins(cursor):
    """Return {login: (user, agency)} of everybody."""
    cursor.execute("SELECT login, id, company_id FROM res_users")
    return {login: (user, company) for login, user, company in cursor.fetchall()}


def seed(sql, options):
    """Fill the database; return the world, the drafts and the seconds it took."""
    start = time.perf_counter()
    with sql.transaction(commit=True) as cursor:
        users = logins(cursor)
        clerk = next(row for row in accounts().values() if row["role"] == "clerk")
        world = _seed.read_world(cursor, users[clerk["login"]][1])
    drafts = 4 * options.rounds + int(options.seconds * 200) + 100
    seeder = _seed.Seeder(sql.connection, world)
    found = seeder.seed(options.documents, drafts)
    sql.connection.commit()
    sql.connection.autocommit = True
    with sql.connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    sql.connection.autocommit = False
    return world, found, time.perf_counter() - start


def sign_in(sql, world):
    """Return {user: web session} of the clerk and a specialist."""
    with sql.transaction() as cursor:
        users = logins(cursor)
    return {
        users[login][0]: Web(row)
        for login, row in accounts().items()
        if users[login][0] in (world.clerk, world.specialist)
    }


def lists(sql, orm, web, world):
    """Return the workloads of one interleaved run."""
    clerk, one = world.clerk, world.specialist
    ways = sql, orm
    return [
        _lists.incoming_list(*ways, web[clerk], world, clerk, "incoming list, clerk"),
        _lists.incoming_list(*ways, web[one], world, one, "incoming list, specialist"),
        _lists.search(*ways, web[clerk], world, clerk, "search two words, clerk"),
        _lists.work_list(*ways, web[one], one, "my open work, specialist"),
    ]


def main():
    options = arguments()
    sql = Sql()
    world, drafts, seconds = seed(sql, options)
    print(f"{options.documents} documents, {len(drafts)} drafts in {seconds:.1f} s")
    orm, web = Orm(), sign_in(sql, world)
    workloads = lists(sql, orm, web, world)
    clerk = web[world.clerk]
    workloads.append(_registering.one_by_one(sql, orm, clerk, world, drafts))
    _measure.interleave(workloads, options.rounds)
    print(f"{_measure.HEADING}   ({options.rounds} rounds)")
    for workload in workloads:
        print(workload.line())
    return crowd(sql, clerk, world, drafts, options)


def crowd(sql, clerk, world, drafts, options):
    """Many clerks at once: a cheap call as the yardstick, then registering."""
    crowds = _registering.crowds(clerk, drafts, options.writers, options.seconds)
    reading, writing = crowds
    with sql.transaction() as cursor:
        found = _registering.ledger(cursor, world, writing.done)
    print(reading.line("counting registers"))
    print(writing.line("registering"))
    print(", ".join(f"{name} {number}" for name, number in found.items()))
    for error in sorted(set(writing.errors))[:5]:
        print(error)
    return 1 if any(found.values()) or writing.errors else 0


if __name__ == "__main__":
    sys.exit(main())
