# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class QlvbKeptMixin(models.AbstractModel):
    """Settings that are asked for at every entry and change once a month.

    What was found by `ormcache` is forgotten everywhere when one of them changes.
    Rights are never kept like this: they hold from the next request on.
    """

    _name = "qlvb.kept.mixin"
    _description = "Settings That Are Remembered"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
