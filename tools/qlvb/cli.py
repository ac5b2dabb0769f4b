"""QLVB&HSCV: set up and run, with nothing but python3 and apt.

  ./qlvb run [odoo words]      set up everything, serve http://localhost:8069
  ./qlvb test [pytest words]   set up everything, run every test (--slow: the slow too)
  ./qlvb walk OUTDIR           one document the whole way, against a real server
  ./qlvb bench NAME            run benchmarks/NAME.py against a real server
  ./qlvb lint                  every static check, offline
  ./qlvb setup [--tests]       only set up
  ./qlvb up | stop             start PostgreSQL and leave it up | stop everything
  ./qlvb new NAME [--full]     a database to develop on, beside those of the tests
  ./qlvb odoo | shell | psql   Odoo's own commands, its shell, SQL
  ./qlvb where                 where everything is
  ./qlvb packages [--serving]  the Debian packages that this uses

Environment: QLVB_HOME (state, default /var/lib/qlvb or ~/.local/share/qlvb),
QLVB_ODOO (an Odoo 19 source tree), PGHOST (a PostgreSQL server to use),
PGPASSWORD_FILE, QLVB_PORT (8069), QLVB_DB (database of `run`, `odoo`, `psql`),
QLVB_SCRATCH=1 (QLVB_DB is in the cluster of the tests), QLVB_TEST_DB (`test`
uses this database as it is, in seconds, instead of a fresh copy), QLVB_MIRROR (a Debian
mirror), QLVB_PG_UNPACK=1 (ignore an installed PostgreSQL), QLVB_NO_APT=1
(install no Debian packages), QLVB_MODE=serve (a worker per core, behind a
proxy), QLVB_INTERFACE (the address to listen on), QLVB_SITE_CONF (an odoo.conf
with what this site adds), QLVB_DEMO=0 (without the demo locality).
"""

import os
import shutil
import signal
import sys

from . import base

PYTHONS = ((3, 11), (3, 13))


def right_python():
    """Go on under a Python that Odoo 19 supports."""
    oldest, newest = PYTHONS
    version = sys.version_info[:2]
    if oldest <= version <= newest:
        return
    for minor in range(newest[1], oldest[1] - 1, -1):
        program = shutil.which(f"python3.{minor}")
        if program and version > newest:
            os.execv(program, [program, *sys.argv])
    base.die(
        f"this is Python {version[0]}.{version[1]}, and Odoo 19 needs 3.11 to 3.13: "
        "install one of these and start it as: python3.12 qlvb ..."
    )


def terminate(_signal, _frame):
    """End like Ctrl-C would: every `finally` stops what it started."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(143)


def verbs():
    from . import lint, places, runs, tests_run

    return {
        "run": runs.run,
        "test": tests_run.test,
        "walk": runs.walk,
        "bench": runs.bench,
        "lint": lint.lint,
        "setup": places.setup,
        "up": places.up,
        "stop": places.stop,
        "new": places.new,
        "odoo": runs.odoo,
        "shell": runs.shell,
        "psql": runs.psql,
        "where": places.where,
        "packages": places.packages,
    }


def main():
    right_python()
    verb, words = (sys.argv[1] if len(sys.argv) > 1 else "help"), sys.argv[2:]
    if verb in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    action = verbs().get(verb)
    if not action:
        base.die(f"there is no `{verb}`; ./qlvb help lists what there is")
    signal.signal(signal.SIGTERM, terminate)
    signal.signal(signal.SIGHUP, terminate)
    if verb != "packages":
        base.ensure_home()
    try:
        return action(words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
