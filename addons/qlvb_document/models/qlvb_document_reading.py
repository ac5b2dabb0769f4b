# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .qlvb_target_mixin import OPEN_STATES


class QlvbDocumentReading(models.AbstractModel):
    """Who opens a document has read what waits for them on it (S27, S42).

    From whichever place it was opened: what counts as an opening in the history of
    access counts as a reading. A list shows no content and is no reading. Only what
    waits for the readers themselves is read, by name or as head of a unit: who acts
    for somebody else reads for them from the work list, where it says for whom.
    """

    _name = "qlvb.document.reading"
    _description = "Reading of Documents"

    def _note_reading(self):
        """Note the reading of what waits unread for the user; tell whether it did."""
        if self.env.su or not self.ids:
            return False
        unread = Domain("document_id", "in", self.ids) & Domain("read_at", "=", False)
        rows = [
            self.env[model]
            .sudo()
            .search(unread & Domain("state", "in", OPEN_STATES) & self._own_part())
            .filtered(lambda row: self.env.user in row._receivers())
            .sudo(False)
            for model in ("qlvb.assignment", "qlvb.opinion")
        ]
        for found in rows:
            for row in found:
                # Whoever may open a document opens it, whatever cannot be noted.
                with suppress(UserError), self.env.cr.savepoint():
                    row.mark_read()
        return any(rows)

    def _own_part(self):
        """Return what is for the user: by name, or as head of a unit."""
        Role = self.env["qlvb.role"].sudo()
        headed = Role._search(
            Domain("role", "=", "unit_head")
            & Domain("user_id", "=", self.env.uid)
            & Role._active_domain()
        )
        return Domain("user_id", "=", self.env.uid) | (
            Domain("user_id", "=", False)
            & Domain("department_id", "in", headed.subselect("department_id"))
        )
