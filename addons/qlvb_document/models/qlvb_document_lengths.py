# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from vnrecords import numbering

# Most characters of the input fields (ND 30/2020, App. VI, part II).
MOST = {"number": 11, "symbol": 30, "issuer_name": 200, "name": 500}


class QlvbDocumentLengths(models.AbstractModel):
    """Tells what is longer than other systems take; nothing is refused for it."""

    _name = "qlvb.document.lengths"
    _description = "Lengths of Entries"

    length_warning = fields.Char(compute="_compute_length_warning")

    @api.depends("name", "notation", "issuer_name")
    def _compute_length_warning(self):
        for document in self:
            parts = numbering.parse(document.notation or "")
            values = {
                "number": parts.number,
                "symbol": parts.symbol,
                "issuer_name": document.issuer_name or "",
                "name": document.name or "",
            }
            document.length_warning = "; ".join(
                self.env._(
                    "%(item)s has %(count)s characters, other systems take %(most)s",
                    item=document._length_label(name),
                    count=len(value),
                    most=MOST[name],
                )
                for name, value in values.items()
                if len(value) > MOST[name]
            )

    def _length_label(self, name):
        if name == "number":
            return self.env._("The number")
        if name == "symbol":
            return self.env._("The notation")
        return self._fields[name]._description_string(self.env)
