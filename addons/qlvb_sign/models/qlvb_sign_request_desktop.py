# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import hmac
import secrets

from odoo import api, fields, models

from vnrecords import numbering

from ..lib.errors import SignError
from ..lib.providers import desktop
from .qlvb_document_chain import FIELDS

ADDRESS = "wss://127.0.0.1:8987"
FUNCTIONS = {
    "initial": "SignApproved",
    "person": "SignApproved",
    "agency": "SignIssued",
}


class QlvbSignRequestDesktop(models.AbstractModel):
    """Handing a whole file to the signing program on the desktop, and taking it back.

    The program has no session: it gets two addresses, each with a secret that works
    once and only until the deadline. Of the secrets only a digest is stored.
    """

    _name = "qlvb.sign.request.desktop.mixin"
    _description = "Signatures from a Desktop Program"

    download_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    upload_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)

    def hand_out(self):
        """Return what the person who asked tells the program; see ``_hand_out``."""
        self.ensure_one()
        self.check_access("read")
        return self._hand_out()

    def _hand_out(self):
        """Return what the browser tells the program; secrets handed out before end."""
        request = self.sudo()
        down, up = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        request._through_door().write(
            {"download_digest": _digest(down), "upload_digest": _digest(up)}
        )
        base = f"{request.get_base_url()}/qlvb/sign/{request.id}"
        number = request.number_id
        printed = number and numbering.format_number(number.ordinal, number.suffix)
        parameters = self.env["ir.config_parameter"].sudo()
        address = parameters.get_param("qlvb_sign.desktop_address") or ADDRESS
        return {
            "request_id": request.id,
            "address": f"{address.rstrip('/')}/{FUNCTIONS[request.role]}",
            "order": {
                "FileUploadHandler": f"{base}/upload/{up}",
                "SessionId": "",
                "JWTToken": "",
                "FileName": f"{base}/download/{down}/{request.name}.pdf",
                "DocNumber": printed or "",
                "IssuedDate": number.date.isoformat() if number else "",
                "MetaData": [],
            },
        }

    def _redeem(self, kind, secret):
        """Return whether ``secret`` opens this request for ``kind``; it is then used.

        ``kind``: download or upload. The row stays locked until the caller ends.
        """
        request = self.sudo().exists()
        if not request:
            return False
        request._lock()
        field = f"{kind}_digest"
        right = hmac.compare_digest(request[field] or "", _digest(secret or ""))
        late = request.deadline <= fields.Datetime.now()
        if not right or late or request.state != "waiting":
            return False
        request._through_door().write({field: False})
        return True

    @api.model
    def _late_sentence(self):
        """Say why an address does not work, the same for every reason."""
        return self.env._("This address was used or is too old: sign again.")

    def _take_back(self, data):
        """Judge what the program returned; return the sentence of a refusal."""
        self.ensure_one()
        request = self.sudo()
        seal = request.role == "agency"
        try:
            desktop.check_returned(
                request._prepared_bytes(),
                data,
                request.place or FIELDS[request.role],
                request.key_id._certificate(),
                locked=seal,
            )
        except SignError as error:
            request._end("failed", self.env["qlvb.sign.key"]._sentence(error))
            return request.message
        request._complete(data)
        return "" if request.state == "done" else request.message


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
