# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..orm import set_alike, token
from .qlvb_document_work import LEFT_STATES
from .qlvb_target_mixin import OPEN_STATES


class Work(NamedTuple):
    """A row of work on a document, as the lists need it; ids or None.

    ``name``: of the person or the unit, for who is in the lead.
    """

    id: int
    role: str
    state: str
    user: int
    unit: int
    parent: int
    is_unread: bool
    name: str


class QlvbDocumentSummary(models.AbstractModel):
    """What the lists say of the work on each document, in few words.

    Whoever sees a document sees all work on it, so that is not asked row by row: a
    page of a list has five times as many assignments as documents, and to read those
    as records would take longer than all the rest.
    """

    _name = "qlvb.document.summary"
    _description = "Work on Documents in Short"

    is_new = fields.Boolean(
        compute="_compute_summary",
        compute_sudo=True,
        help="Nobody has handled it yet: it waits for the register, or the reader has"
        " not read it.",
    )
    lead_name = fields.Char("Lead", compute="_compute_summary", compute_sudo=True)
    progress = fields.Char(compute="_compute_summary", compute_sudo=True)

    @api.depends(
        "state",
        "direction",
        *("assignment_ids.role", "assignment_ids.state", "assignment_ids.read_at"),
        *("assignment_ids.user_id", "assignment_ids.department_id"),
    )
    @api.depends_context("uid")
    def _compute_summary(self):
        works = self._works()
        unread = self._unread_of_reader(works)
        names = self._lead_names(works)
        new, leads, progress = {}, {}, {}
        for document in self:
            rows = works[document._origin.id]
            queued = document.direction == "incoming" and document.state == "draft"
            new[document] = queued or any(row.id in unread for row in rows)
            leads[document] = names.get(document._origin.id, False)
            progress[document] = self._progress_of(rows)
        set_alike(self, "is_new", new)
        set_alike(self, "lead_name", leads)
        set_alike(self, "progress", progress)

    @api.model
    def _progress_of(self, rows):
        """Return how many of those who work on it are done, as “1/3”."""
        given_on = {row.parent for row in rows}
        states = [
            row.state
            for row in rows
            if row.role in ("lead", "coordinate") and row.id not in given_on
        ]
        return f"{states.count('done')}/{len(states)}" if states else ""

    def _works(self):
        """Return {document id: its rows of work, in their order}."""
        works = defaultdict(list)
        if not self.ids:
            return works
        for document, *row in self.env.execute_query(self._works_sql()):
            works[document].append(Work(*row))
        return works

    def _works_sql(self):
        Assignment, Unit = self.env["qlvb.assignment"], self.env["hr.department"]
        columns = ("role", "state", "user_id", "department_id", "parent_id", "read_at")
        used = ("document_id", *columns, "urgency", "deadline")
        read = [Assignment._fields[name] for name in used]
        read += [self.env["res.users"]._fields["partner_id"]]
        read += [self.env["res.partner"]._fields["name"]]
        return SQL(
            """SELECT w.document_id, w.id, w.role, w.state, w.user_id,
                w.department_id, w.parent_id, w.read_at IS NULL,
                COALESCE(person.name, %(unit)s)
            FROM qlvb_assignment w
            LEFT JOIN res_users u ON u.id = w.user_id AND w.role = 'lead'
            LEFT JOIN res_partner person ON person.id = u.partner_id
            LEFT JOIN hr_department unit ON unit.id = w.department_id
                AND w.user_id IS NULL AND w.role = 'lead'
            WHERE w.document_id = ANY(%(documents)s)
            ORDER BY w.urgency DESC, w.deadline, w.id%(flush)s""",
            unit=Unit._field_to_sql("unit", "name"),
            documents=self.ids,
            flush=SQL("", to_flush=read),
        )

    @api.model
    def _unread_of_reader(self, works):
        """Return the ids of what waits unread for the reader, or who they act for."""
        unread = [
            row
            for rows in works.values()
            for row in rows
            if row.is_unread and row.state in OPEN_STATES
        ]
        if not unread:
            return set()
        tokens, acts_for_others = self.env["qlvb.role"]._tokens_now()
        if acts_for_others:
            ids = [row.id for row in unread]
            mine = [("id", "in", ids), ("is_mine", "=", True)]
            return set(self.env["qlvb.assignment"].search(mine).ids)
        tokens = set(tokens)
        return {
            row.id
            for row in unread
            if (
                row.user == self.env.uid
                if row.user
                else row.unit and token("unit_head", row.unit) in tokens
            )
        }

    @api.model
    def _lead_names(self, works):
        """Return {document id: the person or the unit in the lead}."""
        leads = {}
        for document, rows in works.items():
            for row in rows:
                if row.role == "lead" and not row.parent:
                    if row.state not in LEFT_STATES:
                        leads.setdefault(document, row.name or False)
        return leads
