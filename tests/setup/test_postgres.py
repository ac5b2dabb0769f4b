"""Which PostgreSQL is used, and how databases are named."""

import os

import pytest

from qlvb import addons, database, postgres


def test_a_given_server_is_used_with_its_password_file(home, tmp_path, monkeypatch):
    secret = tmp_path / "password"
    secret.write_text("s3cret\n")
    monkeypatch.setenv("PGHOST", "db.test")
    monkeypatch.setenv("PGUSER", "someone")
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSWORD_FILE", str(secret))
    server = postgres.server("python3", durable=True)
    assert (server.host, server.user, server.owned) == ("db.test", "someone", False)
    assert os.environ.pop("PGPASSWORD") == "s3cret"
    assert server.environment == {"PGHOST": "db.test", "PGUSER": "someone"}


def test_a_server_that_never_answers_is_given_up(home, monkeypatch):
    server = postgres.Server("python3", "db.test", "odoo")
    monkeypatch.setattr(server, "sql", lambda *_: postgres.die("no route"))
    with pytest.raises(SystemExit, match="no route\nNo answer for 0 s: check PGHOST"):
        server.wait(seconds=0)


def test_our_clusters_keep_their_files_apart(home, tmp_path):
    programs = postgres.binaries(allow_fetch=False)
    durable = postgres.Cluster("python3", programs, durable=True)
    scratch = postgres.Cluster("python3", programs, durable=False)
    assert durable.data != scratch.data and durable.host != scratch.host


def test_only_the_scratch_cluster_forgets_the_disk():
    assert "fsync" not in postgres.SETTINGS
    assert postgres.SCRATCH_SETTINGS["fsync"] == "off"
    assert postgres.SETTINGS["listen_addresses"] == ""


def test_a_path_too_long_for_a_socket_is_told(home, monkeypatch):
    monkeypatch.setattr(postgres, "HOME", home / ("x" * 120))
    programs = postgres.binaries(allow_fetch=False)
    with pytest.raises(SystemExit, match="shorter QLVB_HOME"):
        postgres.Cluster("python3", programs, durable=True)


def test_the_name_of_the_main_database(monkeypatch):
    monkeypatch.delenv("QLVB_DB", raising=False)
    assert database.main_name() == f"qlvb_{database.CLONE}"
    monkeypatch.setenv("QLVB_DB", 'x"; drop')
    with pytest.raises(SystemExit, match="lower-case letters"):
        database.main_name()


def test_nothing_makes_intarray():
    assert "intarray" not in database.EXTENSIONS


def test_what_our_addons_need_of_others():
    own = {"a": {"depends": ["mail", "b"]}, "b": {"depends": ["hr"]}}
    assert addons.foreign_dependencies(own) == ["base", "hr", "mail", "web"]


def test_an_absent_addon_of_ours_is_named():
    with pytest.raises(SystemExit, match="depends on qlvb_other, absent from"):
        addons.foreign_dependencies({"a": {"depends": ["qlvb_other"]}})


def test_no_addon_of_ours_asks_for_one_that_phones_outside():
    wanted = set(addons.foreign_dependencies(addons.manifests()))
    assert not wanted & addons.KEPT_OUT


def test_manifests_are_read_without_running_them(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/__manifest__.py").write_text("__import__('os')")
    with pytest.raises(SystemExit, match="not a manifest"):
        addons.manifests(tmp_path)
