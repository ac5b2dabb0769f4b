# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class QlvbBatchMixin(models.AbstractModel):
    """Doing the same with many records, and saying of each whether it worked."""

    _name = "qlvb.batch.mixin"
    _description = "Work on Many Records"

    def _each(self, run, done=""):
        """Call ``run(records)`` and return ``[{id, name, ok, message}]``.

        All at once where nothing is refused, which is many times faster; else one
        by one, each in a savepoint of its own, so that one refusal hinders nobody
        else. ``done``: the message of a record that went well.
        """
        try:
            with self.env.cr.savepoint():
                run(self)
                seen = self.exists()._filtered_access("read")
                return [self._row_outcome(row, row in seen, True, done) for row in self]
        except UserError:
            return [self._one(row, run, done) for row in self]

    def _one(self, row, run, done):
        try:
            with self.env.cr.savepoint():
                run(row)
                return self._outcome(row, True, done)
        except UserError as refused:
            return self._outcome(row, False, str(refused))

    @api.model
    def _outcome(self, row, ok, message):
        # What was refused may be a record that the user must not see.
        return self._row_outcome(row, row.exists().has_access("read"), ok, message)

    @api.model
    def _row_outcome(self, row, seen, ok, message):
        name = row.display_name if seen else str(row.id)
        return {"id": row.id, "name": name, "ok": ok, "message": message}

    @api.model
    def _show_results(self, title, results):
        """Return the action that shows the outcome of each record in a dialog."""
        return {
            "type": "ir.actions.client",
            "tag": "qlvb_results",
            "params": {"title": title, "results": results},
        }
