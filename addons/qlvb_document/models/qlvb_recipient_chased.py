# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL


class QlvbRecipientChased(models.AbstractModel):
    """What a recipient was reminded of, and is asked for again."""

    _name = "qlvb.recipient.chased"
    _description = "Chasing of a Recipient"

    chase_ids = fields.One2many("qlvb.chase", "recipient_id", readonly=True, copy=False)

    def _lock_to_chase(self):
        """Lock the rows: who comes second finds the reminder of the first."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM qlvb_recipient WHERE id = ANY(%s) ORDER BY id"
                " FOR NO KEY UPDATE",
                self.ids,
            )
        )
        self.invalidate_recordset()
        return self.sudo()

    def _as_chased(self):
        """Return the values of this recipient in a reminder letter."""
        self.ensure_one()
        if self.is_inside:
            return {
                "department_id": self.department_id.id,
                "user_id": self.user_id.id,
                "role": "inform",
            }
        if self.partner_id:
            return {"partner_id": self.partner_id.id}
        return {"name": self.name, "channel": self.channel}
