# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbSubmissionStepPeople(models.AbstractModel):
    """Who decides at a step: separation of duties, and those who have left."""

    _name = "qlvb.submission.step.people"
    _description = "People of Submission Steps"

    def _deciders(self):
        """Return whose decision it is: who is asked; at the signature, the signer."""
        if self.what == "sign":
            return self.user_id | self.document_id.signer_id
        return self.user_id

    def _may_refuse(self):
        """Tell whether the step is a leader's, who may refuse the whole draft."""
        if not self:
            return False
        step = self.sudo()
        leaders = self.env["qlvb.role"]._holders("leader", step.company_id)
        return bool(step._deciders() & (leaders | step.document_id.signer_id))

    def _may_edit(self):
        """Tell whether the user, who decides at this step, may store a version."""
        return bool(self) and self.sudo().stage_id.may_edit and self.what != "sign"

    def _check_separate(self):
        """Nobody approves what they drafted, or twice, where the agency says so."""
        step, user = self.sudo(), self.env.user
        agency = step.company_id
        drafted = step.document_id.user_id == user and step.what != "opinion"
        if agency.qlvb_separate_drafter and drafted:
            raise UserError(
                self.env._(
                    "You drafted “%s”: the agency has somebody else approve it.",
                    step.document_id.display_name,
                )
            )
        elsewhere = step.submission_id.step_ids.filtered(
            lambda row: (
                row.decided_by == user
                and row.sequence != step.sequence
                and row.state in ("agreed", "remarked")
            )
        )
        if agency.qlvb_separate_stages and elsewhere:
            raise UserError(
                self.env._(
                    "You decided at “%(stage)s” already: the agency has somebody else"
                    " decide at “%(next)s”.",
                    stage=elsewhere[0].stage_id.name,
                    next=step.stage_id.name,
                )
            )

    def _replace_who_left(self):
        """Ask who holds the role now instead of who left; return the steps to open.

        When nobody is left, administrators are told; the step waits for them.
        """
        left = self.filtered(lambda row: not row.user_id._is_member(row.company_id))
        if not left:
            return self
        first = self[0]
        present = first._still_counting() - left
        taken = (first.submission_id.step_ids - self).user_id
        now, _reason = first.stage_id._choose_people(first.document_id, taken)
        new = list(now - present.user_id)
        for step in left:
            if new:
                step._through_door().write({"user_id": new.pop(0).id})
            elif present and first.wanted <= len(present):
                step._set_state("void")
            else:
                step._tell_administrators()
        return self.filtered(lambda row: row.state != "void")

    def _still_counting(self):
        """Return the steps of the stage that agreed, or still may."""
        return self.submission_id.step_ids.filtered(
            lambda row: (
                (row.sequence, row.round) == (self.sequence, self.round)
                and row.state in ("waiting", "current", "agreed", "remarked")
            )
        )

    def _tell_administrators(self):
        """Say once that nobody is left at the step; nothing of the document."""
        for step in self:
            key = f"nobody:{step.id}:{step.user_id.id}"
            ledger = {"key": key, "kind": "nobody"}
            reminders = self.env["qlvb.reminder"].sudo()
            admins = self.env["qlvb.role"]._holders("admin", step.company_id)
            if not admins or not reminders._claim(step.company_id, [ledger]):
                continue
            for admin in admins:
                _ = self.with_context(lang=admin.lang).env._
                self.env["mail.thread"].message_notify(
                    partner_ids=admin.partner_id.ids,
                    subject=_("An approval stage has nobody"),
                    body=_(
                        "“%(stage)s” waits for %(person)s, who has left: give somebody"
                        " the role or a delegation, and the draft goes on by itself.",
                        stage=step.stage_id.name,
                        person=step.user_id.name,
                    ),
                )

    @api.model
    def _cron_replace_who_left(self):
        """Ask somebody else where those who decide have left."""
        cron = self.env["ir.cron"]
        open_steps = self.sudo().search(Domain("state", "=", "current"))
        stuck = open_steps.filtered(
            lambda row: not row.user_id._is_member(row.company_id)
        )
        slips = stuck.submission_id
        cron._commit_progress(remaining=len(slips))
        for slip in slips:
            slip._lock_steps()
            stuck_here = slip.step_ids.filtered(lambda row: row.state == "current")
            before = stuck_here.user_id
            stuck_here._replace_who_left()
            new = stuck_here.user_id - before
            if new:
                self.env["qlvb.worklist"]._changed(new)
                slip.document_id._tell(
                    new, stuck_here.stage_id.name, slip.document_id.display_name
                )
            if not cron._commit_progress(1):
                return
