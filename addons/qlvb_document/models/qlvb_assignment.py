# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

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
    or does it.

    Who may do what:

    * the assignee reads, gives on, gives back, hands over, drafts the reply,
      completes, asks for a later deadline and stops the clock;
    * who gave it recalls it, hands it over, and grants or refuses a later deadline;
    * delegates of both do the same, within their scope;
    * everybody who sees the document sees who works on it, and nobody writes.
    """

    _name = "qlvb.assignment"
    _description = "Assignment"
    _inherit = [
        # Before the mixin of states: it adds to what a step does.
        "qlvb.assignment.exception",
        "qlvb.state.mixin",
        "qlvb.target.mixin",
        "qlvb.assignment.time",
        "qlvb.assignment.delivery",
        "qlvb.assignment.deadline",
        "qlvb.assignment.flow",
        "qlvb.assignment.giver",
        "qlvb.assignment.handover",
        "qlvb.assignment.buttons",
        "qlvb.assignment.lists",
    ]
    _order = "urgency DESC, deadline, id"
    _transitions = {
        "open": {"accepted", "done", "returned", "handed", "recalled"},
        "accepted": {"done", "returned", "handed", "recalled"},
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
            "read_by_id",
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
    state = fields.Selection(
        [
            ("open", "New"),
            ("accepted", "In progress"),
            ("done", "Done"),
            ("returned", "Given back"),
            ("handed", "Handed over"),
            ("recalled", "Recalled"),
        ],
        default="open",
        required=True,
    )
    result = fields.Char()
    read_at = fields.Datetime("Read at")
    read_by_id = fields.Many2one("res.users", "Read by")
    unit_id = fields.Many2one(
        "hr.department",
        "Working unit",
        compute="_compute_unit_id",
        store=True,
        recursive=True,
        index="btree_not_null",
        help="The unit, or that of the work from which this was given on.",
    )
    is_of_my_unit = fields.Boolean(search="_search_is_of_my_unit", store=False)
    needs_reply = fields.Selection(related="document_id.needs_reply")
    reply_due = fields.Date(related="document_id.reply_due")
    done_at = fields.Datetime()

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

    @api.depends("department_id", "parent_id.unit_id")
    def _compute_unit_id(self):
        for row in self:
            row.unit_id = row.department_id or row.parent_id.unit_id

    @api.model
    def _search_is_of_my_unit(self, operator, value):
        """Rows of the units that the user heads, with what was given on there (S27)."""
        if operator != "in":
            return NotImplemented
        Role = self.env["qlvb.role"]
        headed = Domain("role", "=", "unit_head") & Domain("user_id", "=", self.env.uid)
        units = Role.sudo().search(headed & Role._active_domain()).department_id
        mine = Domain("unit_id", "in", units.ids)
        return mine if True in value else ~mine
