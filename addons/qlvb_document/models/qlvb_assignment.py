# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

ROLES = [
    ("instruct", "To instruct"),
    ("lead", "Lead"),
    ("coordinate", "Co-ordinate"),
    ("inform", "For information"),
]
OPEN_STATES = ("open", "accepted")


class QlvbAssignment(models.Model):
    """One piece of work on a document, for one unit or one person.

    People work from lists of these records. A unit's row has no person: it shows
    to whoever holds the head's role there, who gives it to somebody (a child row)
    or does it. The assignee completes, gives back or passes on. Everybody who sees
    the document sees who works on it.
    """

    _name = "qlvb.assignment"
    _description = "Assignment"
    _inherit = ["qlvb.state.mixin"]
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
    department_id = fields.Many2one("hr.department", "Unit")
    user_id = fields.Many2one("res.users", "Person")
    target = fields.Char(compute="_compute_target", string="Assigned to")
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
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _open_user_idx = models.Index(
        "(user_id, deadline, id) WHERE state IN ('open', 'accepted')"
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

    @api.depends("user_id", "department_id")
    def _compute_target(self):
        for row in self:
            row.target = row.user_id.name or row.department_id.name

    @api.depends("role", "target", "document_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{label.get(row.role)}: {row.target}"

    @api.depends("user_id", "department_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.search([("id", "in", self.ids), ("is_mine", "=", True)])
        for row in self:
            row.is_mine = row in mine

    @api.model
    def _search_is_mine(self, operator, value):
        """Rows of the user, of those acted for, and of units headed, without person."""
        if operator != "in":
            return NotImplemented
        Role = self.env["qlvb.role"]
        people = Role._acting_users()
        units = (
            Role.sudo()
            .search(
                Domain("role", "=", "unit_head")
                & Domain("user_id", "in", people.ids)
                & Role._active_domain()
            )
            .department_id
        )
        mine = Domain("user_id", "in", people.ids) | (
            Domain("user_id", "=", False) & Domain("department_id", "in", units.ids)
        )
        return mine if True in value else ~mine

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

    def _check_mine(self):
        """Refuse to act on a row that is somebody else's or that is closed."""
        for row in self:
            row.check_access("read")
            if not row.is_mine:
                raise UserError(
                    self.env._(
                        "This is assigned to %s: only they can do that.", row.target
                    )
                )
            if row.state not in OPEN_STATES:
                raise UserError(self.env._("“%s” is closed already.", row.display_name))
            holders = row.user_id or self.env["qlvb.role"]._holders(
                "unit_head", row.company_id, row.department_id
            )
            self.env["qlvb.role"]._act_for(holders)

    def give(self, user_id, deadline=None, text=None):
        """Give the unit's work to a person and return the id of the new row (7.2c)."""
        self.ensure_one()
        self._check_mine()
        if self.role == "instruct":
            raise UserError(self.env._("Instruct instead: say who takes the lead."))
        user = self.env["res.users"].sudo().browse(user_id)
        if (
            not user.exists()
            or not user.active
            or self.company_id not in user.company_ids
        ):
            raise UserError(self.env._("Choose somebody who works in this agency."))
        already = self.sudo().child_ids.filtered(
            lambda row: row.user_id == user and row.state in OPEN_STATES
        )
        if already:
            return already[0].id
        child = (
            self.sudo()
            ._through_door()
            .create(
                {
                    "document_id": self.document_id.id,
                    "instruction_id": self.instruction_id.id,
                    "parent_id": self.id,
                    "role": self.role,
                    "user_id": user.id,
                    "deadline": deadline or self.deadline,
                    "original_deadline": deadline or self.deadline,
                    "text": text,
                }
            )
        )
        self._accept()
        self.document_id._log("give", to=user.name, text=text)
        child._notify()
        return child.id

    def give_back(self, reason):
        """Give the work back to who assigned it, with a reason."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the work is given back."))
        self._check_mine()
        for row in self:
            if row.role == "instruct":
                raise UserError(
                    self.env._("Instruct, or let the clerk return the document.")
                )
            row.sudo()._set_state("returned", result=reason)
            row.document_id._log("give_back", by=row.target, reason=reason)
            row.sudo()._ask_again()
        return True

    def _ask_again(self):
        """What a unit gave back goes to who assigned it, for a new instruction."""
        self.ensure_one()
        if not self.parent_id and self.role == "lead":
            self.document_id._route_to_leader(self.instruction_id.user_id)

    def mark_read(self):
        """Note the first reading; what was for information only is done by it (S42)."""
        self._check_mine()
        for row in self:
            if not row.read_at:
                row.sudo()._through_door().write({"read_at": fields.Datetime.now()})
                row.document_id._log("read", by=row.target)
            if row.role == "inform":
                row.sudo()._finish(self.env._("Read"))
        return True

    def complete(self, result):
        """Close the work with a result in words."""
        if not (result or "").strip():
            raise UserError(self.env._("Say what the result is."))
        self._check_mine()
        self._check_reply_not_needed()
        self.sudo()._finish(result)
        return True

    def _check_reply_not_needed(self):
        """A document that asks for a reply is closed by issuing one (S43)."""
        for row in self:
            asked = row.document_id.needs_reply == "reply"
            if asked and row.role in ("lead", "instruct"):
                raise UserError(
                    self.env._(
                        "“%s” asks for a reply: draft it, it closes the work when it"
                        " is issued.",
                        row.document_id.display_name,
                    )
                )

    def draft_reply(self, values=None):
        """Start the outgoing draft that answers the document; return its id."""
        self.ensure_one()
        self._check_mine()
        document = self.document_id._draft_reply(self, values or {})
        self._accept()
        return document.id

    def _accept(self):
        """Note that work has begun; status 05 goes to the sender."""
        for row in self.sudo():
            if row.state == "open":
                row._set_state("accepted")
        self.document_id._set_status("05")

    def _finish(self, result):
        """Close these rows, then those above them, then the document."""
        now = fields.Datetime.now()
        for row in self:
            if row.state in OPEN_STATES:
                row._set_state("done", result=result, done_at=now)
                row.document_id._log("done", by=row.target, result=result)
            parent = row.parent_id
            if parent.state in OPEN_STATES and not any(
                child.state in OPEN_STATES for child in parent.child_ids
            ):
                parent._finish(result)
        self.document_id._finish_if_done()

    def _notify(self):
        """Tell the assignees in the web client, now (S16)."""
        for row in self.sudo():
            users = row.user_id or self.env["qlvb.role"]._holders(
                "unit_head", row.company_id, row.department_id
            )
            if users:
                row.document_id.message_notify(
                    partner_ids=users.partner_id.ids,
                    subject=row.display_name,
                    body=row.document_id.display_name,
                )

    def action_open_document(self):
        """Open the document from the work list, and note that it was read."""
        self.ensure_one()
        if self.is_mine and self.state in OPEN_STATES:
            self.mark_read()
        return self.document_id.action_open()

    def action_draft_reply(self):
        return self.env["qlvb.document"].browse(self.draft_reply()).action_open()

    def action_give(self):
        return self._wizard_action("qlvb.assignment.give", self.env._("Give to"))

    def action_complete(self):
        return self._wizard_action("qlvb.assignment.complete", self.env._("Complete"))

    def action_instruct(self):
        return self.document_id.action_instruct()

    def _wizard_action(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_assignment_id": self.id},
        }
