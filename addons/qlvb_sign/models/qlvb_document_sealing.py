# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.base.models.res_users import check_identity

from ..lib import signing

REASON = "Phát hành văn bản"  # in the signature, Vietnamese like the document


class QlvbDocumentSealing(models.AbstractModel):
    """The clerk fills in number and date and seals, in one update of the file.

    The issued file begins with the bytes of the signed one.
    """

    _name = "qlvb.document.sealing.mixin"
    _description = "Sealing of Documents"

    @check_identity
    def action_issue(self):
        """Ask for the seal's PIN and issue."""
        self.ensure_one()
        self._check_role(("clerk",))
        return self._open_pin_dialog("qlvb.document.seal", self.env._("Issue"))

    def issue(self, pin=None):
        """Judge the signer's signature as of now, then issue; see the base."""
        if self.state == "signed":
            self.check_access("read")
            self._signed_file()._verify()
        return super().issue(pin=pin)

    def _seal(self, pdf, number, day, pin):
        key = self.env["qlvb.sign.key"]._of(self.sudo().company_id)
        picture = key._picture_bytes()
        agency = self.sudo().company_id
        return self._engine(
            lambda: signing.fill_and_seal(
                pdf,
                number,
                day,
                self._check_certificate(key._open(pin), agency, "agency"),
                picture,
                REASON,
                self._timestamper(),
            )
        )
