# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbAssignmentOpenWorkfile(models.TransientModel):
    """Ask in which work file the document goes, and whether it needs a reply (S41)."""

    _name = "qlvb.assignment.open.workfile"
    _description = "Open Work File"
    _inherit = ["qlvb.wizard.mixin"]
    _target = "assignment_id"

    assignment_id = fields.Many2one("qlvb.assignment", required=True)
    company_id = fields.Many2one(related="assignment_id.company_id")
    role = fields.Selection(related="assignment_id.role")
    asked = fields.Selection(related="assignment_id.document_id.needs_reply")
    way = fields.Selection(
        [
            ("new", "New work file"),
            ("plan", "From the file plan"),
            ("existing", "Existing work file"),
        ],
        "Where",
        required=True,
        default="new",
    )
    title = fields.Char(compute="_compute_title", store=True, readonly=False)
    plan_id = fields.Many2one("qlvb.file.plan", "Line of the file plan")
    workfile_id = fields.Many2one("qlvb.workfile", "Work file")
    needs_reply = fields.Selection(
        selection=lambda self: self._reply_classes(),
        string="Classification",
        compute="_compute_needs_reply",
        store=True,
        readonly=False,
    )

    @api.model
    def _reply_classes(self):
        field = self.env["qlvb.document"]._fields["needs_reply"]
        return field._description_selection(self.env)

    @api.depends("assignment_id", "way", "plan_id")
    def _compute_title(self):
        for wizard in self:
            if wizard.way == "plan":
                wizard.title = wizard.plan_id.title
            else:
                wizard.title = wizard.title or wizard.assignment_id.document_id.name

    @api.depends("assignment_id")
    def _compute_needs_reply(self):
        """What the sender asks for is given; everything else is for the user to say."""
        for wizard in self:
            wizard.needs_reply = wizard.asked == "reply" and "reply"

    def action_open(self):
        """File the document and show the work file."""
        self.ensure_one()
        workfile_id = self.assignment_id.open_workfile(
            title=self.title if self.way != "existing" else None,
            plan_id=self.plan_id.id if self.way == "plan" else None,
            workfile_id=self.workfile_id.id if self.way == "existing" else None,
            needs_reply=self.needs_reply,
        )
        return self.env["qlvb.workfile"].browse(workfile_id).action_open()
