# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress

from odoo import api, models
from odoo.exceptions import UserError

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
        rows = [
            self.sudo()[name].filtered(self._is_unread_by_reader).sudo(False)
            for name in ("assignment_ids", "opinion_ids")
        ]
        for found in rows:
            for row in found:
                # Whoever may open a document opens it, whatever cannot be noted.
                with suppress(UserError), self.env.cr.savepoint():
                    row.mark_read()
        return any(rows)

    @api.model
    def _is_unread_by_reader(self, row):
        """Tell whether the row waits unread for the user: by name, or as head."""
        waits = not row.read_at and row.state in OPEN_STATES
        return (
            waits and row._is_for(self.env.user) and (self.env.user in row._receivers())
        )
