# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.qlvb_document.models.qlvb_target_mixin import OPEN_STATES

WORKING_ROLES = ("lead", "coordinate")


class QlvbAssignment(models.Model):
    """Opening a work file is the first thing done with an assignment (S30)."""

    _inherit = "qlvb.assignment"

    workfile_id = fields.Many2one(
        "qlvb.workfile", "Work file", readonly=True, index="btree_not_null"
    )
    can_open_workfile = fields.Boolean(compute="_compute_can_open_workfile")

    @api.depends("is_mine", "state", "role")
    @api.depends_context("uid")
    def _compute_can_open_workfile(self):
        for row in self:
            open_row = row.state in OPEN_STATES
            row.can_open_workfile = (
                open_row and row.role in WORKING_ROLES and row.is_mine
            )

    def open_workfile(
        self, title=None, plan_id=None, workfile_id=None, needs_reply=None
    ):
        """File the document now, and return the id of the work file.

        The file is workfile_id (an open one of the same agency), else the one
        of the line plan_id of the file plan, else a new one. needs_reply
        ("none" or "reply") is the classification that the lead proposes (S41). A
        second call changes nothing and answers the same.
        """
        self.ensure_one()
        self._check_mine()
        self._lock_for_workfile()
        if not self.workfile_id:
            self._check_filing(plan_id, workfile_id, needs_reply)
            workfile = self._find_workfile(plan_id, workfile_id)
            if not workfile:
                workfile = workfile.create(self._new_workfile_values(title, plan_id))
            self._start_workfile(workfile, needs_reply)
        return self.workfile_id.id

    def _lock_for_workfile(self):
        """Lock the row: of two clicks the second finds the file of the first."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM qlvb_assignment WHERE id = %s FOR NO KEY UPDATE",
                self.id,
            )
        )
        self.invalidate_recordset(["workfile_id", "state"])

    def _check_filing(self, plan_id, workfile_id, needs_reply):
        """Tell every reason against filing at once."""
        _ = self.env._
        blockers = []
        if self.role not in WORKING_ROLES:
            blockers.append(
                _(
                    "“%s” is not work on the document: only who takes the lead or"
                    " co-ordinates opens a work file.",
                    self.display_name,
                )
            )
        if plan_id and workfile_id:
            blockers.append(
                _("Choose a line of the file plan or an existing work file, not both.")
            )
        blockers += self._classification_blockers(needs_reply)
        if blockers:
            raise UserError("\n".join(blockers))

    def _classification_blockers(self, needs_reply):
        _ = self.env._
        classes = dict(self.env["qlvb.document"]._fields["needs_reply"].selection)
        if not needs_reply:
            if self.role != "lead":
                return []
            return [_("Say whether the document needs a reply (regulation, art. 10).")]
        if needs_reply not in classes:
            return [_("“%s” is not a classification: use none or reply.", needs_reply)]
        asked = self.document_id.needs_reply == "reply"
        if self.role == "lead" and asked and needs_reply == "none":
            return [
                _(
                    "“%s” asks for a reply: it cannot be classed as needing none.",
                    self.document_id.display_name,
                )
            ]
        return []

    def _find_workfile(self, plan_id, workfile_id):
        """Return the open file that is meant, or none when a new one is to be made."""
        Workfile = self.env["qlvb.workfile"]
        if plan_id:
            plan = self.env["qlvb.file.plan"].browse(plan_id)
            self._check_offered(plan)
            workfile = plan._workfile()
        else:
            workfile = Workfile.browse(workfile_id or [])
        if workfile:
            self._check_offered(workfile)
            workfile._check_open()
        return workfile

    def _check_offered(self, record):
        """Refuse a record of another agency, or one that the user may not see."""
        record = record.exists()
        if record and record.has_access("read"):
            if record.company_id == self.company_id:
                return
        raise UserError(
            self.env._(
                "You cannot file in the work file chosen: choose an open one of %s that"
                " you may see, or open a new one.",
                self.company_id.sudo().name,
            )
        )

    def _new_workfile_values(self, title, plan_id):
        unit = self.department_id or self.parent_id.sudo().department_id
        values = {
            "company_id": self.company_id.id,
            "plan_id": plan_id,
            "user_id": (self.user_id or self.env.user).id,
        }
        if title or not plan_id:
            values["title"] = title or self.document_id.name
        if unit:
            values["department_id"] = unit.id
        return values

    def _start_workfile(self, workfile, needs_reply):
        document = self.document_id
        workfile._file(document)
        self._classify(needs_reply)
        self.sudo()._through_door().write({"workfile_id": workfile.id})
        Document = self.env["qlvb.document"].sudo()
        Document.search([("reply_to_id", "=", document.id)])._file_with_answered()
        self._accept()

    def _classify(self, needs_reply):
        """Note the proposed class; the lead's one decides what closes the work."""
        if not needs_reply:
            return
        document = self.document_id
        if self.role == "lead" and document.needs_reply != needs_reply:
            document.sudo().write({"needs_reply": needs_reply})
        document._log(f"class_{needs_reply}", by=self.target)

    def action_open_workfile(self):
        """Open the work file; when there is none yet, ask which one it is to be."""
        self.ensure_one()
        if self.workfile_id:
            return self.workfile_id.action_open()
        return self._wizard_action(
            "qlvb.assignment.open.workfile", self.env._("Open work file")
        )
