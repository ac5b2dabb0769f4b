# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .qlvb_target_mixin import OPEN_STATES

ROLES = [
    ("instruct", "To instruct"),
    ("lead", "Lead"),
    ("coordinate", "Co-ordinate"),
    ("inform", "For information"),
]


class QlvbAssignment(models.Model):
    """One piece of work on a document, for one unit or one person.

    People work from lists of these records. A unit's row has no person: it shows
    to whoever holds the head's role there, who gives it to somebody (a child row)
    or does it. The assignee completes, gives back or passes on. Everybody who sees
    the document sees who works on it.
    """

    _name = "qlvb.assignment"
    _description = "Assignment"
    _inherit = [
        "qlvb.state.mixin",
        "qlvb.target.mixin",
        "qlvb.assignment.time",
        "qlvb.assignment.flow",
        "qlvb.assignment.buttons",
        "qlvb.assignment.lists",
    ]
    _order = "urgency DESC, deadline, id"
    _transitions = {
        "open": {"accepted", "done", "returned", "recalled"},
        "accepted": {"done", "returned", "recalled"},
    }
    _guarded_fields = frozenset(
        {
            "document_id",
            "instruction_id",
            "parent_id",
            "role",
            "user_id",
            "department_id",
            "deadline",
            "original_deadline",
            "done_at",
            "result",
            "read_at",
        }
    )

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    urgency = fields.Selection(related="document_id.urgency", store=True)
    notation = fields.Char(related="document_id.notation")
    issuer_name = fields.Char(related="document_id.issuer_name")
    abstract = fields.Char(related="document_id.name")
    received_at = fields.Datetime(related="document_id.received_at")
    instruction_id = fields.Many2one("qlvb.instruction", index="btree_not_null")
    instruction_text = fields.Text(related="instruction_id.text")
    parent_id = fields.Many2one("qlvb.assignment", index="btree_not_null")
    child_ids = fields.One2many("qlvb.assignment", "parent_id")
    role = fields.Selection(ROLES, required=True, default="lead")
    text = fields.Text("Note")
    deadline = fields.Datetime()
    original_deadline = fields.Datetime(help="Kept when the deadline is extended.")
    state = fields.Selection(
        [
            ("open", "New"),
            ("accepted", "In progress"),
            ("done", "Done"),
            ("returned", "Given back"),
            ("recalled", "Recalled"),
        ],
        default="open",
        required=True,
    )
    result = fields.Char()
    read_at = fields.Datetime()
    done_at = fields.Datetime()
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _open_user_idx = models.Index(
        "(user_id, deadline, id) WHERE state IN ('open', 'accepted')"
    )
    _open_deadline_idx = models.Index(
        "(company_id, deadline) WHERE state IN ('open', 'accepted')"
        " AND deadline IS NOT NULL AND role <> 'inform'"
    )
    _open_unit_idx = models.Index(
        "(department_id, deadline, id) WHERE state IN ('open', 'accepted')"
        " AND user_id IS NULL"
    )
    _one_lead = models.UniqueIndex(
        "(document_id) WHERE role = 'lead' AND parent_id IS NULL"
        " AND state IN ('open', 'accepted', 'done')",
        "Only one unit or person can take the lead.",
    )
    _somebody = models.Constraint(
        "CHECK(user_id IS NOT NULL OR department_id IS NOT NULL)",
        "Each assignment needs a unit or a person.",
    )

    @api.depends("role", "target", "document_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{label.get(row.role)}: {row.target}"

    @api.depends("deadline", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for row in self:
            open_row = row.state in OPEN_STATES and bool(row.deadline)
            row.is_overdue = open_row and row.deadline < now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", OPEN_STATES) & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        return late if True in value else ~late
