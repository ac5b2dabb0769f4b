# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from vnrecords import trail_export

AT_ONCE = 500


class QlvbTrailExport(models.AbstractModel):
    """The trail as text that is checked without this system (S53).

    ``python -m vnrecords.trail_export`` finds what was done to it since. Besides
    what was done to the documents, it holds who opened them, as far as the reader
    may know; rows that are not chained yet are chained first.
    """

    _name = "qlvb.trail.export"
    _description = "Export of the Trail"

    @api.model
    def _lines(self, documents, with_access=True):
        """Yield the lines of an export of the trail of ``documents``."""
        ids = sorted(documents.ids)
        self.env.flush_all()
        if with_access:
            self._chain_waiting(ids)
        events = list(self._event_chains(ids))
        accesses = list(self._access_chains(ids)) if with_access else []
        yield from trail_export.write(
            [chain for chain, _document in events + accesses],
            self._rows(events, accesses),
            made=fields.Datetime.to_string(fields.Datetime.now()),
            agencies=sorted(documents.company_id.sudo().mapped("name")),
        )

    @api.model
    def _export_agency(self, company):
        """Yield the lines of an export of all documents of an agency.

        For the operator's command line; the documents are read as the system.
        """
        documents = self.env["qlvb.document"].sudo().with_context(active_test=False)
        yield from self._lines(documents.search([("company_id", "=", company.id)]))

    def _chain_waiting(self, ids):
        log = self.env["qlvb.access.log"].sudo()
        waiting = log.search(
            [("document_id", "in", ids), ("hash", "=", False)], order="id"
        )
        for part in split_every(AT_ONCE, waiting.ids, log.browse):
            log._chain(part)

    def _event_chains(self, ids):
        self.env.cr.execute(
            SQL(
                """SELECT document_id, count(*), (array_agg(hash ORDER BY id DESC))[1]
                FROM qlvb_event WHERE document_id = ANY(%s)
                GROUP BY document_id ORDER BY document_id""",
                ids,
            )
        )
        for document_id, count, head in self.env.cr.fetchall():
            chain = trail_export.Chain(f"event:{document_id}", count, head)
            yield chain, document_id

    def _access_chains(self, ids):
        self.env.cr.execute(
            SQL(
                """SELECT document_id, count(*),
                    (array_agg(hash ORDER BY position DESC))[1]
                FROM qlvb_access_log
                WHERE document_id = ANY(%s) AND position IS NOT NULL
                GROUP BY document_id ORDER BY document_id""",
                ids,
            )
        )
        for document_id, count, head in self.env.cr.fetchall():
            chain = trail_export.Chain(f"access:{document_id}", count, head)
            yield chain, document_id

    def _rows(self, events, accesses):
        Event = self.env["qlvb.event"].sudo()
        Log = self.env["qlvb.access.log"].sudo()
        for chain, document_id in events:
            mine = [("document_id", "=", document_id)]
            for event in Event.search(mine, order="id", limit=chain.count):
                yield self._row(chain, event.hash, event._payload())
        for chain, document_id in accesses:
            mine = [("document_id", "=", document_id), ("position", ">", 0)]
            for row in Log.search(mine, order="position", limit=chain.count):
                yield self._row(chain, row.hash, row._payload(row.position))

    def _row(self, chain, digest, payload):
        return {"chain": chain.name, "hash": digest, "payload": payload}
