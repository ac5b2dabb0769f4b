# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from vnrecords import forms

OUTCOMES = [
    ("in_time", "Answered in time"),
    ("late", "Answered late"),
    ("waiting", "Not due yet"),
    ("overdue", "Overdue"),
    ("excused", "Excused"),
]
# The same in the words of the prints.
PRINTED = {
    "in_time": "Đúng hạn",
    "late": "Trả lời quá hạn",
    "waiting": "Chưa đến hạn",
    "overdue": "Quá hạn",
    "excused": "Được miễn",
}
READ = {
    "qlvb.document": [
        "direction",
        "state",
        "needs_reply",
        "reply_due",
        "reply_to_id",
        "answers_recipient_id",
        "received_at",
        "issue_date",
        "deadline",
        "company_id",
        "department_id",
        "user_id",
        "issuer_id",
        "issuer_name",
        "active",
    ],
    "qlvb.recipient": ["status", "name", "role", "assignment_id", "partner_id"],
    "qlvb.assignment": ["role", "state", "user_id", "unit_id", "done_at"],
    "qlvb.reply.exception": ["state", "decided_at", "assignment_id", "document_id"],
    "qlvb.chase": ["recipient_id", "day"],
}


class QlvbReplyDebt(models.Model):
    """A reply that is owed: by others to us, or by us to others (S28, S40).

    One row for each recipient of an issued document that asks for a reply, and one
    for each incoming document that asks us for one; with who is responsible here,
    the day it was due, what became of it, and how many working days it was late.
    Whoever sees the document sees the row; nobody writes it.
    """

    _name = "qlvb.reply.debt"
    _description = "Reply that Is Owed"
    _inherit = ["qlvb.reply.debt.table", "qlvb.reply.debt.chase", "qlvb.batch.mixin"]
    _auto = False
    _depends = READ
    _order = "due, id"
    _rec_name = "party"

    side = fields.Selection(
        [("them", "Others owe us"), ("us", "We owe others")], readonly=True
    )
    document_id = fields.Many2one("qlvb.document", readonly=True)
    recipient_id = fields.Many2one("qlvb.recipient", readonly=True)
    company_id = fields.Many2one("res.company", "Agency", readonly=True)
    party_id = fields.Many2one("res.partner", "Other body", readonly=True)
    party = fields.Char("Body or unit", readonly=True)
    unit_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    type_id = fields.Many2one("qlvb.document.type", readonly=True)
    urgency = fields.Selection(related="document_id.urgency")
    notation = fields.Char(related="document_id.notation")
    abstract = fields.Char(related="document_id.name")
    reply_request = fields.Char(related="document_id.reply_request")
    asked_on = fields.Date("Asked on", readonly=True)
    due = fields.Date("Reply due", readonly=True)
    answered_on = fields.Date("Answered on", readonly=True)
    excused_on = fields.Date("Excused on", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    is_late_now = fields.Boolean(readonly=True)
    days_late = fields.Integer("Working days late", readonly=True, aggregator="avg")
    chases = fields.Integer("Reminder letters", readonly=True)
    chased_on = fields.Date("Last chased on", readonly=True)
    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    is_of_my_unit = fields.Boolean(search="_search_is_of_my_unit", store=False)

    @api.depends("outcome")
    def _compute_is_overdue(self):
        for debt in self:
            debt.is_overdue = debt.outcome == "overdue"

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("is_late_now", "=", True)
        return late if True in value else ~late

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        people = self.env["qlvb.role"]._acting_users()
        for debt in self:
            debt.is_mine = debt.user_id in people

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        people = self.env["qlvb.role"]._acting_users()
        mine = Domain("user_id", "in", people.ids)
        return mine if True in value else ~mine

    @api.model
    def _search_is_of_my_unit(self, operator, value):
        if operator != "in":
            return NotImplemented
        units = self.env["qlvb.role"]._headed_units()
        mine = Domain("unit_id", "in", units.ids)
        return mine if True in value else ~mine

    def action_open_document(self):
        self.ensure_one()
        return self.document_id.action_open()

    def export_data(self, fields_to_export):
        """Note in the history of access who took out what (ND 30/2020, VI.III.6)."""
        result = super().export_data(fields_to_export)
        what = ", ".join(fields_to_export)
        self.env["qlvb.access.log"]._note(self.document_id, "export", what)
        return result

    def _print_row(self, place):
        """Return the line of a printed list; ``place``: counted from 1."""
        debt = self.sudo()
        people = (debt.unit_id.name, debt.user_id.name)
        return forms.DebtRow(
            place=place,
            party=debt.party or "",
            notation=debt.notation or "",
            dated=debt.asked_on or "",
            abstract=debt.abstract or "",
            responsible=" – ".join(name for name in people if name),
            due=debt.due or "",
            answered=debt.answered_on or "",
            state=PRINTED[debt.outcome],
            days_late=debt.days_late or "",
        )

    def action_print(self):
        """Ask as what the chosen rows are printed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print"),
            "res_model": "qlvb.reply.report",
            "view_mode": "form",
            "target": "new",
            "context": {"default_selected_ids": self.ids, "default_by": "rows"},
        }
