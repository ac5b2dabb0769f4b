"""The private apt: which mirror, which trust, which packages."""

import doctest
import hashlib

import pytest

from qlvb import apt, debian, pg_binaries


def test_the_doctests_of_the_mirror():
    assert doctest.testmod(apt).failed == 0


def test_the_mirror_can_be_named(monkeypatch):
    monkeypatch.setenv("QLVB_MIRROR", "http://mirror.test/debian/")
    assert apt.mirror() == "http://mirror.test/debian"


class Apt:
    def __init__(self, trusted):
        self.trusted = trusted


def deb(tmp_path):
    path = tmp_path / "odoo-19_1.deb"
    path.write_bytes(b"package")
    return path, hashlib.sha256(b"package").hexdigest()


def test_a_known_package_needs_no_keyring(tmp_path):
    path, known = deb(tmp_path)
    assert apt.check(path, known, Apt(trusted=False)) == known


def test_another_package_needs_debians_signature(tmp_path, capsys):
    path, known = deb(tmp_path)
    assert apt.check(path, "0" * 64, Apt(trusted=True)) == known
    assert "newer than the one" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="debian-archive-keyring"):
        apt.check(path, "0" * 64, Apt(trusted=False))


def test_lists_are_signed_by_the_keyring(tmp_path, monkeypatch):
    monkeypatch.setenv("QLVB_MIRROR", "http://mirror.test/debian")
    keyring = tmp_path / "keyring.gpg"
    keyring.touch()
    monkeypatch.setattr(apt, "KEYRING", keyring)
    apt.PrivateApt(tmp_path / "apt", "sid")
    line = (tmp_path / "apt/sources.list").read_text()
    assert line == f"deb [signed-by={keyring}] http://mirror.test/debian sid main\n"


def test_without_a_keyring_only_known_checksums_are_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("QLVB_MIRROR", "http://mirror.test/debian")
    monkeypatch.setattr(apt, "KEYRING", tmp_path / "missing.gpg")
    private = apt.PrivateApt(tmp_path / "apt", "sid")
    with pytest.raises(SystemExit, match="no Debian keyring"):
        private.download_with_dependencies("postgresql-15")


def test_the_packages_have_one_name_per_release(monkeypatch):
    monkeypatch.setattr(debian, "codename", lambda: "bookworm")
    assert "fonts-liberation2" in debian.packages()
    assert "chromium" not in debian.packages(tests=False)
    monkeypatch.setattr(debian, "codename", lambda: "trixie")
    assert "fonts-liberation" in debian.packages()


def test_missing_programs_stop_the_tests_but_not_the_server(home, monkeypatch, capsys):
    monkeypatch.delenv("QLVB_NO_APT", raising=False)
    monkeypatch.setattr(debian, "IS_ROOT", False)
    monkeypatch.setattr(debian, "is_there", lambda what: "soffice" not in what)
    debian.complete(tests=False)
    assert "libreoffice-writer-nogui" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="apt-get install .*libreoffice"):
        debian.complete(tests=True)


def test_every_program_is_found_on_a_complete_machine():
    assert debian.missing(tests=True) == []


def test_an_old_or_poor_postgresql_is_passed_over(tmp_path):
    for version, extensions in (
        ("13", True),
        ("15", True),
        ("16", True),
        ("17", False),
    ):
        programs = tmp_path / "lib" / version / "bin"
        programs.mkdir(parents=True)
        (programs / "initdb").touch()
        folder = tmp_path / "share" / version / "extension"
        folder.mkdir(parents=True)
        if extensions:
            for name in pg_binaries.EXTENSIONS:
                (folder / f"{name}.control").touch()
    found = pg_binaries.installed(tmp_path / "lib", tmp_path / "share")
    assert [one.version for one in found] == [16, 15]


def test_what_is_fetched_leaves_out_what_the_machine_has(tmp_path):
    status = tmp_path / "status"
    status.write_text(
        "Package: libc6\nVersion: 2\n\nPackage: postgresql-15\nVersion: 15\n\n"
        "Package: libicu72\nVersion: 72\n"
    )
    kept = pg_binaries.status_without_postgresql(status)
    assert "libicu72" in kept and "postgresql-15" not in kept


def test_an_unpacked_postgresql_brings_its_libraries(tmp_path, monkeypatch):
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    programs = tmp_path / "usr/lib/postgresql/15/bin"
    programs.mkdir(parents=True)
    (programs / "initdb").touch()
    libraries = tmp_path / "usr/lib/x86_64-linux-gnu"
    libraries.mkdir()
    (libraries / "libpq.so.5").touch()
    found = pg_binaries.unpacked(tmp_path)
    assert found["initdb"] == programs / "initdb"
    assert found.environment == {"LD_LIBRARY_PATH": str(libraries)}
    assert pg_binaries.unpacked(tmp_path / "nothing") is None
