# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbDocumentApproval(models.AbstractModel):
    """How a draft is submitted, who works along, and what voids an agreement.

    The drafter, who acts for them, and the head of the unit or of the office submit.
    While a slip runs, only whom the current stage lets edit stores a new version. A
    new version voids the agreements on older ones (ND 30/2020, art. 11.2).
    """

    _name = "qlvb.document.approval"
    _description = "Approval of Documents"

    submission_ids = fields.One2many("qlvb.submission", "document_id", readonly=True)
    submission_id = fields.Many2one(
        "qlvb.submission", compute="_compute_submission_id", string="Last submission"
    )
    coordinating_unit_ids = fields.Many2many(
        "hr.department",
        "qlvb_document_coordinating_unit_rel",
        string="Co-ordinating units",
        check_company=True,
        copy=False,
        help="Their heads are asked where the approval route says so.",
    )
    my_step_id = fields.Many2one(
        "qlvb.submission.step", compute="_compute_my_step", compute_sudo=True
    )
    my_step_what = fields.Char(compute="_compute_my_step", compute_sudo=True)
    can_undo = fields.Boolean(compute="_compute_my_step", compute_sudo=True)
    can_refuse = fields.Boolean(compute="_compute_my_step", compute_sudo=True)
    can_edit_step = fields.Boolean(compute="_compute_my_step", compute_sudo=True)
    can_withdraw = fields.Boolean(compute="_compute_my_step", compute_sudo=True)
    can_see_changes = fields.Boolean(compute="_compute_my_step", compute_sudo=True)

    @api.depends("submission_ids")
    def _compute_submission_id(self):
        for document in self:
            document.submission_id = document.submission_ids.sorted("id")[-1:]

    @api.depends("state", "submission_ids.state", "step_ids.state")
    @api.depends_context("uid")
    def _compute_my_step(self):
        for document in self:
            slip = document.submission_id
            step = slip._my_current()
            document.my_step_id = step
            document.my_step_what = step.what
            document.can_undo = not slip._undo_blockers()
            document.can_refuse = step._may_refuse()
            document.can_edit_step = step._may_edit()
            document.can_withdraw = slip._may_withdraw()
            document.can_see_changes = bool(document._agreed_before())

    def _fields_of_work(self):
        """Return the routing rules that fit the draft, or what it answers."""
        rules = self.env["qlvb.routing.rule"]
        answered = self.sudo().reply_to_id
        return (rules._fitting(answered) if answered else rules) | rules._fitting(self)

    def _leader_of_field(self):
        """Return who leads the field: by rule, by unit, else the head of the agency."""
        self.ensure_one()
        for rule in self._fields_of_work():
            if rule.user_id and rule.user_id in rule._who_instruct():
                return rule.user_id
        unit = self.sudo().department_id
        leaders = self.env["qlvb.role"]._holders("leader", self.company_id)
        while unit and unit.qlvb_leader_id not in leaders:
            unit = unit.parent_id
        return unit.qlvb_leader_id or leaders[:1]

    def _units_working_along(self):
        """Return the units that co-ordinate the work on the answered document."""
        rows = self.sudo().reply_to_id.assignment_ids.filtered(
            lambda row: row.role == "coordinate" and row.state != "recalled"
        )
        return rows.department_id - self.sudo().department_id

    def _start_draft(self):
        result = super()._start_draft()
        units = not self.sudo().coordinating_unit_ids and self._units_working_along()
        if units:
            self.sudo().coordinating_unit_ids = units
        return result

    def submit(self, summary=None, proposal=None, values=None):
        """Send the newest PDF through the approval stages; return the slip's id.

        ``values``: perhaps ``matter``, ``basis``, ``deadline`` (UTC) and
        ``related_ids`` of the slip. A second call answers with the same slip.
        """
        self.ensure_one()
        self.check_access("read")
        self._lock()
        running = self.sudo().submission_ids.filtered(
            lambda slip: slip.state == "running" and slip.user_id == self.env.user
        )
        if running:
            return running.id
        self._check_drafting()
        more = self.env["qlvb.submission"]._slip_values(self, values)
        slip = self.env["qlvb.submission"]._start(self, summary, proposal, more)
        return slip.id

    def action_submit(self):
        for document in self:
            document.submit(document.name)
        return True

    def action_prepare_slip(self):
        """Ask what the submission slip says, and show who will be asked."""
        self.ensure_one()
        return self._ask(
            "qlvb.submission.start",
            self.env._("Submission slip"),
            {"default_document_id": self.id},
        )

    def _running_slip(self):
        return self.sudo().submission_ids.filtered(lambda one: one.state == "running")

    def _is_step_editor(self, is_entry):
        """Tell whether the user edits a version as who decides now."""
        slip = self._running_slip().with_env(self.env)
        return not is_entry and bool(slip._my_current()._may_edit())

    def _is_edited_by_approver(self, is_entry):
        """Tell whether the user edits as who decides now; refuse all others.

        While a slip runs nobody changes the entry, and only whom the current stage
        lets edit stores a version.
        """
        if not self._running_slip():
            return False
        if not self._is_step_editor(is_entry):
            raise UserError(
                self.env._(
                    "“%s” is submitted: it can be changed when it comes back.",
                    self.display_name,
                )
            )
        return True

    def _on_new_version(self, file):
        """What was agreed on an older version is no longer agreed."""
        result = super()._on_new_version(file)
        self._void_agreements(file)
        return result

    def _void_agreements(self, file):
        """Void the agreements on other versions than ``file``; the slip follows."""
        for slip in self.sudo().submission_ids:
            slip._on_new_version(file)

    def _version_warning(self):
        """Say whose agreement a new version would void, before it is stored."""
        warning = super()._version_warning()
        rows = self.sudo().submission_ids.step_ids.filtered(
            lambda row: row.state in ("agreed", "remarked")
        )
        if self.state != "draft" or not rows:
            return warning
        return self.env._(
            "%(people)s agreed on version %(version)s: a new version voids that, and"
            " they are asked again.",
            people=", ".join(rows.decided_by.mapped("name")),
            version=rows.sorted("id")[-1].file_id.version,
        )

    def _agreed_before(self):
        """Return the version that the user agreed on last, if it is not the newest."""
        slip = self.sudo().submission_id
        mine = self.sudo().submission_ids.step_ids.filtered(
            lambda row: row.decided_by == self.env.user and row.sha256
        )
        file = mine.sorted("decided_at")[-1:].file_id
        return file if file and file != slip.file_id else file.browse()

    def action_what_changed(self):
        """Show what changed since the user agreed."""
        self.ensure_one()
        self.check_access("read")
        before = self._agreed_before()
        if not before:
            raise UserError(
                self.env._("Nothing changed in “%s” since you agreed.", self.name)
            )
        return self._ask(
            "qlvb.submission.changes",
            self.env._("What changed since I agreed"),
            {"default_document_id": self.id},
        )

    def action_undo(self):
        """Take the user's last decision back."""
        self.ensure_one()
        self.sudo().submission_id.with_env(self.env).undo()
        return True

    def action_withdraw(self):
        """Ask why the draft is taken back."""
        self.ensure_one()
        return self.sudo().submission_id.with_env(self.env)._ask_reason("withdraw")

    def action_refuse(self):
        self.ensure_one()
        return self.sudo().submission_id.with_env(self.env)._ask_reason("refuse")

    def action_edit_step(self):
        """Let the approver store an edited version."""
        self.ensure_one()
        return self._ask(
            "qlvb.submission.edit",
            self.env._("Store an edited version"),
            {"default_document_id": self.id},
        )

    def _work_file_text(self):
        """Return the work file of the draft, or of what it answers, if it is seen."""
        answered = self.sudo().reply_to_id.with_env(self.env)
        seen = answered.filtered(lambda one: one.has_access("read"))
        return self._file_code() or (seen and seen._file_code()) or ""
