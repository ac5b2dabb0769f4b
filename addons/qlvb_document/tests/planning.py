# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether the planner *can* answer a query by the index that was made for it."""

from odoo.tools import SQL

OTHERS = """
    SELECT i.indexrelid::regclass::text
      FROM pg_index i
      LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
     WHERE i.indrelid = ANY(%s::regclass[])
       AND c.oid IS NULL
       AND NOT i.indexrelid = ANY(%s::regclass[])
"""


def plan_with_only(case, query, tables, indexes):
    """Return the plan when of all indexes of the tables only those given exist.

    On the few rows of a test every index is as good, and which one the planner
    takes depends on when the database was last analysed: so the others are put
    aside, and what must be able to serve the query must do it.
    """
    case.env.flush_all()
    case.cr.execute(OTHERS, [tables, indexes])
    for (name,) in case.cr.fetchall():
        case.cr.execute(SQL("DROP INDEX %s", SQL.identifier(name.strip('"'))))
    case.cr.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    case.cr.execute(SQL("EXPLAIN %s", query))
    return "\n".join(line for (line,) in case.cr.fetchall())
