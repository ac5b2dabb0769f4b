# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A column of integers, the integers that say who may see a document, a safe create."""

from collections import defaultdict

import psycopg2

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tools import mute_logger

# kind of token -> low four bits; the rest is the id of the user, unit or agency.
TOKEN_KINDS = {
    "user": 1,
    "leader": 2,
    "office": 3,
    "clerk": 4,
    "archivist": 5,
    "unit_head": 6,
    "unit": 7,
    "grant": 8,
}
# Roles that are held in a unit; every other role is held in the whole agency.
UNIT_ROLES = ("unit_head", "specialist")


def token(kind, record_id):
    """Return the access token of a user, a role in an agency, a unit or a grant.

    >>> token("user", 7)
    113
    """
    return record_id * 16 + TOKEN_KINDS[kind]


class IntArray(fields.Field):
    """A sorted set of integers in an ``int4[]`` column."""

    type = "int_array"
    # The first name must be the one PostgreSQL reports, or each upgrade alters it.
    _column_type = ("_int4", "int4[]")

    def convert_to_column(self, value, record, values=None, validate=True):
        return sorted(set(value or ()))

    def convert_to_cache(self, value, record, validate=True):
        return tuple(sorted(set(value or ())))

    def convert_to_record(self, value, record):
        return value or ()

    def convert_to_read(self, value, record, use_display_name=True):
        return list(value or ())


def set_alike(records, name, values):
    """Set the field ``name`` of each record, once for all that get the same value.

    ``values``: {record: value}. A page of a list has few different ones, and each
    assignment costs as much for a hundred records as for one.
    """
    alike = defaultdict(list)
    for record, value in values.items():
        alike[value].append(record.id)
    for value, ids in alike.items():
        records.browse(ids)[name] = value


def create_once(model, values):
    """Create a record that may exist only once; two requests may try at once.

    Raises `ConcurrencyError` in the later one, which Odoo runs again: it then finds
    the record that its first try could not see.
    """
    try:
        with model.env.cr.savepoint(), mute_logger("odoo.sql_db"):
            return model.create(values)
    except psycopg2.errors.UniqueViolation as error:
        raise ConcurrencyError(f"{model._name} was made meanwhile") from error


class TsVector(fields.Field):
    """Words for PostgreSQL's text search; written by SQL, never read by the client."""

    type = "ts_vector"
    _column_type = ("tsvector", "tsvector")
    prefetch = False

    def convert_to_cache(self, value, record, validate=True):
        return value or None
