# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentHandover(models.AbstractModel):
    """A colleague goes on with the work; the row of who had it stays as a trace.

    The person who has the work hands it over, or who gave it to that person. What
    waits for direction goes only to another leader or to the head of office.
    """

    _name = "qlvb.assignment.handover"
    _description = "Hand-over of Assignments"

    previous_id = fields.Many2one(
        "qlvb.assignment",
        "Handed over from",
        readonly=True,
        index="btree_not_null",
    )

    def hand_over(self, user_id, reason):
        """Give the person's work to a colleague and return the id of the new row."""
        self.ensure_one()
        self._check_reason(reason)
        self._check_may_hand_over()
        user = self._check_colleague(user_id)
        new = self.sudo()._hand_over(user, reason)
        new._notify()
        return new.id

    def _check_may_hand_over(self):
        self.check_access("read")
        if self.is_given_by_me and not self.is_mine:
            self._check_giver()
        else:
            self._check_mine()
        if not self.user_id:
            raise UserError(
                self.env._("This is for a unit: give it to a person, or give it back.")
            )

    def _check_colleague(self, user_id):
        """Return the user who is to have the work, or refuse."""
        user = self._check_person(user_id)
        if user == self.user_id:
            raise UserError(self.env._("%s has this work already.", user.name))
        if self.role == "instruct":
            Role = self.env["qlvb.role"]
            may = Role._holders("leader", self.company_id)
            may |= Role._holders("office", self.company_id)
            if user not in may:
                raise UserError(
                    self.env._(
                        "%s does not instruct: choose a leader or the head of office.",
                        user.name,
                    )
                )
        return user

    def _hand_over(self, user, reason):
        self._end_clock_stops()
        self.extension_ids._lapse()
        deadline = self.deadline
        self._set_state("handed", result=reason, done_at=fields.Datetime.now())
        self.flush_recordset()
        new = self._through_door().create(self._handed_values(user, reason, deadline))
        children = self.child_ids.filtered(lambda row: row.state in OPEN_STATES)
        children._through_door().write({"parent_id": new.id})
        self._hand_over_drafts(user)
        self.document_id._log(
            "hand_over", by=self.user_id.name, to=user.name, reason=reason
        )
        return new

    def _handed_values(self, user, reason, deadline):
        return {
            "document_id": self.document_id.id,
            "instruction_id": self.instruction_id.id,
            "parent_id": self.parent_id.id,
            "previous_id": self.id,
            "role": self.role,
            "user_id": user.id,
            "deadline": deadline,
            "original_deadline": self.original_deadline,
            "text": reason,
        }

    def _hand_over_drafts(self, user):
        """Let the colleague go on with the drafts that answer the document."""
        drafts = self.env["qlvb.document"].search(
            [
                ("reply_to_id", "=", self.document_id.id),
                ("state", "=", "draft"),
                ("user_id", "=", self.user_id.id),
            ]
        )
        drafts.write({"user_id": user.id})
