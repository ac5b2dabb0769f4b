"""Hashes, locks and the words a failure is told in."""

import subprocess
import sys
import time

import pytest

from qlvb import base


def test_two_clones_have_two_names_and_one_has_one():
    assert base.digest("a", "bc") != base.digest("ab", "c")
    assert base.digest("a", "bc") == base.digest("a", "bc")


def test_tree_digest_sees_content_and_names_but_not_bytecode(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = base.tree_digest(tmp_path)
    (tmp_path / "a.cpython-311.pyc").write_text("compiled")
    assert base.tree_digest(tmp_path) == first
    (tmp_path / "a.py").write_text("2")
    second = base.tree_digest(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, base.tree_digest(tmp_path)}) == 3


def test_a_failure_is_one_line_for_the_reader():
    with pytest.raises(SystemExit) as failure:
        base.die("do this")
    assert str(failure.value) == "qlvb: do this"


def test_a_held_lock_is_waited_for_and_told(home, capsys):
    program = (
        "import fcntl, sys, time\n"
        f"handle = open({str(home / 'locks/some')!r}, 'w')\n"
        "fcntl.flock(handle, fcntl.LOCK_EX)\n"
        "print('held', flush=True); time.sleep(1)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        assert base.is_locked("some")
        started = time.monotonic()
        with base.lock("some", what="setting up"):
            assert time.monotonic() - started > 0.3
    assert "waiting for another ./qlvb (setting up)" in capsys.readouterr().err
    assert not base.is_locked("some")


def test_shared_locks_do_not_wait_for_each_other(home, capsys):
    with base.lock("some", shared=True), base.lock("some", shared=True):
        pass
    assert "waiting" not in capsys.readouterr().err
