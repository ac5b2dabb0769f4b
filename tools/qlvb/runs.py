"""The verbs that start something."""

import contextlib
import json
import os
import threading
from pathlib import Path

from . import addons, database, debian, install, office, proc, template
from .base import HOME, ROOT, die, lock, say
from .odoo_server import (
    Odoo,
    free_port,
    require_port,
    wait_until_ready,
)

ACCOUNTS = addons.FOLDER / "qlvb_demo/accounts.json"


def prepare(tests=False):
    """Everything installed; the pieces."""
    debian.complete(tests)
    return install.complete(tests)


@contextlib.contextmanager
def servers(setup):
    """The durable server and the scratch one; a given server is both."""
    durable = setup.server(durable=True)
    with durable.running():
        if not durable.owned:
            yield durable, durable
            return
        scratch = setup.server(durable=False)
        with scratch.running():
            yield durable, scratch


@contextlib.contextmanager
def passing_database(setup, server, scratch, kind):
    """A fresh database for one short run, gone afterwards."""
    name = database.passing_name(kind)
    with lock(f"db-{name}"):
        try:
            template.copy(setup, server, scratch, name)
            yield name
        finally:
            database.drop(server, name)
            for path in (HOME / "conf").glob(f"*-{name}.conf"):
                path.unlink()
    (HOME / "locks" / f"db-{name}").unlink(missing_ok=True)


def accounts(path=ACCOUNTS):
    """The demo accounts, one line each, or none."""
    try:
        rows = json.loads(path.read_text())
    except FileNotFoundError:
        return []
    shown = ("login", "password", "role", "name", "agency")
    table = [[row.get(column, "") for column in shown] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in table]


# ------------------------------------------------------------------ run


def run(words):
    setup = prepare()
    port = int(os.environ.get("QLVB_PORT") or 8069)
    require_port(port)
    name = database.main_name()
    with lock(f"run-{name}", what=f"already running on {name}"):
        with contextlib.ExitStack() as stack:
            server = setup.server(durable=True)
            stack.enter_context(server.running())
            odoo = up_to_date(setup, server, name, port)
            return serve(odoo, port, words)


def up_to_date(setup, server, name, port):
    """The main database with the addons of this moment."""
    mode = "serve" if os.environ.get("QLVB_MODE") == "serve" else "develop"
    options = {"http_port": port, "gevent_port": port + 3}
    if os.environ.get("QLVB_INTERFACE"):
        options["http_interface"] = os.environ["QLVB_INTERFACE"]
    stamp = server.data / f"{name}.addons.json"
    now = addons.digests(addons.manifests())
    if not is_installed(server, name):
        say(f"creating the database {name}")
        create_main(setup, server, name)
        stamp.write_text(json.dumps(now))
    odoo = Odoo(setup, server, name, mode, **options)
    then = json.loads(stamp.read_text()) if stamp.exists() else {}
    update(odoo, then, now)
    stamp.write_text(json.dumps(now))
    return odoo


def is_installed(server, name):
    """Whether Odoo has finished installing itself there."""
    if not server.has(name):
        return False
    query = "SELECT count(*) FROM pg_tables WHERE tablename = 'ir_module_module'"
    return server.sql(query, name) != [[0]]


def create_main(setup, server, name):
    if server.owned:
        with servers(setup) as (durable, scratch):
            template.make(
                durable, name, lambda w: template.copy(setup, durable, scratch, w)
            )
    elif server.has(name):  # made empty by those who run the server
        server.sql(database.EXTENSIONS, name)
        template.install_directly(setup, server, name)
    else:

        def build(work):
            database.create(server, work)
            template.install_directly(setup, server, work)

        template.make(server, name, build)


def update(odoo, then, now):
    new = sorted(set(now) - set(then))
    changed = sorted(n for n in now if n in then and now[n] != then[n])
    if not new and not changed:
        return
    say(f"updating the addons that changed: {', '.join([*new, *changed])}")
    words = ["-i", ",".join(new)] if new else []
    if changed:
        words += ["-u", ",".join(changed)]
    odoo.change_modules(*words)
    template.finish(odoo)


