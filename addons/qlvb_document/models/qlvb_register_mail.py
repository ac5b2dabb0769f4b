# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class QlvbRegister(models.Model):
    """The mail address of a register of incoming documents.

    Administrators of the agency choose it. Mail that comes to the address of a book
    of a past year becomes a draft like any other: it is entered in the open book.
    """

    _name = "qlvb.register"
    _inherit = ["qlvb.register", "mail.alias.mixin.optional"]
    # To which agency mail goes follows from the book.
    _guarded_fields = frozenset({"alias_defaults"})

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("qlvb.document")
        if self.id:
            values["alias_defaults"] = {"company_id": self.company_id.id}
        return values

    def write(self, vals):
        """The mixin would pass over in silence what the caller may not change."""
        if set(self.ALIAS_WRITEABLE_FIELDS) & set(vals):
            for register in self:
                self.env["qlvb.document"]._check_role(("admin",), register.company_id)
        return super().write(vals)

    @api.constrains("alias_id", "direction")
    def _check_alias(self):
        for register in self:
            if register.alias_name and register.direction != "incoming":
                raise ValidationError(
                    self.env._(
                        "Only a register of incoming documents has a mail address."
                    )
                )
