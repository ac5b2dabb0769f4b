# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class QlvbDocumentSendAlso(models.TransientModel):
    """Ask who gets an issued document, too, by which way, and why."""

    _name = "qlvb.document.send.also"
    _description = "Send to More Recipients"
    _inherit = ["qlvb.wizard.mixin"]

    document_id = fields.Many2one("qlvb.document", required=True)
    company_id = fields.Many2one(related="document_id.company_id")
    direction = fields.Selection(related="document_id.direction")
    partner_ids = fields.Many2many("res.partner", string="Recipients")
    department_ids = fields.Many2many("hr.department", string="Units of the agency")
    user_ids = fields.Many2many("res.users", string="Persons of the agency")
    channel = fields.Selection(
        [
            ("internal", "In this system"),
            ("exchange", "Exchange axis"),
            ("email", "E-mail"),
            ("post", "Post"),
            ("hand", "By hand"),
        ],
        "Way",
        help="Empty: as each of them is reached.",
    )
    paper = fields.Boolean("Paper too")
    reason = fields.Char(required=True)

    def action_send(self):
        rows = [
            {
                "partner_id": partner.id,
                "channel": self.channel,
                "paper": self.paper,
            }
            for partner in self.partner_ids
        ]
        rows += [{"department_id": unit.id} for unit in self.department_ids]
        rows += [{"user_id": user.id} for user in self.user_ids]
        self.document_id.send_also(rows, self.reason)
        return {"type": "ir.actions.act_window_close"}
