# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

INSIDE_ROLES = [
    ("lead", "Lead"),
    ("coordinate", "Co-ordinate"),
    ("inform", "For information"),
]


class QlvbRecipientInside(models.AbstractModel):
    """Units and persons of the agency itself: the document lands on their lists.

    An internal document goes to them alone; an outgoing one may, too. With the issue
    each gets an assignment, which opens the document to them; their reading and
    their work come back as the status of the recipient (S39).
    """

    _name = "qlvb.recipient.inside"
    _description = "Recipient inside the Agency"

    department_id = fields.Many2one("hr.department", "Unit")
    user_id = fields.Many2one("res.users", "Person")
    is_inside = fields.Boolean(compute="_compute_is_inside")
    role = fields.Selection(
        INSIDE_ROLES,
        "Handles it as",
        default="inform",
        required=True,
        help="For units and persons of the agency.",
    )
    deadline = fields.Datetime(
        help="For the lead and who co-ordinates; else the day the reply is due."
    )
    assignment_id = fields.Many2one(
        "qlvb.assignment", readonly=True, copy=False, index="btree_not_null"
    )
    read_at = fields.Datetime("Read at", related="assignment_id.read_at")

    _department_uniq = models.UniqueIndex(
        "(document_id, department_id)"
        " WHERE department_id IS NOT NULL AND user_id IS NULL",
        "This unit is among the recipients already.",
    )
    _user_uniq = models.UniqueIndex(
        "(document_id, user_id) WHERE user_id IS NOT NULL",
        "This person is among the recipients already.",
    )
    _inside_or_outside = models.Constraint(
        "CHECK(partner_id IS NULL OR (department_id IS NULL AND user_id IS NULL))",
        "A recipient is either outside the agency or one of its units or persons.",
    )

    @api.depends("department_id", "user_id")
    def _compute_is_inside(self):
        for recipient in self:
            recipient.is_inside = bool(recipient.department_id or recipient.user_id)

    @api.model
    def _inside_for_reply(self, document):
        """Return commands that make who drafted an internal document the recipient."""
        values = {"role": "inform", "user_id": document.sudo().user_id.id}
        return [fields.Command.create(values)]

    def _inside_blockers(self):
        """Return why the recipients of one document do not do, as sentences."""
        inside = self.sudo().filtered("is_inside")
        return self._side_blockers() + inside._role_blockers()

    def _side_blockers(self):
        """Return who of them is on the wrong side of the agency's door."""
        rows = self.sudo()
        inside = rows.filtered("is_inside")
        outside = rows - inside
        blockers = []
        if rows.document_id.direction == "internal" and outside:
            blockers.append(
                self.env._(
                    "An internal document goes to units and persons of the agency"
                    " only: take out %s.",
                    ", ".join(name or "?" for name in outside.mapped("name")),
                )
            )
        for row in inside:
            blockers += row._place_blockers()
        return blockers

    def _place_blockers(self):
        _ = self.env._
        agency = self.document_id.company_id
        blockers = []
        if self.department_id and self.department_id.company_id != agency:
            blockers.append(_("“%s” is not a unit of this agency.", self.name))
        if self.user_id and not self.user_id._is_member(agency):
            blockers.append(_("“%s” does not work in this agency.", self.name))
        if self.role != "inform" and not self._due():
            blockers.append(_("“%s” needs a deadline.", self.name))
        return blockers

    def _role_blockers(self):
        _ = self.env._
        document = self.document_id
        leads = self.filtered(lambda row: row.role == "lead")
        blockers = []
        if len(leads) > 1:
            blockers.append(_("Only one unit or person can take the lead."))
        if not leads and any(row.role == "coordinate" for row in self):
            blockers.append(_("Co-ordinating units need one that takes the lead."))
        asked = document.direction == "internal" and document.needs_reply == "reply"
        if asked and self and not leads:
            blockers.append(
                _("The document asks for a reply: somebody takes the lead.")
            )
        return blockers

    def _due(self):
        """Return until when (UTC) the recipient is to act, or False."""
        document = self.document_id
        if self.role == "inform":
            return False
        if self.deadline or not document.reply_due:
            return self.deadline
        calendar = document.company_id.sudo().resource_calendar_id
        midnight = document.company_id._qlvb_midnight(document.reply_due)
        return calendar and calendar._qlvb_end_of_day(midnight)

    def _land(self):
        """Put the document on the lists of these units and persons, once."""
        Assignment = self.env["qlvb.assignment"].sudo()._through_door()
        Assignment.flush_model(["state"])
        for recipient in self.filtered(lambda row: not row.assignment_id):
            document = recipient.document_id
            row = Assignment.create(
                {
                    "document_id": document.id,
                    "company_id": document.company_id.id,
                    "urgency": document.urgency,
                    "role": recipient.role,
                    "department_id": recipient.department_id.id,
                    "user_id": recipient.user_id.id,
                    "deadline": recipient._due(),
                    "original_deadline": recipient._due(),
                }
            )
            recipient.assignment_id = row
            recipient._set_status("01")
            row._notify()
