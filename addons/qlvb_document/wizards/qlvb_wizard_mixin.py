# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbWizardMixin(models.AbstractModel):
    """A dialog on a record that its user may see: it must not tell of others."""

    _name = "qlvb.wizard.mixin"
    _description = "Dialog on a Record"

    _target = "document_id"

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_target()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_target()
        return result

    def _check_target(self):
        for wizard in self:
            wizard[self._target].check_access("read")
