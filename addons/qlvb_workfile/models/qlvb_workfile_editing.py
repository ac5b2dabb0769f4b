# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

# What a file says; it no longer changes once the file is closed.
KEPT_FIELDS = {
    "code",
    "title",
    "user_id",
    "department_id",
    "retention_id",
    "start_date",
    "description",
    "entry_ids",
}
ROLES = ("specialist", "unit_head", "office", "leader", "clerk", "archivist")


class QlvbWorkfileEditing(models.AbstractModel):
    """Who makes a work file, changes what it says, and takes it over."""

    _name = "qlvb.workfile.editing"
    _description = "Changes of Work Files"

    def _check_may_create(self):
        if self.env.su:
            return
        for company in self.company_id:
            self.env["qlvb.document"]._check_role(ROLES, company)

    def _check_may_edit(self, vals):
        """Refuse to move a file to another agency, or to change a closed one."""
        if {"company_id", "plan_id"} & set(vals):
            raise UserError(
                self.env._("The agency and the plan of a work file do not change.")
            )
        if KEPT_FIELDS & set(vals):
            self._check_open()
        if vals.get("user_id") == self.env.uid and not self.env.su:
            self._check_take_over()

    def _check_take_over(self):
        """Nobody takes a file over to see what is in it: it is given by its keeper."""
        people = self.env["qlvb.role"]._acting_users()
        for workfile in self:
            documents = workfile._entries().document_id.with_env(self.env)
            seen = documents._filtered_access("read")
            if workfile.user_id not in people and documents - seen:
                raise UserError(
                    self.env._(
                        "“%(file)s” is handed over by %(keeper)s, who keeps it.",
                        file=workfile.display_name,
                        keeper=workfile.user_id.name,
                    )
                )

    def _check_open(self):
        for workfile in self:
            if workfile.state != "open":
                raise UserError(
                    self.env._(
                        "“%s” is closed: the head of office or an archivist can open it"
                        " again.",
                        workfile.display_name,
                    )
                )
