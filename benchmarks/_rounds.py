"""Rounds: every way of every task once, in an order that changes; then the table."""

import random
import time

from _measure import percentile

WAYS = ("raw", "ORM", "HTTP")


def check(task, turns=3):
    """The floor must do the same work: every way gives the same answer."""
    for turn in range(turns):
        person = task.person(turn)
        found = {way: run(person) for way, run in task.ways.items()}
        if len({repr(value) for value in found.values()}) > 1:
            raise SystemExit(f"{task.name}: the ways differ for {person.uid}: {found}")


def run(tasks, rounds, orm, warm_up=3):
    """Measure; the people of a task take turns, all ways of a round for the same."""
    for task in tasks:
        if task.same:
            check(task)
    order = random.Random(1)
    for number in range(rounds + warm_up):
        turns = [(task, way) for task in tasks for way in task.ways]
        order.shuffle(turns)
        for task, way in turns:
            _once(task, way, number, orm)
        if number + 1 == warm_up:
            for task in tasks:
                task.times.clear()
                task.queries.clear()


def _once(task, way, number, orm):
    orm.queries = 0
    start = time.perf_counter()
    task.ways[way](task.person(number))
    task.times.setdefault(way, []).append((time.perf_counter() - start) * 1000)
    if way == "ORM":
        task.queries.append(orm.queries)


def table(tasks):
    """Return the rows of the table: lists of cells as text."""
    rows = [
        [
            *("What", "raw p50", "p95", "ORM p50", "p95", "HTTP p50", "p95"),
            *("ORM/raw", "HTTP/raw", "queries"),
        ]
    ]
    for task in tasks:
        cells = [task.name]
        for way in WAYS:
            times = task.times.get(way)
            cells += [f"{percentile(times, p):.1f}" if times else "" for p in (50, 95)]
        for way in WAYS[1:]:
            cells.append(_ratio(task, way))
        queries = task.queries
        cells.append(f"{percentile(queries, 50):.0f}" if queries else "")
        rows.append(cells)
    return rows


def median(task, way="HTTP"):
    return percentile(task.times[way], 50)


def _ratio(task, way):
    if not {"raw", way} <= set(task.times):
        return ""
    return f"{median(task, way) / median(task, 'raw'):.1f}"
