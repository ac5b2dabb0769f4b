# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

from vnrecords.approval import Outcome, outcome


class QlvbSubmissionFlow(models.AbstractModel):
    """How a slip goes from stage to stage, and comes back (art. 8.2)."""

    _name = "qlvb.submission.flow"
    _description = "Way of a Submission Slip"

    def agree(self, comment=None):
        """Agree at the current step, as who it names or as their delegate."""
        return self._answer("agreed", comment)

    def return_draft(self, reason):
        """Return the draft with the reason, to whom the stage says (8.2)."""
        self._check_reason(reason)
        return self._answer("returned", reason)

    def refuse(self, reason):
        """Refuse the draft, as a leader; it goes back to the drafter."""
        self._check_reason(reason)
        return self._answer("refused", reason)

    @api.model
    def _check_reason(self, reason):
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say what has to be changed."))

    def _answer(self, answer, comment):
        self.check_access("read")
        for slip in self:
            slip._lock_steps()
            step = slip._my_step()
            given = step._check_answer(answer)
            step._decide(given, comment)
            slip._log_answer(step, given, comment)
            slip.sudo()._settle(step)
        return True

    def _log_answer(self, step, answer, comment):
        kinds = {
            "agreed": "initial" if step.what == "initial" else "agree",
            "remarked": "remark",
            "returned": "return_draft",
            "refused": "refuse_draft",
        }
        details = {
            "stage": step.stage_id.name,
            "comment": comment,
            "sha256": step.sha256,
        }
        self.document_id._log(kinds[answer], **details)

    def _my_current(self):
        """Return the current step that the user may decide, or none."""
        current = self.sudo().step_ids.filtered(lambda row: row.state == "current")
        document = self.sudo().document_id
        acting = self.env["qlvb.role"]._acting_users(document=document)
        own = current.filtered(lambda row: self.env.user in row._deciders())
        return (own or current.filtered(lambda row: row._deciders() & acting))[:1]

    def _my_step(self):
        """Return the current step of the user, or say whose turn it is."""
        self.ensure_one()
        current = self.sudo().step_ids.filtered(lambda row: row.state == "current")
        if not current:
            raise UserError(
                self.env._("There is nothing left to decide on this submission.")
            )
        step = self._my_current()
        if not step:
            raise UserError(
                self.env._(
                    "“%(stage)s” is for %(person)s to decide.",
                    stage=current[0].stage_id.name,
                    person=", ".join(current.user_id.mapped("name")),
                )
            )
        self.env["qlvb.role"]._act_for(step._deciders(), self.sudo().document_id)
        return step

    def _settle(self, step):
        """Go on, come back, or wait for others, as the answers at the stage say."""
        self.ensure_one()
        rows = self.step_ids.filtered(
            lambda row: (
                row.sequence == step.sequence
                and row.round == step.round
                and row.state != "void"
            )
        )
        counts = {state: 0 for state in ("agreed", "remarked", "returned", "refused")}
        for row in rows.filtered(lambda row: row.state in counts):
            counts[row.state] += 1
        found = outcome(
            len(rows),
            step.wanted,
            # An opinion is an opinion, whatever it says.
            agreed=counts["agreed"] + counts["remarked"],
            against=counts["returned"] + counts["refused"],
            first_decides=step.stage_id.quorum == "one",
        )
        if found is Outcome.OPEN:
            return
        rows.filtered(lambda row: row.state == "current")._move("void", step)
        if found is Outcome.AGREED:
            self._advance(step)
        else:
            self._come_back(step, "refused" if counts["refused"] else "returned")

    def _advance(self, cause=None):
        """Open the next stage; when only signing is left, the draft is approved."""
        self.ensure_one()
        waiting = self.step_ids.filtered(lambda row: row.state == "waiting")
        stage = waiting.sorted("sequence")[:1]
        rows = waiting.filtered(lambda row: row.sequence == stage.sequence)
        rows._open(cause)
        if rows and stage.what != "sign":
            return
        self._move("agreed", cause)
        document = self.document_id
        document._set_state("approved")
        document._log(
            "approve", version=self.file_id.version, sha256=self.file_id.sha256
        )
        document._tell(document.signer_id, self.env._("To sign"), document.display_name)

    def _move(self, state, cause):
        """Change the state, and keep what a withdrawn decision gives back."""
        before = self.state
        self._set_state(
            state,
            closed_by_id=cause and cause.id,
            state_before=before if cause else False,
        )

    def _come_back(self, step, state):
        """Send the draft to an earlier stage, or to its drafter."""
        document = self.document_id
        target = step.stage_id.return_stage_id
        earlier = self.step_ids.filtered(lambda row: row.stage_id == target)
        if earlier and state == "returned":
            if self.state == "agreed":
                self._move("running", step)
            self._draft_again()
            self._reopen_from(earlier[0].sequence, step)
            return
        self._move(state, step)
        self._draft_again()
        document._tell(
            self.user_id | document.user_id,
            self.env._("Draft refused")
            if state == "refused"
            else self.env._("Draft returned"),
            step.comment or "",
        )

    def _draft_again(self):
        if self.document_id.state == "approved":
            self.document_id._set_state("draft")

    def _reopen_from(self, sequence, cause=None):
        """Ask the stages from ``sequence`` on once more, the same people."""
        old = self.step_ids.filtered(lambda row: row.sequence >= sequence)
        last = {
            place: max(rows.mapped("round"))
            for place, rows in old.grouped("sequence").items()
        }
        new_rows = [
            {**row._again(), "made_by_id": cause and cause.id}
            for row in old
            if row.round == last[row.sequence]
        ]
        over = ("agreed", "remarked", "current", "waiting")
        old.filtered(lambda row: row.state in over)._move("void", cause)
        # An insert goes out at once, a pending state change would come after it.
        self.step_ids.flush_recordset(["state"])
        self.env["qlvb.submission.step"].sudo()._through_door().create(new_rows)
        self._advance(cause)

    def _lock_steps(self):
        """Two approvers at once: the second one waits, and is run again.

        The row is written, not only locked: under REPEATABLE READ who waited would
        else go on with what the steps were before.
        """
        self.env.cr.execute(
            "UPDATE qlvb_submission SET write_date = write_date WHERE id IN %s",
            [tuple(self.ids)],
        )
        self.invalidate_recordset()
        self.step_ids.invalidate_recordset()

    def _may_withdraw(self):
        """Tell whether the user may take the slip back."""
        if self.state not in ("running", "agreed"):
            return False
        document = self.sudo().document_id
        people = self.sudo().user_id | document.user_id
        acting = self.env["qlvb.role"]._acting_users(document=document)
        return document.state in ("draft", "approved") and bool(people & acting)

    def withdraw(self, reason):
        """Take a draft back before it is signed, as who submitted or drafts it."""
        self.check_access("read")
        self._check_reason(reason)
        for slip in self:
            slip._lock_steps()
            if not slip._may_withdraw():
                raise UserError(
                    self.env._(
                        "Only who submitted or drafts “%s” takes it back, before it is"
                        " signed.",
                        slip.document_id.display_name,
                    )
                )
            rows = slip.sudo().step_ids
            current = rows.filtered(lambda row: row.state == "current")
            rows.filtered(lambda row: row.state in ("current", "waiting"))._move("void")
            slip.sudo()._set_state("withdrawn")
            slip.sudo()._draft_again()
            slip.document_id._log("withdraw", reason=reason)
            self.env["qlvb.worklist"]._changed(current.user_id)
            title = self.env._("Draft taken back")
            slip.document_id._tell(current.user_id, title, reason)
        return True

    def action_agree(self):
        return self.agree()

    def action_return(self):
        """Ask for the reason and return the draft."""
        return self._ask_reason("return_draft")

    def _ask_reason(self, what):
        self.ensure_one()
        names = {
            "return_draft": self.env._("Ask for changes"),
            "refuse": self.env._("Refuse the draft"),
            "withdraw": self.env._("Take the draft back"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": names[what],
            "res_model": "qlvb.submission.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_submission_id": self.id, "default_what": what},
        }
