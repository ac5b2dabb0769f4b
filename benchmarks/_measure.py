"""Timing side by side: every round runs every way of every workload once."""

import random
import statistics
import time
from dataclasses import dataclass, field

WAYS = ("raw", "ORM", "HTTP")


@dataclass
class Workload:
    """One thing to do in several ways, which must all find the same."""

    name: str
    ways: dict
    """Way: function that does it once, and returns what it found."""
    same: bool = True
    times: dict = field(default_factory=dict)

    def once(self, way):
        start = time.perf_counter()
        found = self.ways[way]()
        self.times.setdefault(way, []).append((time.perf_counter() - start) * 1000)
        return found

    def check(self):
        """The floor must do the same work: every way gives the same result."""
        found = {way: self.ways[way]() for way in self.ways}
        if len({repr(value) for value in found.values()}) > 1:
            raise SystemExit(f"{self.name}: the ways differ: {found}")

    def line(self):
        cells = []
        for way in WAYS:
            times = self.times.get(way)
            cells.append(
                f"{percentile(times, 50):8.1f} {percentile(times, 95):8.1f}"
                if times
                else f"{'-':>8} {'-':>8}"
            )
        floor = percentile(self.times["raw"], 50)
        ratios = [
            f"{percentile(self.times[way], 50) / floor:7.1f}x" for way in WAYS[1:]
        ]
        return f"{self.name:32} {'  '.join(cells)} {' '.join(ratios)}"


HEADING = (
    f"{'p50 and p95 in ms':32} {'raw SQL':^17}  {'ORM':^17}  {'HTTP':^17}"
    f" {'ORM/raw':>8} {'HTTP/raw':>8}"
)


def percentile(times, percent):
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def interleave(workloads, rounds, warm_up=3):
    """Run all of them in turn, in an order that changes from round to round."""
    for workload in workloads:
        if workload.same:
            workload.check()
    order = random.Random(1)
    for number in range(rounds + warm_up):
        turns = [(w, way) for w in workloads for way in w.ways]
        order.shuffle(turns)
        for workload, way in turns:
            workload.once(way)
        if number + 1 == warm_up:
            for workload in workloads:
                workload.times.clear()
