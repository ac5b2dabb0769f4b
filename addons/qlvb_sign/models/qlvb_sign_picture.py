# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, models
from odoo.exceptions import UserError

from ..lib import images
from ..lib.errors import SignError


class QlvbSignPicture(models.AbstractModel):
    """The picture of a key: blue and clear for a person, red and clear for an agency.

    (ND 30/2020, App. I.I.II.7.d and 8.a.) It is kept at 300 pixels: more would only
    make every signed file larger.
    """

    _name = "qlvb.sign.picture.mixin"
    _description = "Picture of a Signing Key"

    @api.model
    def _ink_of(self, owner):
        return images.RED if owner._name == "res.company" else images.BLUE

    @api.model
    def _picture_findings(self, owner, image):
        """Return as sentences what the decree misses in a picture (bytes)."""
        _ = self.env._
        sentences = {
            "opaque": _("The ground is not transparent."),
            "blue": _("The signature is not blue."),
            "red": _("The seal is not red."),
        }
        try:
            found = images.findings(image, self._ink_of(owner))
        except SignError as error:
            return [self._sentence(error)]
        return [sentences[code] for code in found]

    @api.model
    def _checked_image(self, owner, image, recolour=False):
        """Return the picture as base64, made fit; none stays none.

        White paper always becomes clear. A wrong colour is refused, unless
        ``recolour``: then the ink takes the colour that the decree wants.
        """
        if not image:
            return False
        ink = self._ink_of(owner)
        try:
            made = images.normalise(image, ink=ink if recolour else None)
            wrong = images.findings(made, ink)
        except SignError as error:
            raise UserError(self._sentence(error)) from None
        if wrong:
            raise UserError(
                self.env._(
                    "%s Decree 30/2020 wants the signature blue and the seal red, both"
                    " on a transparent ground: have the picture corrected, or choose"
                    " another one.",
                    " ".join(self._picture_findings(owner, made)),
                )
            )
        return base64.b64encode(made)

    def _picture_bytes(self):
        """Return the PNG to show; an agency may keep its seal with its other data."""
        self.ensure_one()
        key = self.sudo().with_context(bin_size=False)
        if key.image:
            return base64.b64decode(key.image)
        image = key.company_id.qlvb_seal_image
        if not image:
            raise UserError(
                self.env._("%s has no picture of the signature.", key.display_name)
            )
        # It was uploaded as a file of the agency, in any size.
        return base64.b64decode(
            self._checked_image(key.company_id, base64.b64decode(image))
        )
