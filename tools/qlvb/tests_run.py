"""The verb `test`: two passes of pytest, both of which must be green.

What needs no database runs first and alone (`lib/`, `tests/setup/`); the
addons' tests follow on a copy of a template database.
"""

import contextlib
import os

from . import addons, proc
from .base import HOME, ROOT, say
from .odoo_server import Odoo, environment
from .runs import passing_database, prepare, servers

PLAIN = ("lib", "tests/setup")
WITH_VALUE = ("--deselect", "--ignore", "-k", "-m", "-n", "-p", "--junitxml")
# Half of the time that all tests on Odoo take, as measured on two cores.
HALF = ("addons/qlvb_document/tests", "addons/qlvb_demo/tests")
NO_TESTS = 5  # pytest's code when nothing was selected


def is_plain(word):
    """Whether an argument of pytest points below the plain tests."""
    path = word.split("::")[0].removeprefix("./").removeprefix(f"{ROOT}/")
    return any(path == top or path.startswith(f"{top}/") for top in PLAIN)


def is_path(word):
    return not word.startswith("-") and (ROOT / word.split("::")[0]).exists()


def divide(words):
    """The arguments of the plain pass and of the Odoo pass; None means: not run.

    Without a path both run everything; options and names go to both.
    """
    paths, options = [], []
    for before, word in zip([None, *words], words, strict=False):
        mine = is_path(word) and before not in WITH_VALUE
        (paths if mine else options).append(word)
    if not paths:
        return [*options, *plain_paths()], [*options, *odoo_paths()]
    plain = [word for word in paths if is_plain(word)]
    odoo = [word for word in paths if not is_plain(word)]
    return (
        [*options, *plain] if plain else None,
        [*options, *odoo] if odoo else None,
    )


def plain_paths():
    tops = ("lib/vnrecords/src", "lib/vnrecords/tests", "tests/setup")
    return [top for top in tops if (ROOT / top).exists()]


def odoo_paths():
    own = addons.manifests()
    found = [f"addons/{n}/tests" for n in own if (addons.FOLDER / n / "tests").exists()]
    rest = sorted((ROOT / "tests").glob("*"))
    found += [
        str(path.relative_to(ROOT))
        for path in rest
        if (path.is_dir() and path.name not in ("setup", "__pycache__"))
        or (path.suffix == ".py" and path.name.startswith("test_"))
    ]
    return found


def lanes(words):
    """Divide the arguments of a whole Odoo pass in two that run side by side.

    Whoever names paths, or wants something of the whole run, gets one part.
    """
    paths = odoo_paths()
    whole = words[len(words) - len(paths) :] == paths and len(paths) > 1
    alone = {"-n", "-s", "-x", "--pdb", "--junitxml"} & {w.split("=")[0] for w in words}
    if not whole or alone or os.environ.get("QLVB_TEST_DB"):
        return [words]
    options = words[: -len(paths)]
    half = [path for path in HALF if path in paths]
    rest = [path for path in paths if path not in half]
    return [[*options, *rest], [*options, *half]]


def command(setup, words):
    return [setup.python, "-m", "pytest", "-p", "no:cacheprovider", *words]


def pytest(setup, words, given):
    return proc.code(*command(setup, words), env=given, cwd=ROOT)


def test(words):
    setup = prepare(tests=True)
    plain, odoo = divide(words)
    codes = []
    if plain is not None:
        say("pytest: what needs no database")
        given = environment(setup)
        words = ["-p", "no:odoo", "--doctest-modules", *plain]
        codes.append(pytest(setup, words, given))
    if odoo is not None and odoo_paths():
        codes += test_odoo(setup, lanes(odoo))
    worst = max((code for code in codes if code != NO_TESTS), default=NO_TESTS)
    say("all tests passed" if worst == 0 else "THE TESTS FAILED (see above)")
    return worst


def test_odoo(setup, parts):
    """Run each part on a database of its own, all at once; return their codes.

    The first one is seen as it runs, the others when it has ended.
    """
    with servers(setup) as (_durable, scratch), contextlib.ExitStack() as stack:
        prepared = [
            (words, odoo_environment(setup, scratch, stack, number))
            for number, words in enumerate(parts)
        ]
        say("pytest: the addons")
        others = [
            (stack.enter_context(beside(setup, words, given)), log_of(given))
            for words, given in prepared[1:]
        ]
        words, given = prepared[0]
        codes = [pytest(setup, ["--odoo-http", *words], given)]
        for process, log in others:
            say("pytest: the addons, what ran beside")
            codes.append(process.wait())
            print(log.read_text(), flush=True)
        return codes


def odoo_environment(setup, scratch, stack, number):
    """Return the environment of a pass, with a database that goes with ``stack``."""
    name, own = os.environ.get("QLVB_TEST_DB"), {}
    if not name:
        own = {"QLVB_KEEP_WORLD": "1"}
        kind = f"test_{number}" if number else "test"
        fresh = passing_database(setup, scratch, scratch, kind)
        name = stack.enter_context(fresh)
    odoo = Odoo(setup, scratch, name, "test")
    return {
        **odoo.environment,
        "ODOO_RC": str(odoo.conf),
        "PGDATABASE": name,
        "QLVB_CONF": str(odoo.conf),
        "QLVB_DB": name,
        "QLVB_ODOO_SCRIPT": str(setup.venv / "bin/odoo"),
        "QLVB_STATE": str(HOME),
        **own,
    }


def log_of(given):
    return HOME / "log" / f"{given['QLVB_DB']}.log"


@contextlib.contextmanager
def beside(setup, words, given):
    """A pass whose output goes into a file; yields its process."""
    with open(log_of(given), "w") as log:
        words = command(setup, ["--odoo-http", *words])
        options = {"stdout": log, "stderr": log, "env": given, "cwd": ROOT}
        with proc.child(*words, **options) as process:
            yield process
    log_of(given).unlink()
