# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..orm import set_alike
from .qlvb_document_work import LEFT_STATES
from .qlvb_target_mixin import OPEN_STATES


class Work(NamedTuple):
    """A row of work on a document, as the lists need it; ids or None."""

    id: int
    role: str
    state: str
    user: int
    unit: int
    parent: int
    is_unread: bool


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
        Assignment = self.env["qlvb.assignment"]
        columns = ("role", "state", "user_id", "department_id", "parent_id", "read_at")
        Assignment.flush_model(["document_id", *columns, "urgency", "deadline"])
        self.env.cr.execute(
            SQL(
                """SELECT document_id, id, role, state, user_id, department_id,
                    parent_id, read_at IS NULL
                FROM qlvb_assignment WHERE document_id = ANY(%s)
                ORDER BY urgency DESC, deadline, id""",
                self.ids,
            )
        )
        for document, *row in self.env.cr.fetchall():
            works[document].append(Work(*row))
        return works

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
        if self.env["qlvb.delegation"]._active_for(self.env.user):
            ids = [row.id for row in unread]
            mine = [("id", "in", ids), ("is_mine", "=", True)]
            return set(self.env["qlvb.assignment"].search(mine).ids)
        headed = set(self.env["qlvb.role"]._headed_units().ids)
        return {
            row.id
            for row in unread
            if (row.user == self.env.uid if row.user else row.unit in headed)
        }

    @api.model
    def _lead_names(self, works):
        """Return {document id: the person or the unit in the lead}."""
        leads = {}
        for document, rows in works.items():
            for row in rows:
                if row.role == "lead" and not row.parent:
                    if row.state not in LEFT_STATES:
                        leads.setdefault(document, row)
        users = {row.user for row in leads.values() if row.user}
        units = {row.unit for row in leads.values() if row.unit and not row.user}
        people = self.env["res.users"].sudo().browse(users)
        units = self.env["hr.department"].sudo().browse(units)
        person, unit = ({row.id: row.name for row in rows} for rows in (people, units))
        return {
            document: person[row.user] if row.user else unit.get(row.unit, False)
            for document, row in leads.items()
        }