def serve(odoo, port, words):
    url = f"http://localhost:{port}"
    with office.warm(odoo.server.data), odoo.serving(*words) as process:
        pid_file = HOME / "run" / f"{odoo.database}.pid"
        pid_file.write_text(str(os.getpid()))

        def announce():
            if wait_until_ready(process, f"http://127.0.0.1:{port}"):
                say(f"ready: {url}   (Ctrl-C stops)")
                for line in accounts() or ["admin  admin  administrator"]:
                    print(f"    {line}", flush=True)

        threading.Thread(target=announce, daemon=True).start()
        try:
            return process.wait()
        except KeyboardInterrupt:
            say("stopping")
            return 0
        finally:
            pid_file.unlink(missing_ok=True)


# ------------------------------------------------------------------ tools


def with_database(start):
    """Open the main database (or $QLVB_DB) for an interactive program."""
    setup = install.complete()
    server = setup.server(durable=os.environ.get("QLVB_SCRATCH") != "1")
    with server.running():
        return start(setup, server, database.main_name())


def odoo(words):
    """Any command of Odoo itself, on the main database.

    Its commands disagree about where `-c` goes; all of them read ODOO_RC.
    """

    def start(setup, server, name):
        odoo = Odoo(setup, server, name, "develop", log_level="info")
        given = odoo.environment | {"ODOO_RC": str(odoo.conf)}
        return proc.foreground(*odoo.command(*words), env=given)

    return with_database(start)


def shell(words):
    return odoo(["shell", "--no-http", *words])


def psql(words):
    return with_database(lambda setup, server, name: database.psql(server, name, words))


# ------------------------------------------------------------------ programs


def walk(words):
    if len(words) != 1:
        die("say where to leave the results: ./qlvb walk OUTDIR")
    out = Path(words[0]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    setup = prepare(tests=True)
    with servers(setup) as (_durable, scratch):
        return against_server(
            setup,
            scratch,
            scratch,
            "walk",
            lambda url, name: ["-m", "walk", out, "--url", url, "--db", name],
        )


def bench(words):
    if not words:
        names = sorted(p.stem for p in (ROOT / "benchmarks").glob("[a-z]*.py"))
        die(f"say which: ./qlvb bench NAME ({', '.join(names) or 'there is none yet'})")
    program = ROOT / "benchmarks" / f"{words[0]}.py"
    if not program.exists():
        die(f"there is no {program}")
    setup = prepare(tests=True)
    with servers(setup) as (durable, scratch):
        return against_server(
            setup,
            durable,
            scratch,
            "bench",
            lambda url, name: [program, *words[1:]],
            keep="--keep" in words,
        )


@contextlib.contextmanager
def database_for_program(setup, server, scratch, kind, keep):
    """A fresh database: gone afterwards, or under a name that nobody clears away."""
    if not keep:
        with passing_database(setup, server, scratch, kind) as name:
            yield name
        return
    name = f"kept_{kind}_{os.getpid()}"
    template.copy(setup, server, scratch, name)
    yield name
    say(f"kept: QLVB_DB={name} ./qlvb shell | psql; drop it when it has served")


def against_server(setup, server, scratch, kind, program, keep=False):
    """Run a program against a real server on a fresh database."""
    port, bus = free_port(), free_port()
    with database_for_program(setup, server, scratch, kind, keep) as name:
        odoo = Odoo(
            setup, server, name, "develop", workers=2, http_port=port, gevent_port=bus
        )
        log = HOME / "log" / f"{kind}.log"
        say(f"starting a server on {name} (its log: {log})")
        with open(log, "w") as handle:
            with odoo.serving(stdout=handle, stderr=handle) as process:
                url = f"http://127.0.0.1:{port}"
                if not wait_until_ready(process, url):
                    die(f"the server ended before it answered: see {log}")
                say(f"{kind}: {url}")
                return proc.code(
                    setup.python,
                    *program(url, name),
                    env=program_environment(odoo, url),
                    cwd=ROOT,
                )


def program_environment(odoo, url):
    given = odoo.environment
    given["PYTHONPATH"] = f"{ROOT / 'tools'}:{given['PYTHONPATH']}"
    given.update(
        QLVB_URL=url,
        QLVB_DB=odoo.database,
        QLVB_ACCOUNTS=str(ACCOUNTS),
        QLVB_CONF=str(odoo.conf),
        QLVB_ODOO_SCRIPT=str(odoo.setup.venv / "bin/odoo"),
        ODOO_RC=str(odoo.conf),
        PGDATABASE=odoo.database,
    )
    return given
