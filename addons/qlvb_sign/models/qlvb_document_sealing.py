# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.base.models.res_users import check_identity

from ..lib import signing
from .qlvb_document_awaiting import SealAwaited

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

    def issue(self, pin=None, otp=None):
        """Judge the signer's signature as of now, then issue; see the base.

        With a seal that comes later the answer has ``request``, and the document is
        issued with the number that is reserved for it when the seal is there.
        """
        if self.state == "signed":
            self.check_access("read")
            self._signed_file()._verify()
        auth = self.env["qlvb.sign.key"]._authorisation(pin, otp, may_wait=True)
        try:
            return super().issue(pin=auth)
        except SealAwaited:
            return {**self._issue_summary(), **self._request_summary("agency")}

    def _seal(self, pdf, number, day, pin):
        key = self.env["qlvb.sign.key"]._of(self.sudo().company_id)
        if key.flow != "signer":
            self._seal_later(key, pdf, number, day, pin)
        picture = key._picture_bytes()
        return self._engine(self._make_seal, pdf, number, day, pin, key, picture)

    def _make_seal(self, pdf, number, day, auth, key, picture):
        opened = key._open(auth, self)
        self._check_certificate(opened, self.sudo().company_id, "agency")
        stamps = None if opened.is_deferred else self._timestamper()
        return signing.fill_and_seal(pdf, number, day, opened, picture, REASON, stamps)
