"""The words that ./qlvb understands."""

import json
import os
import socket
import subprocess
import sys

import pytest

from qlvb import cli, odoo_server, runs, tests_run


def call(root, *words, **environment):
    return subprocess.run(
        [sys.executable, root / "qlvb", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


def test_help_names_every_verb(root):
    text = call(root, "help").stdout
    for verb in cli.verbs():
        assert verb in text


def test_an_unknown_word_is_told(root, tmp_path):
    done = call(root, "tset", QLVB_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == "qlvb: there is no `tset`; ./qlvb help lists what there is\n"


def test_packages_are_listed_one_a_line(root, tmp_path):
    done = call(root, "packages", QLVB_HOME=str(tmp_path))
    assert {"qpdf", "poppler-utils", "chromium"} <= set(done.stdout.split("\n"))


def test_a_state_that_cannot_be_written_is_told(root):
    done = call(root, "where", QLVB_HOME="/proc/qlvb")
    assert done.returncode == 1 and "set QLVB_HOME" in done.stderr


def test_where_needs_nothing_installed(root, tmp_path):
    done = call(root, "where", QLVB_HOME=str(tmp_path), QLVB_ODOO="")
    assert done.returncode == 0, done.stderr
    assert (
        f"state  {' ' * 0}" in done.stdout.replace("  ", " ") or "state" in done.stdout
    )
    assert str(tmp_path) in done.stdout


def test_a_taken_port_is_told_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"QLVB_PORT={port + 1} ./qlvb run"):
            odoo_server.require_port(port)


def test_accounts_are_printed_if_there_are_any(tmp_path):
    path = tmp_path / "accounts.json"
    assert runs.accounts(path) == []
    path.write_text(
        json.dumps([{"login": "vt", "password": "x", "role": "văn thư", "name": "Lan"}])
    )
    assert runs.accounts(path) == ["vt  x  văn thư  Lan"]


@pytest.mark.parametrize(
    ("words", "plain", "odoo"),
    [
        (["-k", "name"], True, True),
        (["tests/setup"], True, False),
        (["lib/vnrecords/tests"], True, False),
        (["addons"], False, True),
        (["tests/setup", "addons", "-x"], True, True),
    ],
)
def test_words_go_to_the_pass_they_point_to(words, plain, odoo):
    found = tests_run.divide(words)
    assert [part is not None for part in found] == [plain, odoo]
    for part in filter(None, found):
        assert [word for word in words if word.startswith("-")] == [
            word for word in part if word.startswith("-")
        ]


def test_a_whole_run_is_divided_and_every_path_is_in_one_part():
    paths = tests_run.odoo_paths()
    first, second = tests_run.lanes(["-q", *paths])
    assert first[0] == second[0] == "-q"
    assert sorted([*first[1:], *second[1:]]) == sorted(paths)
    assert second[1:] == list(tests_run.HALF)


@pytest.mark.parametrize("words", [["-x"], ["--junitxml=all.xml"], ["-n", "2"]])
def test_what_is_asked_of_the_whole_run_is_not_divided(words):
    paths = tests_run.odoo_paths()
    assert tests_run.lanes([*words, *paths]) == [[*words, *paths]]
    assert tests_run.lanes(["addons"]) == [["addons"]]


def test_a_newer_python_goes_on_under_an_older_one(monkeypatch):
    called = []
    monkeypatch.setattr(cli.sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(
        cli.shutil, "which", lambda name: name == "python3.12" and "/bin/python3.12"
    )
    monkeypatch.setattr(cli.os, "execv", lambda *words: called.append(words[0]))
    with pytest.raises(SystemExit, match="Odoo 19 needs 3.11 to 3.13"):
        cli.right_python()  # execv does not return; here it does
    assert called == ["/bin/python3.12"]
