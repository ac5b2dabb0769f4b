# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from vnrecords import trail

BATCH = 500


class QlvbAccessChain(models.AbstractModel):
    """Rows that a job chains by hashes after they were written.

    Each document has a chain, each agency one for what belongs to no document. The
    place in the chain is given by the job, because rows that were written at the
    same time are not committed in the order of their ids. A second job that chains
    the same place is refused by the unique index, so a chain never forks.
    """

    _name = "qlvb.access.chain"
    _description = "Chained Later"

    position = fields.Integer(readonly=True, aggregator=None)
    previous_hash = fields.Char(readonly=True)
    hash = fields.Char(readonly=True)

    _position_uniq = models.UniqueIndex(
        "(company_id, COALESCE(document_id, 0), position) WHERE position IS NOT NULL",
        "This place in the history is taken.",
    )
    _unchained_idx = models.Index("(id) WHERE hash IS NULL")

    @api.model
    def _cron_chain(self):
        """Chain what was written since the last time; safe to be killed anywhere."""
        cron = self.env["ir.cron"]
        waiting = self.search_count([("hash", "=", False)])
        cron._commit_progress(remaining=waiting)
        while rows := self._next_unchained():
            self._chain(rows)
            if not cron._commit_progress(len(rows)):
                break

    @api.model
    def _next_unchained(self):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT id FROM %s WHERE hash IS NULL ORDER BY id LIMIT %s
                   FOR NO KEY UPDATE SKIP LOCKED""",
                SQL.identifier(self._table),
                BATCH,
            )
        )
        return self.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _chain(self, rows):
        """Give each row its place and its hash, and add it to the counts."""
        heads = rows._heads()
        values = []
        for row in rows:
            key = row.company_id.id, row.document_id.id or 0
            position, previous = heads.get(key, (0, ""))
            payload = row._payload(position + 1)
            heads[key] = position + 1, trail.digest(previous, payload)
            values.append((row.id, position + 1, previous, heads[key][1]))
        execute_values(
            self.env.cr._obj,
            f"""UPDATE {self._table} AS row SET position = new.position,
                previous_hash = new.previous, hash = new.hash
            FROM (VALUES %s) AS new(id, position, previous, hash)
            WHERE row.id = new.id""",
            values,
        )
        rows.invalidate_recordset(["position", "previous_hash", "hash"])
        self.env["qlvb.access.day"]._count(rows)

    def _heads(self):
        """Return {(agency, document or 0): (last place, last hash)} of these chains."""
        self.env.cr.execute(
            SQL(
                """SELECT key.agency, key.document, head.position, head.hash
                FROM (SELECT DISTINCT company_id AS agency,
                          COALESCE(document_id, 0) AS document
                      FROM %(table)s WHERE id = ANY(%(ids)s)) AS key
                CROSS JOIN LATERAL (
                    SELECT position, hash FROM %(table)s
                    WHERE company_id = key.agency
                      AND COALESCE(document_id, 0) = key.document
                      AND position IS NOT NULL
                    ORDER BY position DESC LIMIT 1) AS head""",
                table=SQL.identifier(self._table),
                ids=list(self.ids),
            )
        )
        return {(row[0], row[1]): (row[2], row[3]) for row in self.env.cr.fetchall()}

    def _payload(self, position):
        """Return what the hash of this row is over."""
        self.ensure_one()
        return {
            "agency": self.company_id.id,
            "document": self.document_id.id or None,
            "position": position,
            "moment": fields.Datetime.to_string(self.moment),
            "user": self.user_id.id,
            "kind": self.kind,
            "what": self.what or "",
        }
