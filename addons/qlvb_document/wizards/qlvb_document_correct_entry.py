# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.qlvb_document_correct import CORRECTABLE


def _entry(field_class, *args, **options):
    """Return a field that starts with what stands in the entry."""
    return field_class(
        *args, compute="_compute_entry", store=True, readonly=False, **options
    )


class QlvbDocumentCorrectEntry(models.TransientModel):
    """Ask what is corrected in a registered entry; shows what stands there now."""

    _name = "qlvb.document.correct.entry"
    _description = "Correct an Entry"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    name = _entry(fields.Char, "Abstract")
    type_id = _entry(
        fields.Many2one, "qlvb.document.type", domain=[("is_refused", "=", False)]
    )
    notation = _entry(fields.Char, "Number and notation")
    issue_date = _entry(fields.Date, "Date of the document")
    issuer_id = _entry(fields.Many2one, "res.partner", "Issuing body")
    issuer_name = _entry(fields.Char, "Name of the issuing body")
    declared_pages = _entry(fields.Integer, "Declared pages")
    reason = fields.Char(required=True)

    @api.depends("document_id")
    def _compute_entry(self):
        for wizard in self:
            for name in CORRECTABLE:
                wizard[name] = wizard.document_id[name]

    def action_correct(self):
        document = self.document_id
        values = {
            name: self._plain(name)
            for name in CORRECTABLE
            if self[name] != document[name]
        }
        if "issuer_id" in values and values.get("issuer_name") is None:
            values["issuer_name"] = self.issuer_id.name or self.issuer_name
        if not values:
            raise UserError(
                self.env._(
                    "Nothing differs from the book: change what was misread, then"
                    " correct."
                )
            )
        document.correct(values, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _plain(self, name):
        value = self[name]
        return value.id if self._fields[name].type == "many2one" else value
