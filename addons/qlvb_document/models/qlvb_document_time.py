# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from vnrecords import derivation


class QlvbDocumentTime(models.AbstractModel):
    """How the deadlines of a document came about, and which of them were missed.

    Late is what waits beyond its deadline and what was done after it: asked of the
    clock when it is searched or shown, never stored.
    """

    _name = "qlvb.document.time"
    _description = "Time of Documents"
    _inherit = ["qlvb.remaining.mixin"]

    _remaining_fields = (
        "company_id",
        "state",
        "direction",
        "register_due",
        "issue_due",
        "deadline",
    )

    deadline_reason = fields.Char(
        "How the deadline was reckoned", compute="_compute_deadline_reason"
    )
    is_register_late = fields.Boolean(
        "Registered late",
        compute="_compute_is_register_late",
        search="_search_is_register_late",
        help="Not registered, or not in time, after it arrived (S15).",
    )
    is_assign_late = fields.Boolean(
        "Assigned late",
        compute="_compute_is_assign_late",
        search="_search_is_assign_late",
        help="Not assigned, or not on the day it was due (S17).",
    )
    is_issue_late = fields.Boolean(
        "Issued late",
        compute="_compute_is_issue_late",
        search="_search_is_issue_late",
        help="Not issued, or not in time, after it was signed (S14).",
    )

    def _remaining_due(self):
        if self.direction == "incoming" and self.state == "draft":
            return self.register_due
        if self.state == "signed":
            return self.issue_due
        return self.state == "registered" and self.deadline

    @api.depends(
        "state", "received_at", "register_due", "signed_at", "issue_due", "deadline"
    )
    def _compute_deadline_reason(self):
        for document in self:
            document.deadline_reason = document._deadline_reason()

    def _deadline_reason(self):
        policies = self.env["qlvb.deadline.policy"]
        asked = (self.company_id, self.urgency)
        if self.direction == "incoming" and self.state == "draft":
            return policies._reason(
                "Đến", self.received_at, self.register_due, "register", *asked
            )
        if self.state == "signed":
            return policies._reason(
                "Ký", self.signed_at, self.issue_due, "issue", *asked
            )
        return self.state == "registered" and self.sudo().lead_id.deadline_reason

    def _proposed_deadline(self):
        """Return until when the documents are to be worked on, and why (S28, S31).

        The day for which the sender asked a reply; else counted from the receipt of
        the first document, as urgent as the most urgent; what would have passed is
        counted from now. Returns (UTC, Vietnamese sentence), or (False, False).
        """
        agency = self.company_id[:1].sudo()
        if not agency.resource_calendar_id:
            return False, False
        now = fields.Datetime.now()
        asked = self._reply_moment(agency)
        if asked and asked > now:
            zone = agency._qlvb_zone_name()
            return asked, derivation.asked_sentence(self.reply_due, asked, tz=zone)
        policies = self.env["qlvb.deadline.policy"]
        common = (agency, max(document.urgency or "0" for document in self))
        received = min(document.received_at or now for document in self)
        for event, start in (("Đến", received), ("Giao", now)):
            due = policies._due("process", start, *common)
            if due and due > now:
                return due, policies._reason(event, start, due, "process", *common)
        return False, False

    def _reply_moment(self, agency):
        """Return the end of the day on which the sender wants the reply (S28)."""
        if len(self) != 1 or self.needs_reply != "reply" or not self.reply_due:
            return False
        morning = fields.Datetime.to_datetime(self.reply_due)
        return agency.resource_calendar_id._qlvb_end_of_day(morning)

    @api.depends("state", "register_due", "registered_at")
    def _compute_is_register_late(self):
        now = fields.Datetime.now()
        for document in self:
            waits = document.state == "draft" and now
            done = document.direction == "incoming" and (
                document.registered_at or waits
            )
            due = document.register_due
            document.is_register_late = bool(due and done and done > due)

    @api.depends("state", "issue_due", "issued_at")
    def _compute_is_issue_late(self):
        now = fields.Datetime.now()
        for document in self:
            done = document.issued_at or (document.state == "signed" and now)
            due = document.issue_due
            document.is_issue_late = bool(due and done and done > due)

    @api.depends("assignment_ids.state", "assignment_ids.deadline")
    def _compute_is_assign_late(self):
        late = self._search_ids_late("is_assign_late")
        for document in self:
            document.is_assign_late = document._origin.id in late

    def _search_ids_late(self, name):
        found = self.sudo().with_context(active_test=False)
        return set(found.search([("id", "in", self.ids), (name, "=", True)]).ids)

    def _search_is_register_late(self, operator, value):
        now = fields.Datetime.now()
        waiting = Domain("state", "=", "draft") & Domain("register_due", "<", now)
        missed = waiting | self._done_after("registered_at", "register_due")
        return self._late(
            operator, value, Domain("direction", "=", "incoming") & missed
        )

    def _search_is_issue_late(self, operator, value):
        now = fields.Datetime.now()
        waiting = Domain("state", "=", "signed") & Domain("issue_due", "<", now)
        return self._late(
            operator, value, waiting | self._done_after("issued_at", "issue_due")
        )

    def _search_is_assign_late(self, operator, value):
        rows = self.env["qlvb.assignment"]
        names = ("document_id", "role", "state", "deadline", "done_at")
        late = SQL(
            """(SELECT document_id FROM qlvb_assignment WHERE role = 'instruct'
                AND (state IN ('open', 'accepted') AND deadline < %s
                     OR state = 'done' AND done_at > deadline))""",
            fields.Datetime.now(),
            to_flush=[rows._fields[name] for name in names],
        )
        return self._late(operator, value, Domain("id", "in", late))

    @api.model
    def _late(self, operator, value, late):
        if operator != "in":
            return NotImplemented
        return late if True in value else ~late

    @api.model
    def _done_after(self, done, due):
        """Return the domain of what was done after it was due, both columns."""

        def to_sql(model, alias, query):
            return SQL(
                "COALESCE(%s > %s, FALSE)",
                model._field_to_sql(alias, done, query),
                model._field_to_sql(alias, due, query),
            )

        return Domain.custom(
            to_sql=to_sql,
            predicate=lambda row: bool(row[done] and row[due] and row[done] > row[due]),
        )
