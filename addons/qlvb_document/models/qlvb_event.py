# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from vnrecords import trail

from .qlvb_event_kinds import KINDS

GATHERED = "qlvb_gathered_events"
# What is said first, and what last.
ORDER = {"item": -3, "old": -2, "new": -1, "sha256": 1}


class QlvbEvent(models.Model):
    """Who did what to a document, and when: appended by the system, never changed.

    Each event carries a hash over itself and the one before it on the same
    document, so a removed or altered line is found (S53). Whoever may see the
    document may read its trail; nobody writes or deletes, which the database
    enforces too.
    """

    _name = "qlvb.event"
    _description = "Event"
    _inherit = ["qlvb.unchanged.mixin"]
    _order = "id desc"
    _log_access = False

    document_id = fields.Many2one("qlvb.document", required=True, index=True)
    moment = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    details = fields.Json(readonly=True)
    summary = fields.Char("What happened", compute="_compute_summary")
    previous_hash = fields.Char(readonly=True)
    hash = fields.Char(readonly=True)

    def init(self):
        """Let the database itself refuse to alter or remove a chained event."""
        res = super().init()
        self.env.cr.execute(
            SQL(
                """
            CREATE OR REPLACE FUNCTION qlvb_event_keep() RETURNS trigger AS $$
            BEGIN
                RAISE EXCEPTION 'The trail of a document is never changed.';
            END $$ LANGUAGE plpgsql;
            CREATE OR REPLACE TRIGGER qlvb_event_keep
                BEFORE UPDATE OR DELETE ON qlvb_event
                FOR EACH ROW WHEN (OLD.hash IS NOT NULL)
                EXECUTE FUNCTION qlvb_event_keep();
            CREATE OR REPLACE TRIGGER qlvb_event_keep_all
                BEFORE TRUNCATE ON qlvb_event
                FOR EACH STATEMENT EXECUTE FUNCTION qlvb_event_keep()
            """
            )
        )
        return res

    @api.depends("kind", "details")
    @api.depends_context("lang")
    def _compute_summary(self):
        labels, words = self._kind_labels(), self._detail_labels()
        for event in self:
            label = labels.get(event.kind, event.kind)
            values = [
                event._detail_text(words, name, value)
                for name, value in event._ordered_details()
                if value
            ]
            event.summary = ": ".join(filter(None, [label, ", ".join(values)]))

    def _ordered_details(self):
        """Return the details as people say them; the database sorts by length."""
        details = list((self.details or {}).items())
        return sorted(details, key=lambda detail: ORDER.get(detail[0], 0))

    @api.model
    def _detail_labels(self):
        """Return {(kind, detail): {stored value: word for people}}."""

        def choices(model, name):
            field = self.env[model]._fields[name]
            return dict(field._description_selection(self.env))

        items = self.env["qlvb.document"]._fields.items()
        return {
            ("file", "kind"): choices("qlvb.document.file", "kind"),
            ("status", "code"): choices("qlvb.recipient", "status"),
            ("correct", "item"): {
                name: field._description_string(self.env) for name, field in items
            },
        }

    def _detail_text(self, words, name, value):
        """Return a detail as people read it; the export has it as it is stored."""
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if name == "sha256":
            return f"SHA-256 {value[:12]}…"
        return str(words.get((self.kind, name), {}).get(value, value))

    @api.model
    def _kind_labels(self):
        """Return {kind: translated label}; add-ons add theirs."""
        return {kind: self.env._(label) for kind, label in KINDS.items()}

    @api.model
    def _append(self, document, kind, details):
        """Append one event.

        The document's row is touched first: who appends at the same time is refused
        by the database and tries again, so the chain never forks. For a delegate the
        trail names both (S54).
        """
        principal = self.env["qlvb.role"]._acted_for()
        if principal:
            details = {**details, "on_behalf": principal}
        values = {
            "document_id": document.id,
            "moment": fields.Datetime.now(),
            "user_id": self.env.uid,
            "kind": kind,
            "details": details,
        }
        gathered = self.env.cr.cache.get(GATHERED)
        if gathered is not None:
            gathered.append(values)
            return self.browse()
        return self._chain([values])

    @api.model
    @contextmanager
    def _gathered(self):
        """Append what is noted in the block at its end, in a few statements.

        Only around work that goes well as a whole, or is undone as a whole.
        """
        cache = self.env.cr.cache
        if GATHERED in cache:
            yield
            return
        cache[GATHERED] = gathered = []
        try:
            yield
        finally:
            del cache[GATHERED]
        self._chain(gathered)

    @api.model
    def _chain(self, events):
        """Insert events, each chained to the one before it on its document."""
        ids = sorted({values["document_id"] for values in events})
        self.env.cr.execute(
            SQL("UPDATE qlvb_document SET uuid = uuid WHERE id = ANY(%s)", ids)
        )
        self.env.cr.execute(
            SQL(
                """SELECT d.id, (SELECT e.hash FROM qlvb_event e
                       WHERE e.document_id = d.id ORDER BY e.id DESC LIMIT 1)
                   FROM unnest(%s::int4[]) AS d(id)""",
                ids,
            )
        )
        last = dict(self.env.cr.fetchall())
        for values in events:
            document = values["document_id"]
            values["previous_hash"] = last[document] or ""
            values["hash"] = last[document] = self._hash(values)
        return self.sudo().create(events)

    @api.model
    def _hash(self, values):
        return trail.digest(
            values["previous_hash"] or "",
            {
                "document": values["document_id"],
                "moment": fields.Datetime.to_string(values["moment"]),
                "user": values["user_id"],
                "kind": values["kind"],
                "details": values["details"] or {},
            },
        )

    def _payload(self):
        """Return what the hash of this event is over."""
        self.ensure_one()
        return {
            "document": self.document_id.id,
            "moment": fields.Datetime.to_string(self.moment),
            "user": self.user_id.id,
            "kind": self.kind,
            "details": self.details or {},
        }

    @api.model
    def _first_broken(self, document):
        """Return the first event of ``document`` whose hash does not fit, or none."""
        previous = ""
        for event in self.sudo().search(
            [("document_id", "=", document.id)], order="id"
        ):
            actual = trail.digest(previous, event._payload())
            if event.previous_hash != previous or event.hash != actual:
                return event
            previous = event.hash
        return self.browse()

    def _refuse_change(self):
        raise UserError(self.env._("The trail of a document is never changed."))
