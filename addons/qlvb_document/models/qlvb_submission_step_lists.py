# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbSubmissionStepLists(models.AbstractModel):
    """Searching what is to be decided, and deciding on many drafts at once."""

    _name = "qlvb.submission.step.lists"
    _description = "Lists of Submission Steps"

    is_overdue = fields.Boolean(
        compute="_compute_is_overdue", search="_search_is_overdue"
    )
    search_all = fields.Char(
        "Search",
        compute="_compute_search_all",
        search="_search_search_all",
        export_string_translation=False,
    )
    asked_text = fields.Char(
        "Decided by", compute="_compute_asked_text", compute_sudo=True
    )

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for step in self:
            waits = step.state == "current" and step.deadline
            step.is_overdue = bool(waits) and step.deadline < now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "current") & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    @api.depends("document_id.search_text")
    def _compute_search_all(self):
        for step in self:
            step.search_all = step.document_id.search_text

    @api.model
    def _search_search_all(self, operator, value):
        return Domain("document_id.search_all", operator, value)

    @api.depends("user_id", "decided_by", "decided_for_id")
    def _compute_asked_text(self):
        for step in self:
            name = step.decided_by.name or step.user_id.name
            if step.decided_for_id:
                name = self.env._(
                    "%(delegate)s for %(person)s",
                    delegate=name,
                    person=step.decided_for_id.name,
                )
            step.asked_text = name

    def agree_many(self, comment=None):
        """Agree to each step; return ``[{id, name, ok, message}]``.

        One that is refused hinders no other; each says why.
        """
        return self._each(
            lambda rows: rows.submission_id.agree(comment), self.env._("Agreed")
        )

    def action_agree_many(self):
        return self._show_results(self.env._("Agree"), self.agree_many())
