# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from .qlvb_target_mixin import OPEN_STATES


class QlvbAssignmentFlow(models.AbstractModel):
    """What the assignee does: give on, give back, read, reply, complete."""

    _name = "qlvb.assignment.flow"
    _description = "Flow of Assignments"

    def give(self, user_id, deadline=None, text=None):
        """Give the unit's work to a person and return the id of the new row (7.2c)."""
        self.ensure_one()
        self._check_mine()
        if self.role == "instruct":
            raise UserError(self.env._("Instruct instead: say who takes the lead."))
        user = self._check_person(user_id)
        deadline = self._check_given_deadline(deadline)
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
                    "company_id": self.document_id.company_id.id,
                    "urgency": self.document_id.urgency,
                    "instruction_id": self.instruction_id.id,
                    "parent_id": self.id,
                    "role": self.role,
                    "user_id": user.id,
                    "deadline": deadline,
                    "original_deadline": deadline,
                    "text": text,
                }
            )
        )
        self._accept()
        self.document_id._log("give", to=user.name, text=text)
        child._notify()
        return child.id

    def _check_given_deadline(self, deadline):
        """Return until when a person has the work: as the unit has it, or sooner."""
        whole = self.deadline
        until = self._read_moment(deadline) or whole
        if not until or until == whole:
            return whole
        if until <= fields.Datetime.now():
            raise UserError(
                self.env._("This deadline has passed: choose one that lies ahead.")
            )
        if whole and until > whole:
            raise UserError(
                self.env._(
                    "The unit itself is due %s: ask for a later deadline of the unit"
                    " first.",
                    self.document_id._local_text(whole),
                )
            )
        return until

    def _check_person(self, user_id):
        """Return the user of the agency with this id, or refuse."""
        user_id = user_id if isinstance(user_id, int) else []
        user = self.env["res.users"].sudo().browse(user_id).exists()
        if not user.active or user.share or self.company_id not in user.company_ids:
            raise UserError(self.env._("Choose somebody who works in this agency."))
        return user

    def give_back(self, reason):
        """Give the work back to who assigned it, with a reason."""
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the work is given back."))
        self._check_mine()
        for row in self:
            if row.role == "instruct":
                raise UserError(
                    self.env._("Instruct, or let the clerk return the document.")
                )
            row._act()
            row._take_from_below(reason)
            row._end_clock_stops()
            row.sudo().extension_ids._lapse()
            row.sudo()._set_state(
                "returned", result=reason, done_at=fields.Datetime.now()
            )
            row.document_id._log("give_back", by=row.target, reason=reason)
            row._tell(row._givers(), self.env._("Given back: %s", reason))
            row.sudo()._ask_again()
        return True

    def _take_from_below(self, reason):
        """Take back what was given on from here: nobody works on what is closed."""
        given_on = self.sudo().child_ids.filtered(lambda r: r.state in OPEN_STATES)
        if given_on:
            given_on._recall(reason)

    def _ask_again(self):
        """What a unit gave back goes to who assigned it, for a new instruction."""
        self.ensure_one()
        if not self.parent_id and self.role == "lead":
            self.document_id._route_to_leader(self._givers()[:1])
        else:
            self.document_id._finish_if_done()

    def mark_read(self):
        """Note the first reading; what was for information only is done by it (S42)."""
        self._check_mine()
        for row in self:
            row._act()
            row._note_reading()
            if row.role == "inform":
                row.sudo()._finish(self.env._("Read"))
        return True

    def _note_reading(self):
        """Keep who opened the work first, and when (S27)."""
        if not self.read_at:
            self.sudo()._through_door().write(
                {"read_at": fields.Datetime.now(), "read_by_id": self.env.uid}
            )
            self.document_id._log("read", by=self.target)

    def complete(self, result):
        """Close the work with a result in words."""
        if not isinstance(result, str) or not result.strip():
            raise UserError(self.env._("Say what the result is."))
        self._check_mine()
        self._check_reply_not_needed()
        for row in self:
            row._act()
            row._take_from_below(result)
            row.sudo()._finish(result)
        return True

    def _check_reply_not_needed(self):
        """What asks for a reply is closed by one, or by an approved exception (S43)."""
        leads = self.filtered(lambda row: row.role in ("lead", "instruct"))
        documents = leads.document_id.sudo()
        blockers = [reason for row in documents for reason in row._reply_blockers()]
        if blockers:
            raise UserError("\n".join(blockers))

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
            row._note_reading()
            if row.state == "open":
                row._set_state("accepted")
        self.document_id._set_status("05")

    def _finish(self, result):
        """Close these rows, then those above them, then the document."""
        still_open = self.filtered(lambda row: row.state in OPEN_STATES)
        still_open.extension_ids._lapse()
        still_open._end_clock_stops()
        still_open._set_state("done", result=result, done_at=fields.Datetime.now())
        for row in still_open:
            row.document_id._log("done", by=row.target, result=result)
        for row in self:
            parent = row.parent_id
            if parent.state in OPEN_STATES and not any(
                child.state in OPEN_STATES for child in parent.child_ids
            ):
                parent._finish(result)
        self.document_id._finish_if_done()
