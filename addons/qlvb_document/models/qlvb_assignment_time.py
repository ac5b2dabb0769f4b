# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords import derivation

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentTime(models.AbstractModel):
    """How the deadline of an assignment came about, and what is left of it."""

    _name = "qlvb.assignment.time"
    _description = "Time of Assignments"
    _inherit = ["qlvb.remaining.mixin"]

    _remaining_fields = ("company_id", "deadline", "state")

    deadline_reason = fields.Char(
        "How the deadline was reckoned", compute="_compute_deadline_reason"
    )

    def _remaining_due(self):
        return self.state in OPEN_STATES and self.deadline

    @api.depends("deadline", "original_deadline", "role", "instruction_id")
    def _compute_deadline_reason(self):
        for row in self:
            reason = row.deadline and row.role == "instruct" and row._rule_reason()
            row.deadline_reason = reason or (row.deadline and row._person_reason())

    def _rule_reason(self):
        """Return by which policy the leader's row is due, if one gives this moment."""
        document = self.document_id.sudo()
        policies = self.env["qlvb.deadline.policy"]
        asked = ("instruct", self.company_id, document.urgency)
        starts = (
            ("Đến", document.received_at, document.register_due),
            ("Trả lại", self.create_date, self.create_date),
        )
        for event, moment, start in starts:
            if not (moment and start):
                continue
            code, company, urgency = asked
            if policies._due(code, start, company, urgency) == self.deadline:
                return policies._reason(event, moment, self.deadline, *asked, start)
        return False

    def _person_reason(self):
        """Return who set the deadline, and when."""
        instruction = self.instruction_id.sudo()
        by_leader = instruction and not self.parent_id
        person = instruction.user_id if by_leader else self.create_uid
        moment = instruction.moment if by_leader else self.create_date
        if not (person and moment):
            return False
        return derivation.assigned_sentence(
            person.sudo().name,
            moment,
            self.deadline,
            tz=self.company_id._qlvb_zone_name(),
            original=self.original_deadline,
            counted=self._counted_from_receipt(),
        )

    def _counted_from_receipt(self):
        """Return (receipt, rule) when the deadline is the one proposed (S31)."""
        document = self.document_id.sudo()
        received = document.received_at
        asked = (self.company_id, document.urgency)
        policies = self.env["qlvb.deadline.policy"]
        if not received or policies._due("process", received, *asked) != self.deadline:
            return None
        return received, policies._policy("process", received, *asked)._as_rule()
