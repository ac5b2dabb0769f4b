# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbOpinion(models.Model):
    """Somebody is asked what they think of a document; the document does not move.

    Asked through `qlvb.document.ask_opinion` by whoever works on the document. Who
    is asked (a person, or the head of a unit) sees the document from then on, also
    after the answer, as with work that is done; not any more when the request is
    withdrawn. Whoever sees the document sees the opinions.
    """

    _name = "qlvb.opinion"
    _description = "Opinion"
    _inherit = ["qlvb.state.mixin", "qlvb.target.mixin"]
    _order = "deadline, id"
    _rec_name = "question"
    _transitions = {"open": {"answered", "withdrawn"}}
    _guarded_fields = frozenset(
        {"document_id", "user_id", "department_id", "question", "deadline", "asker_id"}
    )

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    notation = fields.Char(related="document_id.notation")
    abstract = fields.Char(related="document_id.name")
    urgency = fields.Selection(related="document_id.urgency")
    asker_id = fields.Many2one("res.users", "Asked by", required=True)
    question = fields.Text(required=True)
    deadline = fields.Datetime(required=True)
    answer_text = fields.Text("Opinion", readonly=True)
    answered_by_id = fields.Many2one("res.users", readonly=True)
    answered_at = fields.Datetime(readonly=True)
    read_at = fields.Datetime(readonly=True)
    state = fields.Selection(
        [
            ("open", "Waiting for an opinion"),
            ("answered", "Opinion given"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue")

    _open_idx = models.Index("(user_id, deadline, id) WHERE state = 'open'")
    _somebody = models.Constraint(
        "CHECK(user_id IS NOT NULL OR department_id IS NOT NULL)",
        "Choose at least one unit or person.",
    )

    @api.depends("deadline", "state")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for opinion in self:
            waiting = opinion.state == "open" and bool(opinion.deadline)
            opinion.is_overdue = waiting and opinion.deadline < now

    @api.depends("target")
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = self.env._("Opinion: %s", opinion.target)

    def answer(self, text):
        """Give the opinion; who asked is told, and a clock that waited runs again."""
        self.ensure_one()
        if not isinstance(text, str) or not text.strip():
            raise UserError(self.env._("Write your opinion."))
        self._check_mine()
        opinion = self.sudo()
        now = fields.Datetime.now()
        opinion._set_state(
            "answered",
            answer_text=text,
            answered_by_id=self.env.uid,
            answered_at=now,
            read_at=opinion.read_at or now,
        )
        self.document_id._log("opinion", by=self.target, text=text)
        opinion._end_waiting()
        opinion._tell_asker()
        return True

    def withdraw(self, reason):
        """Take the question back; the access that it gave ends with it."""
        self.env["qlvb.assignment"]._check_reason(reason)
        for opinion in self:
            opinion._check_asker()
            receivers = opinion._receivers()
            opinion.sudo()._set_state("withdrawn")
            opinion.document_id._log("opinion_withdraw", to=opinion.target, text=reason)
            opinion._end_waiting()
            opinion.document_id._withdraw_notices(receivers)
        return True

    def _check_asker(self):
        self.check_access("read")
        Role = self.env["qlvb.role"]
        if self.asker_id not in Role._acting_users(document=self.document_id):
            raise UserError(
                self.env._(
                    "This was given by %s: only they can do that.", self.asker_id.name
                )
            )
        Role._act_for(self.asker_id, self.document_id)

    def _end_waiting(self):
        stops = self.env["qlvb.clock.stop"].sudo()
        stops.search([("opinion_id", "in", self.ids), ("ended_at", "=", False)])._end()

    def _tell_asker(self):
        self.document_id.message_notify(
            partner_ids=self.asker_id.partner_id.ids,
            subject=self.display_name,
            body=self.document_id.display_name,
        )

    def action_open_document(self):
        """Open the document, and note that the question was read."""
        self.ensure_one()
        if self.is_mine and self.state == "open":
            self.mark_read()
        return self.document_id.action_open()

    def mark_read(self):
        """Note the first reading of the question."""
        self._check_mine()
        for opinion in self.filtered(lambda row: not row.read_at):
            opinion._act()
            values = {"read_at": fields.Datetime.now()}
            opinion.sudo()._through_door().write(values)
            opinion.document_id._log("read", by=opinion.target)
        return True

    def action_answer(self):
        """Ask for the opinion."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give an opinion"),
            "res_model": "qlvb.opinion.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_opinion_id": self.id},
        }
