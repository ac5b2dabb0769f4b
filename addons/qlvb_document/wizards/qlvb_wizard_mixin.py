# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbWizardMixin(models.AbstractModel):
    """A dialog on a record that its user may see: it must not tell of others.

    What it shows is computed as the system, so whatever it names is checked, saved
    or not.
    """

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

    def onchange(self, values, field_names, fields_spec):
        """A dialog that is not saved yet tells no more than a saved one."""
        names = self._named_fields()
        given = {**self.default_get(names), **values}
        named = {name: given[name] for name in names if given.get(name)}
        self.new(named)._check_named(named)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _named_fields(self):
        """Return the fields in which a caller can name a record of ours."""
        return [
            name
            for name, field in self._fields.items()
            if (field.comodel_name or "").startswith("qlvb.")
            and not field.related
            and (field.store or not field.compute)
        ]

    def _check_target(self):
        for wizard in self:
            wizard[self._target].check_access("read")
            wizard._check_named(self._named_fields())

    def _check_named(self, names):
        for name in names:
            named = self[name]._origin
            if named:
                named.check_access("read")
