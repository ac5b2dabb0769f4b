# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbDocumentCorrection(models.Model):
    """One corrected item of a registered entry: what stood there, what stands now.

    Written by `qlvb.document.correct` only, never changed or removed; whoever may
    see the document reads it, and the printed book shows it (ND 30/2020, art. 22).
    """

    _name = "qlvb.document.correction"
    _description = "Correction of an Entry"
    _inherit = ["qlvb.unchanged.mixin"]
    _order = "id"
    _rec_name = "field_label"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict", readonly=True
    )
    field_name = fields.Char(required=True, readonly=True)
    field_label = fields.Char("Item", compute="_compute_field_label")
    old_value = fields.Char("Before", readonly=True)
    new_value = fields.Char("After", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Corrected by", required=True, readonly=True)
    moment = fields.Datetime(
        "Corrected at", default=fields.Datetime.now, required=True, readonly=True
    )

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_field_label(self):
        known = self.env["qlvb.document"]._fields
        for row in self:
            field = known.get(row.field_name)
            label = field._description_string(self.env) if field else row.field_name
            row.field_label = label

    def _refuse_change(self):
        raise UserError(self.env._("A correction is not changed: correct once more."))
