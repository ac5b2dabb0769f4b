# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.qlvb_document.models.qlvb_target_mixin import OPEN_STATES


class QlvbWorkfileWork(models.AbstractModel):
    """The work for which a file was opened, and when the next of it is due."""

    _name = "qlvb.workfile.work"
    _description = "Work of Work Files"

    assignment_ids = fields.One2many(
        "qlvb.assignment", "workfile_id", "Work", readonly=True
    )
    deadline = fields.Datetime(
        compute="_compute_deadline",
        help="The nearest deadline of the work that the file was opened for.",
    )
    is_overdue = fields.Boolean(
        compute="_compute_deadline", search="_search_is_overdue"
    )

    @api.depends("assignment_ids.deadline", "assignment_ids.state")
    def _compute_deadline(self):
        now = fields.Datetime.now()
        nearest = dict(
            self.env["qlvb.assignment"]
            .sudo()
            ._read_group(
                [("workfile_id", "in", self.ids), ("state", "in", OPEN_STATES)],
                ["workfile_id"],
                ["deadline:min"],
            )
        )
        for workfile in self:
            workfile.deadline = nearest.get(workfile.sudo(), False)
            workfile.is_overdue = bool(workfile.deadline) and workfile.deadline < now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("assignment_ids", "any!", Domain("is_overdue", "=", True))
        return late if True in value else ~late
