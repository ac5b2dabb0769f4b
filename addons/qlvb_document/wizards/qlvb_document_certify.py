# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models

from ..models.qlvb_copy import KINDS


class QlvbDocumentCertify(models.TransientModel):
    """Ask what a certified copy needs, make it and open it."""

    _name = "qlvb.document.certify"
    _description = "Make a Certified Copy"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    kind = fields.Selection(KINDS, required=True, default="SY")
    page_numbers = fields.Char("Pages", help="Of an extract, such as 1, 3.")
    signer_ids = fields.Many2many("res.users", compute="_compute_signer_ids")
    signer_id = fields.Many2one("res.users", "Signer of the copy", required=True)
    receivers = fields.Text(help="One a line.")
    copies = fields.Integer("Number of copies", default=1, required=True)
    reason = fields.Char("What for", required=True)

    @api.depends("document_id")
    def _compute_signer_ids(self):
        Role = self.env["qlvb.role"]
        for wizard in self:
            agency = wizard.document_id.company_id
            wizard.signer_ids = Role._holders("leader", agency) | Role._holders(
                "office", agency
            )

    def _wish(self):
        return {
            "kind": self.kind,
            "signer_id": self.signer_id.id,
            "page_numbers": [
                int(n) for n in re.findall(r"\d+", self.page_numbers or "")
            ],
            "receivers": [one for one in (self.receivers or "").splitlines() if one],
            "copies": self.copies,
            "reason": self.reason,
        }

    def action_make(self):
        copy = self.document_id.certify(self._wish())
        return self.env["qlvb.copy"].browse(copy).action_open()
