"""The LibreOffice beside the server."""

import time

from qlvb import office


def test_a_machine_without_uno_serves_without_a_warm_one(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "UNO", tmp_path / "missing.py")
    with office.warm(tmp_path) as process:
        assert process is None


def test_the_warm_one_ends_with_the_server_and_leaves_no_socket(tmp_path):
    with office.warm(tmp_path) as process:
        deadline = time.monotonic() + 20
        while not (found := list(tmp_path.glob("office-*/socket"))):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        folder = found[0].parent
        assert folder.stat().st_mode & 0o077 == 0
    assert process.poll() is not None
    assert not found[0].exists()
