"""The ways to a server: raw SQL, the ORM in this process, HTTP as the web client."""

import contextlib
import os

import _odoo  # noqa: F401  (reads the configuration first)
import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ

from odoo.api import Environment
from odoo.modules.registry import Registry

from walk.client import CONTEXT, Session


class Sql:
    """One connection with the isolation that Odoo uses."""

    def __init__(self):
        self.connection = psycopg2.connect(dbname=os.environ["QLVB_DB"])
        self.connection.set_isolation_level(ISOLATION_LEVEL_REPEATABLE_READ)

    @contextlib.contextmanager
    def transaction(self, commit=False):
        with self.connection.cursor() as cursor:
            try:
                yield cursor
            except BaseException:
                self.connection.rollback()
                raise
            (self.connection.commit if commit else self.connection.rollback)()


class Orm:
    """The registry of the database in this process."""

    def __init__(self):
        self.registry = Registry(os.environ["QLVB_DB"])

    @contextlib.contextmanager
    def as_user(self, uid, commit=False):
        with self.registry.cursor() as cr:
            before = cr.sql_log_count
            yield Environment(cr, uid, dict(CONTEXT))
            self.queries = cr.sql_log_count - before
            if commit:
                cr.commit()
            else:
                cr.rollback()


class Web:
    """The web client's own calls, after one login that is not timed."""

    def __init__(self, account):
        self.session = Session(
            os.environ["QLVB_URL"],
            os.environ["QLVB_DB"],
            account["login"],
            account["password"],
        )

    def call(self, model, method, *args, **kwargs):
        return self.session.post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs={"context": CONTEXT, **kwargs},
        )
