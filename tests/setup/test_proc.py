"""Children never outlive the launcher."""

import os
import signal
import subprocess
import sys
import time

import pytest

from qlvb import proc

# A parent that starts a child of its own and ignores a polite end.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_whole_group_ends_with_the_block(monkeypatch):
    monkeypatch.setattr(proc.stop, "__defaults__", (0.5,))
    command = [sys.executable, "-c", STUBBORN]
    with proc.child(*command, stdout=subprocess.PIPE, text=True) as process:
        grandchild = int(process.stdout.readline())
        assert lives(grandchild)
    deadline = time.monotonic() + 5
    while lives(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lives(grandchild)
    assert process.returncode == -signal.SIGKILL


def test_a_failing_command_says_what_to_do():
    with pytest.raises(SystemExit, match="check the network"):
        proc.run("false", failure="check the network")


def test_sigterm_ends_the_launcher_and_what_it_started(root, tmp_path):
    program = (
        "import signal, sys\n"
        f"sys.path.insert(0, {str(root / 'tools')!r})\n"
        "from qlvb import cli, proc\n"
        "signal.signal(signal.SIGTERM, cli.terminate)\n"
        "with proc.child('sleep', '60') as process:\n"
        "    print(process.pid, flush=True)\n"
        "    process.wait()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as launcher:
        pid = int(launcher.stdout.readline())
        launcher.terminate()
        assert launcher.wait(20) == 143
    assert not lives(pid)
