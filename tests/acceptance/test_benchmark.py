"""The benchmarks at their smallest size: no time is asserted."""

import pytest

from qlvb import install, runs
from qlvb.base import ROOT

from .conftest import serving

SMALL = "--size=S", "--agencies=8", "--samples=2", "--seconds=2"


@pytest.fixture
def own_site(tmp_path):
    """A server of its own: the benchmark fills its database and stops its jobs."""
    setup = install.existing()
    postgres = setup.server(durable=False)
    with postgres.running():
        with runs.passing_database(setup, postgres, postgres, "bench") as name:
            with serving(setup, postgres, name, tmp_path / "odoo.log") as site:
                yield site


def test_the_benchmark_finds_no_gap_and_shows_no_error(own_site):
    done = own_site.program(ROOT / "benchmarks/incoming.py", *SMALL, cwd=ROOT)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}{own_site.log.read_text()}"
    for line in ("B1 my open work", "B7 20 clerks", "gaps 0, doubles 0, lost 0"):
        assert line in done.stdout


FEW_LETTERS = "--samples=1", "--writers=4", "--seconds=4", "--letters=30", "--turns=1"


@pytest.mark.slow
def test_the_benchmark_of_issuing_finds_no_gap_and_shows_no_error(own_site):
    done = own_site.program(ROOT / "benchmarks/outgoing.py", *FEW_LETTERS, cwd=ROOT)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}{own_site.log.read_text()}"
    for line in ("check of a PDF", "issue without signature", "gaps 0, doubles 0"):
        assert line in done.stdout
