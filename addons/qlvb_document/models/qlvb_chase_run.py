# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models

# So many letters are drafted in one run and agency.
BATCH = 50


class QlvbChaseRun(models.AbstractModel):
    """Chasing by a job, as the rule of each agency says (S40).

    Each letter with its rows is a transaction of its own: a job that is killed and
    runs again goes on where it was. What was chased once is not chased again until
    the rule asks for the next reminder and the letter before has left.
    """

    _name = "qlvb.chase.run"
    _description = "Run of the Chasing"

    @api.model
    def _cron_chase(self):
        """Draft the reminder letters that are due in every agency."""
        cron = self.env["ir.cron"]
        for company in self.env["res.company"]._qlvb_working():
            chases = self.with_company(company).with_context(
                allowed_company_ids=company.ids
            )
            for recipients in chases.sudo()._due_groups(company):
                letter = chases.sudo()._chase_group(recipients)
                if not cron._commit_progress(1, remaining=1):
                    return
                if letter:
                    # Slow, so after the letter is safe; without it only a click more.
                    letter._finish_reminder()
                    cron._commit_progress(0, remaining=1)
        cron._commit_progress(remaining=0)

    @api.model
    def _due_groups(self, company):
        """Return the recipients to be chased now, those of each document together."""
        policy = self.env["qlvb.chase.policy"]._of(company)
        if not policy.first_days:
            return []
        debts = self.env["qlvb.reply.debt"].search(
            [
                ("side", "=", "them"),
                ("company_id", "=", company.id),
                ("is_late_now", "=", True),
                ("days_late", ">=", policy.first_days),
            ]
        )
        due = debts.filtered(
            lambda debt: (
                debt.chases < policy._due(debt.days_late)
                and self._is_next(policy, debt)
                and not self._blockers(debt)
            )
        )
        groups = due.grouped("document_id").values()
        return [group.recipient_id for group in groups][:BATCH]

    @api.model
    def _is_next(self, policy, debt):
        """Whether enough days were worked since the last reminder of this debt."""
        if not debt.chased_on:
            return True
        company = debt.company_id
        calendar = company.resource_calendar_id
        ends = [
            company._qlvb_midnight(day)
            for day in (debt.chased_on, company._qlvb_today())
        ]
        days = calendar._qlvb_timeline(*ends).days
        worked = {day for day in days if debt.chased_on < day <= company._qlvb_today()}
        return len(worked) >= policy.every_days

    @api.model
    def _chase_group(self, recipients, user=None):
        """Draft the letter to those of the recipients who may still be chased."""
        rows = recipients._lock_to_chase()
        debts = self.env["qlvb.reply.debt"].search(
            [("recipient_id", "in", rows.ids), ("side", "=", "them")]
        )
        free = debts.filtered(lambda debt: not self._blockers(debt)).recipient_id
        return free and self._draft_for(free, user)
