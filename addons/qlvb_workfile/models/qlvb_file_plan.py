# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import text

PLANNERS = ("office", "archivist", "admin")
# What an approved line says; who keeps the file may still change.
FIXED = {"company_id", "year", "code", "title", "retention_id", "department_id"}


class QlvbFilePlan(models.Model):
    """One line of the file plan (danh mục hồ sơ): a file expected in a year.

    Heads of office, archivists and administrators of the agency write lines, the
    leader approves them at the start of the year, everybody in the agency reads
    them. A line becomes one work file, which takes its code, title and retention.
    """

    _name = "qlvb.file.plan"
    _description = "File Plan"
    _inherit = ["qlvb.state.mixin"]
    _order = "year desc, code, id"
    _rec_names_search = ["code", "title"]
    _check_company_auto = True
    _transitions = {"draft": {"approved"}, "approved": {"draft"}}

    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env["qlvb.role"]._today().year,
    )
    code = fields.Char(required=True, help="Number and notation, such as 01.VHTT.")
    title = fields.Char(required=True)
    retention_id = fields.Many2one("qlvb.retention", ondelete="restrict")
    department_id = fields.Many2one("hr.department", "Unit", check_company=True)
    user_id = fields.Many2one("res.users", "Kept by", check_company=True)
    note = fields.Char()
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved")], default="draft", required=True
    )
    workfile_ids = fields.One2many("qlvb.workfile", "plan_id", "Work file")

    _code_uniq = models.UniqueIndex(
        "(company_id, year, code)",
        "The file plan of that year already has a line with this code.",
    )

    @api.depends("code", "title")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = " – ".join(filter(None, [plan.code, plan.title]))

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create([self._cleaned(vals) for vals in vals_list])
        plans._check_planner()
        return plans

    def write(self, vals):
        if not self._door_is_open():
            self._check_planner()
            self._check_not_approved(vals)
        return super().write(self._cleaned(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._check_planner()
        if any(plan.state == "approved" for plan in self):
            raise UserError(
                self.env._("A line of the approved file plan is not deleted.")
            )

    @api.model
    def _cleaned(self, vals):
        """Return the values with text as NFC, without invisible characters (S10)."""
        texts = {name: vals[name] for name in ("code", "title") if vals.get(name)}
        return {**vals, **{name: text.clean(texts[name]).strip() for name in texts}}

    def _check_planner(self):
        if self.env.su:
            return
        for company in self.company_id:
            self.env["qlvb.document"]._check_role(PLANNERS, company)

    def _check_not_approved(self, vals):
        if FIXED & set(vals) and any(plan.state == "approved" for plan in self):
            raise UserError(
                self.env._(
                    "The file plan is approved: the leader takes the approval back"
                    " before a line is changed."
                )
            )

    def _blockers_approved(self):
        if self.title and self.retention_id:
            return []
        return [
            self.env._("“%s” needs a title and a retention period.", self.display_name)
        ]

    def _blockers_draft(self):
        if not self._workfile():
            return []
        return [self.env._("“%s” has its work file already.", self.display_name)]

    def approve(self):
        """Approve lines as the leader of the agency; approved ones stay as they are."""
        self._move("draft", "approved")
        return True

    def take_back_approval(self):
        """Let lines without a work file be changed again."""
        self._move("approved", "draft")
        return True

    def _move(self, old, new):
        self.check_access("read")
        for company in self.company_id:
            self.env["qlvb.document"]._check_role(("leader",), company)
        self.sudo().filtered(lambda plan: plan.state == old)._set_state(new)

    def _workfile_values(self):
        """Return what a work file takes from its line; only approved lines give."""
        self.ensure_one()
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "“%s” is not approved yet: the leader approves the file plan.",
                    self.display_name,
                )
            )
        return {
            "company_id": self.company_id.id,
            "code": self.code,
            "title": self.title,
            "retention_id": self.retention_id.id,
            "department_id": self.department_id.id,
            "user_id": self.user_id.id,
        }

    def _workfile(self):
        """Return the work file of the line, whether the user may see it or not."""
        Workfile = self.env["qlvb.workfile"].sudo()
        return Workfile.search([("plan_id", "=", self.id)]).with_env(self.env)

    def action_open_workfile(self):
        """Open the work file of the line, started when there is none yet."""
        self.ensure_one()
        workfile = self._workfile()
        if not workfile:
            workfile = workfile.create({"plan_id": self.id})
        workfile.check_access("read")
        return workfile.action_open()
