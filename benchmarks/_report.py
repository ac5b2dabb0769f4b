"""The table of a run, for the terminal and for docs/benchmarks.md."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from _fill import connect
from _rounds import median, table

PAGE = Path(os.environ.get("QLVB_ROOT", ".")) / "docs/benchmarks.md"
HEAD = """# Benchmarks

Written by `./qlvb bench incoming --size S|M|L --write`. Raw SQL is the best query by
hand for the same rows; ORM is the same in one process; HTTP is what the web client
sends. All ways take turns in one run, so ratios hold on a busy machine. Times in ms.
"""


class Report:
    def __init__(self, documents, samples, tasks, lines, stage):
        self.documents, self.samples, self.tasks = documents, samples, tasks
        self.lines, self.stage = lines, stage
        self.rows = table(tasks)
        self.facts = [*self._ratios(), *_memory(), _size()]

    def text(self):
        widths = [max(map(len, cells)) for cells in zip(*self.rows, strict=True)]
        shown = [
            "  ".join(
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in self.rows
        ]
        return "\n".join([self._title(), *shown, *self.facts, *self.lines])

    def _title(self):
        return f"{self.documents:,} documents, {self.samples} samples of each"

    def _ratios(self):
        """Return what is compared between rows of the table."""
        of = {task.name: median(task) for task in self.tasks if "HTTP" in task.times}
        pairs = (
            ("all agencies to a clerk", "B2 all documents, all agencies",
             "B2 all documents, clerk"),
            ("form to the stock form", "B5 form with discussion",
             "   a stock task with as long a one"),
        )  # fmt: skip
        lines = [f"{what}: {of[a] / of[b]:.2f}" for what, a, b in pairs]
        for place, task in enumerate(self.tasks):
            if "stock ilike" in task.name:
                ours = self.tasks[place - 1]
                ratio = median(task) / median(ours)
                lines.append(f"stock ilike to {ours.name}: {ratio:.1f}")
        return lines

    def write(self):
        """Put the run in the place of the last one with as many documents."""
        title = f"## {self.documents:,} documents"
        old = PAGE.read_text() if PAGE.exists() else HEAD
        parts = ("\n" + old).split("\n## ")
        kept = [p for p in parts[1:] if not f"## {p}".startswith(f"{title}\n")]
        kept.append(f"{title}\n\n{self._markdown()}".removeprefix("## "))
        kept.sort(key=_place)
        sections = "\n".join(f"## {part.strip()}\n" for part in kept)
        PAGE.write_text(f"{HEAD.strip()}\n\n{sections}")

    def _markdown(self):
        head, *rows = (f"| {' | '.join(row)} |" for row in self.rows)
        rule = "|---|" + "---:|" * (len(self.rows[0]) - 1)
        when = datetime.now(UTC).date()
        notes = [f"* {line.strip()}" for line in (*self.facts, *self.lines)]
        return "\n".join(
            [f"{when}, {self.samples} samples of each, {_machine()}.", ""]
            + [head, rule, *rows, "", *notes]
        )


def _place(section):
    """Return where a section stands: sizes in their order, then what others keep."""
    number = section.split()[0].replace(",", "")
    return int(number) if number.isdigit() else float("inf")


def _machine():
    cores = os.cpu_count()
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    return (
        f"{cores} cores, {memory:.0f} GB, PostgreSQL {version},"
        f" Python {platform.python_version()}, two workers"
    )


def _memory():
    """Return the resident memory of each process of the server."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_text().split("\0")
            text = status.read_text()
        except OSError:
            continue
        if os.environ["QLVB_CONF"] in command and "-c" in command:
            size = text.partition("VmRSS:")[2].split()[0]
            found.append(int(size) // 1024)
    shown = ", ".join(f"{size} MB" for size in sorted(found))
    return [f"resident memory of the server's processes: {shown}"]


def _size():
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return f"size of the database: {cursor.fetchone()[0]}"
