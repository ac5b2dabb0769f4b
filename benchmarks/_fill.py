"""Copies of the model documents, sent into the tables by COPY by two processes."""

import contextlib
import io
import multiprocessing
import os
import threading
from datetime import datetime, timedelta

import psycopg2
from _copies import Copier
from _plan import HANOI, digest
from _rows import DOCUMENT, Catalogue, Pattern

from odoo.addons.qlvb_document.orm import TOKEN_KINDS

from vnrecords import searching

PROCESSES = 2
CHUNK = 10_000
DISCUSSION = ("mail_message", "mail_followers", "qlvb_event")
KIND_NAMES = {bits: name for name, bits in TOKEN_KINDS.items()}
INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND c.oid IS NULL"""
FOREIGN_KEYS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f'"""


def connect():
    return psycopg2.connect(dbname=os.environ["QLVB_DB"])


class Filler:
    """Knows the patterns, the plan and the world; writes the copies."""

    def __init__(self, cursor, env, world, plan, patterns):
        self.env, self.world, self.plan = env, world, plan
        catalogue = Catalogue.read(cursor)
        self.rows = {
            (kind, full): Pattern(
                cursor, catalogue, document, () if full else DISCUSSION
            )
            for kind, document in patterns.items()
            for full in (True, False)
        }
        self.tables = sorted(
            {t for pattern in self.rows.values() for t in pattern.rows}
        )
        self.numbered = [t for t in self.tables if "id" in catalogue.columns[t]]
        self._lay_out(cursor)
        users = env["res.users"].search([])
        self.partners = {user.id: user.partner_id.id for user in users}
        document = env["qlvb.document"].browse(patterns["done"])
        self.type_name = document.type_id.with_context(lang="vi_VN").name
        self.memory, self.times, self.dues = {}, {}, {}

    def _lay_out(self, cursor):
        """Give every copy its own ids: the nth has ``stride`` of them from n on."""
        self.bases, self.strides = {}, {}
        for table in self.numbered:
            counts = [len(p.rows.get(table, ())) for p in self.rows.values()]
            self.strides[table] = max(counts)
            cursor.execute(f'SELECT COALESCE(max(id), 0) + 1 FROM "{table}"')
            self.bases[table] = cursor.fetchone()[0]
        self.copiers = {
            key: Copier(pattern, self.bases, self.strides)
            for key, pattern in self.rows.items()
        }
        self.make = {key: copier.compile() for key, copier in self.copiers.items()}

    # -------------------------------------------------------------- one document

    def lines(self, n):
        """Return {table: lines for COPY} of the nth document."""
        plan, key = self.plan, self.plan.kind(n)
        moment = plan.moment(n)
        year = plan.year(moment)
        cast, tokens = self._cast(key, plan.agency(n), plan.turn(n), year)
        at = self._at(key, moment)
        uuid, sha256 = digest(n)
        words = plan.words(n)
        given = {
            "uuid": uuid,
            "sha256": sha256,
            "number": plan.number(n, year),
            "issued": (plan.moments[moment] + HANOI).date() - timedelta(days=2),
            "due": self.dues[moment, key[0].endswith("urgent")],
            **vars(words),
        }
        parts = words.notation, words.name, words.issuer, self.type_name
        number = [str(given["number"])] if given["number"] else []
        given["search_text"] = searching.index_text(" ".join([*parts, *number]))
        hashes = self._hashes(key, n, cast, at, given)
        return self.make[key](
            n=n, cast=cast, tokens=tokens, at=at, hashes=hashes, **given
        )

    def _cast(self, key, agency, turn, year):
        """Return the (people and places, tokens) of a copy; there are few of them."""
        place = key, agency, turn, year
        if place not in self.memory:
            copier = self.copiers[key]
            parts = self._parts(self.world.agencies[agency], turn, year)
            cast = [parts.get(old, old[1]) for old in copier.cast.values]
            tokens = [self._tokens(old, parts) for old in copier.tokens.values]
            self.memory[place] = cast, tokens
        return self.memory[place]

    def _parts(self, agency, turn, year):
        """Return {(table, id at the model agency): id at this one}."""
        model = self.world.model
        old, new = model.cast(0), agency.cast(turn)
        parts = {("res_company", model.company): agency.company}
        for first, second in zip(old["users"], new["users"], strict=True):
            parts["res_users", first] = second
            parts["res_partner", self.partners[first]] = self.partners[second]
        for first, second in zip(old["units"], new["units"], strict=True):
            parts["hr_department", first] = second
        book, series = max(model.books.items())[1]
        parts["qlvb_register", book], parts["qlvb_series", series] = agency.books[year]
        return parts

    def _tokens(self, array, parts):
        found = set()
        for value in map(int, filter(None, array.strip("{}").split(","))):
            name = KIND_NAMES[value % 16]
            table = "hr_department" if name.startswith("unit") else "res_company"
            table = "res_users" if name == "user" else table
            found.add(parts[table, value // 16] * 16 + value % 16)
        return "{" + ",".join(map(str, sorted(found))) + "}"

    def _at(self, key, moment):
        """Return the model's moments, moved to when this one arrived."""
        place = key, moment
        if place not in self.times:
            copier, received = self.copiers[key], self.plan.moments[moment]
            self.times[place] = [
                value + (received - copier.received)
                if isinstance(value, datetime)
                else value + (received.date() - copier.received.date())
                for value in copier.times.values
            ]
        return self.times[place]

    def _hashes(self, key, n, cast, at, given):
        """Return the chain of the copy's trail, as the product reckons it."""
        copier, hashes = self.copiers[key], [""]
        people = dict(zip(copier.cast.values, cast, strict=True))
        moments = dict(zip(copier.times.values, at, strict=True))
        for row in copier.rows.get("qlvb_event", ()):
            user = int(row["user_id"])
            values = {
                "document_id": copier.id_of(DOCUMENT, 0, n),
                "moment": moments[datetime.fromisoformat(row["moment"])],
                "user_id": people.get(("res_users", user), user),
                "kind": row["kind"],
                "details": copier.details(row["details"], given),
                "previous_hash": hashes[-1],
            }
            hashes.append(self.env["qlvb.event"]._hash(values))
        return hashes

    def reckon_deadlines(self):
        """Ask the product until when what arrives at each moment is to be entered."""
        company = self.world.agencies[0].company
        for number, moment in enumerate(self.plan.moments):
            for urgency in ("0", "1"):
                values = {"direction": "incoming", "company_id": company}
                values |= {"received_at": moment, "urgency": urgency}
                due = self.env["qlvb.document"].new(values).register_due
                self.dues[number, urgency == "1"] = due or r"\N"

    def document_id(self, n):
        return n * self.strides[DOCUMENT] + self.bases[DOCUMENT]

    # -------------------------------------------------------------- all of them

    def fill(self):
        """Write all copies, then set the sequences behind them."""
        self.reckon_deadlines()
        self.env.cr.commit()  # an open transaction would keep the tables locked
        with without_indexes(self.tables):
            fork = multiprocessing.get_context("fork")
            total, workers = self.plan.total, []
            for part in range(PROCESSES):
                span = part * total // PROCESSES, (part + 1) * total // PROCESSES
                workers.append(fork.Process(target=self._write, args=span))
                workers[-1].start()
            for worker in workers:
                worker.join()
            if any(worker.exitcode for worker in workers):
                raise SystemExit("the documents could not be written: see above")
            self._set_sequences()

    def _write(self, start, stop):
        connection = connect()
        cursor = connection.cursor()
        cursor.execute("SET synchronous_commit = off")
        for begin in range(start, stop, CHUNK):
            buffers = {}
            for n in range(begin, min(begin + CHUNK, stop)):
                for table, lines in self.lines(n).items():
                    buffers.setdefault(table, []).append(lines)
            for table, lines in buffers.items():
                columns = ", ".join(f'"{c}"' for c in self._columns(table))
                stream = io.StringIO("".join(lines))
                cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', stream)
            connection.commit()
        connection.close()

    def _columns(self, table):
        return next(
            copier.columns(table)
            for copier in self.copiers.values()
            if table in copier.rows
        )

    def _set_sequences(self):
        with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
            for table in self.numbered:
                last = self.bases[table] + self.strides[table] * self.plan.total
                cursor.execute("SELECT setval(%s, %s)", [f"{table}_id_seq", last])
            connection.commit()


@contextlib.contextmanager
def without_indexes(tables):
    """Make indexes and foreign keys anew after the rows are in: far quicker."""
    again = []
    with contextlib.closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '60s'")
        for table in tables:
            cursor.execute(INDEXES, [table])
            for index, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {index}")
                again.append(definition)
        keys = []
        for table in tables:
            cursor.execute(FOREIGN_KEYS, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
                keys.append(
                    f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}'
                )
        connection.commit()
    yield
    side_by_side(again)
    side_by_side([f'VACUUM ANALYZE "{table}"' for table in tables])
    side_by_side(keys, threads=1)


def side_by_side(statements, threads=PROCESSES):
    """Run statements on several connections."""
    todo = list(reversed(statements))
    failed = []

    def work():
        with contextlib.closing(connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SET maintenance_work_mem = '512MB'")
                while todo:
                    try:
                        cursor.execute(todo.pop())
                    except (IndexError, psycopg2.Error) as error:
                        failed.append(error)
                        return

    runners = [threading.Thread(target=work) for _number in range(threads)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    if failed:
        raise SystemExit(f"the database refused: {failed[0]}")
