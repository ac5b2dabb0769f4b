"""PostgreSQL: a given server, or clusters of our own with an installed or a
privately unpacked one.

There are two clusters. What `run` keeps is in the durable one. Tests live in
the scratch one, which does not wait for the disk (fsync off): it is three
times as fast, and a power cut costs it nothing that cannot be made again.
"""

import contextlib
import fcntl
import json
import os
import pwd
import subprocess
import time
from pathlib import Path

from .base import HOME, IS_ROOT, die, lock, say
from .pg_binaries import binaries
from .proc import run

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "random_page_cost": "1.1",
    "max_connections": "200",
    "jit": "off",
}
SCRATCH_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "5min",
}


class Server:
    """A running PostgreSQL: how to reach it and how to ask it something."""

    owned = False
    durable = True

    def __init__(self, python, host, user):
        self.python, self.host, self.user = python, host, user
        self.environment = {"PGHOST": str(host), "PGUSER": user}
        # The file store lives beside the cluster whose databases it belongs to.
        self.data = HOME / "data" / "given"

    def sql(self, statement, database="postgres", *values):
        """Run one statement; the rows, if it has any."""
        request = json.dumps([database, statement, values])
        program = Path(__file__).parent / "scripts/sql.py"
        done = subprocess.run(
            [str(self.python), str(program)],
            input=request,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
        )
        if done.returncode:
            die(f"PostgreSQL at {self.host}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def wait(self, seconds=60):
        """A server that was just started elsewhere may need a moment."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.sql("SELECT 1")
            except SystemExit as error:
                if time.monotonic() > deadline:
                    die(
                        f"{error}\nNo answer for {seconds} s: check PGHOST, PGPORT, "
                        "PGUSER, PGPASSWORD or PGPASSWORD_FILE"
                    )
                reason = str(error).splitlines()[0].removeprefix("qlvb: ")
                say(f"waiting: {reason}")
                time.sleep(2)

    def has(self, database):
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        return bool(self.sql(query, "postgres", database))

    @contextlib.contextmanager
    def running(self):
        self.wait()
        yield self


def unprivileged():
    """PostgreSQL refuses root; the account it runs as instead."""
    for name in "postgres", "nobody":
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    die("PostgreSQL does not run as root and there is no account `nobody`")


class Cluster(Server):
    """A cluster of our own: started by its first user, stopped by the last."""

    owned = True

    def __init__(self, python, programs, durable):
        name = f"pg{programs.version}" + ("" if durable else "-scratch")
        self.folder, self.name, self.durable = HOME / name, name, durable
        super().__init__(python, HOME / "run" / name, "odoo")
        self.programs = programs
        self.data = HOME / "data" / name
        self.log = self.host / "postgresql.log"
        self.options = {}
        if IS_ROOT:
            account = unprivileged()
            self.account = account
            self.options = {
                "user": account.pw_uid,
                "group": account.pw_gid,
                "extra_groups": [],
            }
        if len(str(self.host / ".s.PGSQL.5432")) > 100:
            die(f"the path {HOME} is too long for a socket: set a shorter QLVB_HOME")

    def call(self, program, *words):
        environment = {**os.environ, **self.programs.environment, "LC_ALL": "C.UTF-8"}
        for name in "PGHOST", "PGPORT", "PGDATA", "PGUSER", "PGDATABASE":
            environment.pop(name, None)
        with open(self.host / "launcher.log", "w+") as log:
            done = subprocess.run(
                [str(self.programs[program]), *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment,
                **self.options,
            )
            log.seek(0)
            return done.returncode, log.read()

    def own(self, folder):
        """A folder that only the server's account may enter."""
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
        if IS_ROOT:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def create(self):
        say(f"creating a PostgreSQL {self.programs.version} cluster ({self.name})")
        code, text = self.call(
            *("initdb", "-D", self.folder, "-U", self.user, "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        if code:
            die(f"initdb failed:\n{text}\nRemove {self.folder} and try again")

    def is_up(self):
        return self.call("pg_ctl", "-D", self.folder, "status")[0] == 0

    def start(self):
        settings = SETTINGS | ({} if self.durable else SCRATCH_SETTINGS)
        words = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        options = f"-k '{self.host}' {words}"
        command = ["pg_ctl", "-D", self.folder, "-w", "-t", "120", "-l", self.log]
        for _again in range(2):  # the first may stumble over what a crash left
            code, _text = self.call(*command, "-o", options, "start")
            if code == 0:
                return
        last = self.log.read_text().splitlines()[-5:] if self.log.exists() else []
        die("PostgreSQL does not start:\n" + "\n".join([*last, f"See {self.log}"]))

    def stop(self):
        if self.folder.exists() and self.is_up():
            self.call("pg_ctl", "-D", self.folder, "-m", "fast", "-w", "stop")

    @property
    def kept(self):
        """The mark of `./qlvb up`: leave it running without users."""
        return HOME / "locks" / f"{self.name}.keep"

    @contextlib.contextmanager
    def running(self):
        if IS_ROOT and not os.access(HOME, os.X_OK):
            die(f"{HOME} cannot be entered: choose another QLVB_HOME")
        with lock(f"{self.name}.users", shared=True, what="stopping") as users:
            with lock(f"{self.name}.lock", what="starting PostgreSQL"):
                self.own(self.host)
                if not (self.folder / "PG_VERSION").exists():
                    self.own(self.folder)
                    self.create()
                if not self.is_up():
                    self.start()
            try:
                yield self
            finally:
                self.leave(users)

    def leave(self, users):
        """The last user stops the server, unless it is to be kept."""
        with lock(f"{self.name}.lock"), contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self.kept.exists():
                self.stop()


def server(python, durable, allow_fetch=True):
    """The server for data that lasts, or for data of tests."""
    if is_given():
        read_password_file()
        return Server(python, os.environ["PGHOST"], os.environ.get("PGUSER", "odoo"))
    programs = binaries(allow_fetch)
    return programs and Cluster(python, programs, durable)


def fetch_if_needed():
    """Without a given or an installed PostgreSQL, get Debian's."""
    if not is_given():
        binaries()


def is_given():
    """Whether PGHOST names a server of somebody else, not one of our clusters."""
    host = os.environ.get("PGHOST")
    return bool(host) and not Path(host).is_relative_to(HOME / "run")


def read_password_file():
    """A container gets its password as a file, not in its environment."""
    name = os.environ.get("PGPASSWORD_FILE")
    if name and not os.environ.get("PGPASSWORD"):
        try:
            os.environ["PGPASSWORD"] = Path(name).read_text().strip()
        except OSError as error:
            die(f"PGPASSWORD_FILE={name}: {error.strerror}")


def pg_dump_into(source, target, database, copy):
    """Copy a database of one cluster of ours into an empty one of another."""
    command = [str(source.programs["pg_dump"]), "-Fc", "-U", "odoo", "-d", database]
    with subprocess.Popen(
        [*command, "-h", str(source.host)],
        stdout=subprocess.PIPE,
        env={**os.environ, **source.programs.environment},
    ) as dump:
        run(
            target.programs["pg_restore"],
            *("-h", target.host, "-U", "odoo", "-d", copy, "--exit-on-error"),
            stdin=dump.stdout,
            env={**os.environ, **target.programs.environment},
            failure=f"{database} could not be copied between the clusters",
        )
    if dump.returncode:
        die(f"{database} could not be dumped")
