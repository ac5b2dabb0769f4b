"""Twenty clerks register at once: no number is left out, given twice or lost."""

from qlvb.base import ROOT


def test_s8_twenty_clerks_at_once_leave_no_gap_and_no_double(site):
    """The benchmark itself, on few documents; its times are nobody's business here."""
    words = "--documents=300", "--rounds=3", "--writers=20", "--seconds=4"
    done = site.program(ROOT / "benchmarks/skeleton.py", *words)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}{site.log.read_text()}"
    assert done.stdout.endswith("gaps 0, doubles 0, lost 0\n")
