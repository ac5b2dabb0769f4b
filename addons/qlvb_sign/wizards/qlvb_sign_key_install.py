# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from ..models.qlvb_sign_key import PROVIDERS
from .qlvb_pin_mixin import hides_pin


class QlvbSignKeyInstall(models.TransientModel):
    """Ask for a key file, its PIN and a picture, and store the key."""

    _name = "qlvb.sign.key.install"
    _description = "Install a Key"
    _inherit = ["qlvb.pin.mixin"]
    _transient_max_hours = 0.2

    agency = fields.Boolean("As the seal of the agency")
    provider = fields.Selection(PROVIDERS, "Kind", default="pkcs12", required=True)
    service_id = fields.Many2one("qlvb.sign.service", "Service or token")
    credential = fields.Char("Token or account")
    key_label = fields.Char("Key or serial number")
    content = fields.Binary("Key file", attachment=False)
    content_name = fields.Char()
    certificate = fields.Binary(attachment=False)
    certificate_name = fields.Char()
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
        if self.provider in ("pkcs12", "pkcs11") and not pin:
            return self._reopen()
        dialog = self.with_context(bin_size=False)
        dialog._set_up(pin)
        self.unlink()
        return {"type": "ir.actions.act_window_close"}

    def _set_up(self, pin):
        Key = self.env["qlvb.sign.key"]
        options = {
            "image": self.image or None,
            "agency": self.agency,
            "recolour": bool(self.picture_note) and self.recolour,
        }
        if self.provider == "pkcs12":
            Key.install(self.content, pin, **options)
        elif self.provider == "desktop":
            Key.expect(self.certificate, **options)
        else:
            Key.connect(
                self.service_id.id, self.credential, self.key_label, pin, **options
            )
