# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbSignKeyInstall(models.TransientModel):
    """Ask for a key file, its PIN and a picture, and store the key."""

    _name = "qlvb.sign.key.install"
    _description = "Install a Key"
    _inherit = ["qlvb.pin.mixin"]
    _transient_max_hours = 0.2

    agency = fields.Boolean("As the seal of the agency")
    content = fields.Binary("Key file", attachment=False, required=True)
    content_name = fields.Char()
    image = fields.Binary("Picture", attachment=False)
    picture_note = fields.Char(compute="_compute_picture_note")
    recolour = fields.Boolean(
        "Make white paper clear and the ink blue (red for a seal)", default=True
    )

    @api.depends("image", "agency")
    def _compute_picture_note(self):
        Key = self.env["qlvb.sign.key"]
        for wizard in self.with_context(bin_size=False):
            owner = self.env.company if wizard.agency else self.env.user
            data = base64.b64decode(wizard.image or b"")
            found = Key._picture_findings(owner, data) if data else []
            wizard.picture_note = " ".join(found)

    @hides_pin
    @check_identity
    def action_install(self):
        pin = self._take_pin()
        if not pin:
            return self._reopen()
        wizard = self.with_context(bin_size=False)
        self.env["qlvb.sign.key"].install(
            wizard.content,
            pin,
            image=wizard.image or None,
            agency=wizard.agency,
            recolour=bool(wizard.picture_note) and wizard.recolour,
        )
        self.unlink()
        return {"type": "ir.actions.act_window_close"}
