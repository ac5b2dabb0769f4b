# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class QlvbUnchangedMixin(models.AbstractModel):
    """What is only ever added: nobody changes or deletes a row, the system neither."""

    _name = "qlvb.unchanged.mixin"
    _description = "What Is Never Changed"

    def write(self, vals):
        self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        """Raise UserError; the models say it in their own words."""
        raise UserError(self.env._("This record is neither changed nor deleted."))
