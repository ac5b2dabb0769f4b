# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..orm import set_alike

# Work that somebody no longer has, although it is not done.
LEFT_STATES = ("recalled", "returned", "handed")


class QlvbDocumentWork(models.AbstractModel):
    """What is done with a registered document: instructions and assignments.

    The status codes of the exchange (03 received … 06 done) follow from the work
    by themselves and go back to the sender (S18).
    """

    _name = "qlvb.document.work"
    _description = "Work on Documents"

    instruction_ids = fields.One2many("qlvb.instruction", "document_id", readonly=True)
    assignment_ids = fields.One2many("qlvb.assignment", "document_id", readonly=True)
    lead_id = fields.Many2one(
        "qlvb.assignment",
        compute="_compute_lead_id",
        compute_sudo=True,
        string="Lead assignment",
    )
    deadline = fields.Datetime(
        compute="_compute_deadline",
        store=True,
        help="Until when the lead unit is to answer.",
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    status = fields.Selection(
        selection=lambda self: self.env["qlvb.recipient"]._status_selection(),
        readonly=True,
        copy=False,
        help="Processing status that the sender sees.",
    )

    @api.depends("assignment_ids.role", "assignment_ids.state")
    def _compute_lead_id(self):
        for document in self:
            document.lead_id = document.assignment_ids.filtered(
                lambda row: (
                    row.role == "lead"
                    and not row.parent_id
                    and row.state not in LEFT_STATES
                )
            )[:1]

    @api.depends(
        "assignment_ids.deadline", "assignment_ids.role", "assignment_ids.state"
    )
    def _compute_deadline(self):
        for document in self:
            leads = document.assignment_ids.filtered(
                lambda row: (
                    row.role == "lead"
                    and not row.parent_id
                    and row.state not in LEFT_STATES
                )
            )
            document.deadline = leads[:1].deadline

    @api.depends("deadline", "state", "register_due")
    def _compute_is_overdue(self):
        now, late = fields.Datetime.now(), {}
        for document in self:
            due = False
            if document.direction == "incoming" and document.state == "draft":
                due = document.register_due
            elif document.state == "registered":
                due = document.deadline
            late[document] = bool(due) and due < now
        set_alike(self, "is_overdue", late)

    def _route_to_leader(self, leader=None):
        """Put the registered document on the leaders' list by itself (S25)."""
        self.ensure_one()
        leaders = leader or self._competent_leaders()
        if not leaders:
            raise UserError(
                self.env._(
                    "%s has no leader to send the document to: an administrator enters"
                    " one under Configuration / Roles.",
                    self.company_id.name,
                )
            )
        # Counted from receipt, not from when the clerk gets to it (S31); a document
        # that was given back is new work.
        start = not leader and (self.register_due or self.received_at)
        start = start or fields.Datetime.now()
        due = self.env["qlvb.deadline.policy"]._due(
            "instruct", start, self.company_id, self.urgency
        )
        row = (
            self.env["qlvb.assignment"]
            .sudo()
            ._through_door()
            .create(
                {
                    "document_id": self.id,
                    "company_id": self.company_id.id,
                    "urgency": self.urgency,
                    "role": "instruct",
                    "user_id": leaders[0].id,
                    "deadline": due,
                }
            )
        )
        row._notify()

    def _withdraw_notices(self, users):
        """Take back what was sent to users who no longer see the documents."""
        for document in self.sudo():
            gone = self.env["res.partner"].union(
                *(
                    user.partner_id
                    for user in users.sudo()
                    if not document.with_user(user).has_access("read")
                )
            )
            document._withdraw_notices_of(gone)
            document.message_unsubscribe(gone.ids)

    def _withdraw_notices_of(self, partners):
        notices = self.env["mail.message"].search(
            [
                ("model", "=", "qlvb.document"),
                ("res_id", "=", self.id),
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", partners.ids),
            ]
        )
        for notice in notices:
            left = notice.partner_ids - partners
            if left:
                lines = notice.notification_ids
                lines.filtered(lambda line: line.res_partner_id in partners).unlink()
                notice.partner_ids = left
            else:
                notice.unlink()

    def instruct(self, text, assignments, lead_reason=None):
        """Give an instruction on a registered document; return its id.

        ``assignments``: list of dicts with ``role`` (lead, coordinate or inform),
        ``department_id`` or ``user_id``, and ``deadline`` ("YYYY-MM-DD HH:MM:SS",
        UTC; not for inform). Exactly one lead; the others need one (S26).
        ``lead_reason``: why another one takes the lead than before; who leads now
        loses the work, which stays as a trace.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(("leader", "office"))
        if lead_reason:
            self._change_lead(assignments, lead_reason)
            self._check_role(("leader", "office"))
        return self.env["qlvb.instruction"]._give(self, text, assignments).id

    def _change_lead(self, assignments, reason):
        """Take the lead back from who has it, for the one that is named now."""
        self.env["qlvb.assignment"]._check_reason(reason)
        lead = self.lead_id
        named = any(
            isinstance(row, dict) and row.get("role", "lead") == "lead"
            for row in assignments or ()
        )
        if not lead or not named:
            raise UserError(
                self.env._("The lead changes only from one unit or person to another.")
            )
        lead._check_giver()
        lead.sudo()._recall(reason)
        self.env["qlvb.assignment"].flush_model(["state"])

    def instruct_each(self, text, assignments):
        """Give the same instruction on several documents, each by itself.

        Return ``[{id, name, ok, message}]``: what is refused on one document does
        not hinder the others.
        """
        return self._each(
            lambda documents: documents._instruct_all(text, assignments),
            self.env._("Instructed"),
        )

    def _instruct_all(self, text, assignments):
        """Instruct on all documents in few statements; nothing when one is refused."""
        self.check_access("read")
        Role, groups = self.env["qlvb.role"], {}
        for document in self:
            document._check_role(("leader", "office"))
            principals = Role._principals()
            groups[principals] = groups.get(principals, self.browse()) | document
        for documents in groups.values():
            # Once more, for the trail: on whose behalf these are.
            documents[0]._check_role(("leader", "office"))
            with self.env["qlvb.event"]._gathered():
                self.env["qlvb.instruction"]._give(documents, text, assignments)

    def _set_status(self, code, reason=None):
        """Keep the processing status and tell the sender; never goes backwards."""
        behind = self.sudo().filtered(lambda row: not row.status or row.status < code)
        behind._on_status(code, reason)

    def _on_status(self, code, reason=None):
        """Hook: the status of a received document changed; tell who sent it."""
        self._through_door().write({"status": code})
        for document in self.sudo():
            document.source_recipient_id._set_status(code, reason)

    def _blockers_done(self):
        rows = self.assignment_ids.filtered(
            lambda row: row.state in ("open", "accepted") and row.role != "inform"
        )
        return [
            self.env._("“%s” is still being worked on.", row.display_name)
            for row in rows
        ]

    def _finish_if_done(self):
        """Close registered documents on which no work is left; status 06."""
        for document in self.sudo():
            if document.state == "registered" and not document._blockers_done():
                document._set_state("done")
                document._log("done")
                document._set_status("06")
