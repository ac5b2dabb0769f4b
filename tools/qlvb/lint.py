"""The verb `lint`: every static check, offline; `--fix` repairs what it can."""

import os
from pathlib import Path

from . import addons, install, proc
from .base import HOME, ROOT, say
from .odoo_server import environment

SCRIPTS = Path(__file__).parent / "scripts"
PYTHON = ("qlvb", "conftest.py", "tools", "lib", "tests", "addons", "benchmarks")


def present(names):
    return [name for name in names if (ROOT / name).exists()]


def checks(venv, fix):
    """Name and command of each check, the quick ones first."""
    own = [f"addons/{name}" for name in addons.manifests()]
    python, sources = present(PYTHON), present(["addons"])
    repair = ["--fix"] if fix else []
    brief = ["--no-cache", "--output-format=concise"]
    yield "ruff", ["ruff", "check", *brief, *repair, *python]
    only_look = [] if fix else ["--check"]
    yield "ruff format", ["ruff", "format", *brief, *only_look, *python]
    yield "xml", [venv / "bin/python", SCRIPTS / "check_xml.py", *sources]
    if not own:
        return
    words = ["check", *brief, "--config", ".ruff-odoo.toml", *repair]
    yield "ruff-odoo", ["ruff-odoo", *words, *own]
    yield "po", [venv / "bin/python", SCRIPTS / "check_po.py", ROOT / "addons"]
    off = "--disable=missing-readme,xml-template-prettier-incompatible"
    yield "oca modules", ["oca-checks-odoo-module", off, *own]
    yield "pylint-odoo", ["pylint", "--rcfile=.pylintrc", *own]


def lint(words):
    setup = install.complete(tests=True)
    given = environment(setup)
    given.update(PYLINTHOME=str(HOME / "cache/pylint"), NO_COLOR="1")
    failed = []
    for name, command in checks(setup.venv, "--fix" in words):
        say(f"lint: {name}")
        if proc.code(*resolve(setup.venv, command), env=given, cwd=ROOT):
            failed.append(name)
    if failed:
        say(f"lint found faults: {', '.join(failed)} (./qlvb lint --fix repairs some)")
        return 1
    say("lint: nothing found")
    return 0


def resolve(venv, command):
    program = venv / "bin" / str(command[0])
    return [program if os.path.exists(program) else command[0], *command[1:]]
