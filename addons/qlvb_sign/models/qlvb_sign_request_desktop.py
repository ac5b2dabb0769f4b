# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import numbering

from ..lib.errors import SignError
from ..lib.providers import desktop
from .qlvb_document_chain import FIELDS

MINUTES = 5
ADDRESS = "wss://127.0.0.1:8987"
FUNCTIONS = {
    "initial": "SignApproved",
    "person": "SignApproved",
    "agency": "SignIssued",
    "annex": "SignAppendix",
    "copy": "SignCopy",
}


class QlvbSignRequestDesktop(models.AbstractModel):
    """Handing whole files to the signing program on the desktop, and taking them back.

    The program has no session: for each file it gets two addresses, each with a
    secret that works once and only until the deadline. Of the secrets only a digest
    is stored. A seal and its annexes go out one after another; each file is judged
    when it comes back, and kept until the last one is there. Whoever stopped half-way
    goes on with the files that are missing.
    """

    _name = "qlvb.sign.request.desktop.mixin"
    _description = "Signatures from a Desktop Program"

    download_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    upload_digest = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    returned = fields.Binary(
        attachment=False, readonly=True, groups=fields.NO_ACCESS, copy=False
    )
    returned_sha256 = fields.Char("SHA-256 returned", readonly=True, copy=False)

    def hand_out(self):
        """Return what the person who asked tells the program, for the next file.

        A dict: ``address`` (the WebSocket), ``order`` (what is sent to it),
        ``request_id`` (of this file), ``name``, and ``file`` of ``files``, from 1 on.
        Each call makes new secrets and starts the minutes anew. Raises UserError when
        the signature is not waited for any more.
        """
        self.ensure_one()
        self.check_access("read")
        main = self.sudo()._mains()
        main._lock()
        if main.state != "waiting" or main.provider != "desktop":
            raise UserError(
                main.message or self.env._("This signature is not waited for.")
            )
        if main.deadline <= fields.Datetime.now():
            raise UserError(self.env._("Nobody answered in time: sign again."))
        main._wait(MINUTES)
        files = main._together()
        row = files.filtered(lambda file: not file.returned_sha256)[0]
        order = {"file": list(files).index(row) + 1, "files": len(files)}
        return {**row._hand_out(), **order}

    def _desktop_action(self, **params):
        """Return the action that has the program sign these, one after another.

        ``rows``: other rows than these requests; ``title``: of the results.
        """
        rows = [
            {"id": row.document_id.id, "request": row.id, "name": row.display_name}
            for row in self
        ]
        return {
            "type": "ir.actions.client",
            "tag": "qlvb_desktop_sign",
            "params": {"rows": rows, **params},
        }

    def _wait(self, minutes):
        """Give these requests and their parts so many minutes from now on."""
        deadline = fields.Datetime.now() + timedelta(minutes=minutes)
        self._together()._through_door().write({"deadline": deadline})

    def _line_up(self):
        """Let the requests of a batch wait for those before them, file by file."""
        minutes = 0
        for request in self:
            minutes += MINUTES * len(request._together())
            request._wait(minutes)

    def _hand_out(self):
        """Return what the browser tells the program; secrets handed out before end."""
        request = self.sudo()
        down, up = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        request._through_door().write(
            {"download_digest": _digest(down), "upload_digest": _digest(up)}
        )
        base = f"{request.get_base_url()}/qlvb/sign/{request.id}"
        number = request._mains().number_id
        parameters = self.env["ir.config_parameter"].sudo()
        address = parameters.get_param("qlvb_sign.desktop_address") or ADDRESS
        return {
            "request_id": request.id,
            "name": request.source_id.name or request.document_id.display_name,
            "address": f"{address.rstrip('/')}/{FUNCTIONS[request.role]}",
            "order": {
                "FileUploadHandler": f"{base}/upload/{up}",
                "SessionId": "",
                "JWTToken": "",
                "FileName": f"{base}/download/{down}/{request.name}.pdf",
                "DocNumber": request._printed_number(),
                "IssuedDate": number.date.isoformat() if number else "",
                "MetaData": [],
            },
        }

    def _printed_number(self):
        """Return the number as the program prints it: annexes show it with its symbol.

        (ND 30/2020, App. I, part I, III.1.d.)
        """
        number = self._mains().number_id
        if not number:
            return ""
        if self.role == "annex":
            return self.document_id._full_notation(number)
        return numbering.format_number(number.ordinal, number.suffix)

    def _redeem(self, kind, secret):
        """Return whether ``secret`` opens this request for ``kind``; it is then used.

        ``kind``: download or upload. The row stays locked until the caller ends.
        """
        request = self.sudo().exists()
        if not request:
            return False
        request._mains()._lock()
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
        """Judge what the program returned; return the sentence of a refusal.

        A file that is refused ends the request with all its files. The last file
        that comes back has all of them stored.
        """
        self.ensure_one()
        request = self.sudo()
        main = request._mains()
        refusal = request._refusal(data)
        if refusal:
            main._end("failed", refusal)
            return main.message
        kept = {"returned": base64.b64encode(data), "returned_sha256": _sha256(data)}
        request._through_door().write(kept)
        files = main._together()
        if not all(files.mapped("returned_sha256")):
            return ""
        try:
            main._complete_all({file: file._returned_bytes() for file in files})
        except UserError as error:
            main._end("failed", str(error))
        return "" if main.state == "done" else main.message

    def _refusal(self, data):
        """Return why ``data`` is not this file with its signature, or nothing."""
        try:
            desktop.check_returned(
                self._prepared_bytes(),
                data,
                self.place or FIELDS[self.role],
                self.key_id._certificate(),
                locked=self.role == "agency",
            )
        except SignError as error:
            sentence = self.env["qlvb.sign.key"]._sentence(error)
        except UserError as error:
            sentence = str(error)
        else:
            return ""
        name = self.source_id.name
        if not name:
            return sentence
        return self.env._("Annex “%(name)s”: %(why)s", name=name, why=sentence)

    def _returned_bytes(self):
        """Return a file that came back, or raise when it is not what was judged."""
        data = base64.b64decode(self.sudo().returned or b"")
        if _sha256(data) != self.sudo().returned_sha256:
            raise UserError(
                self.env._("The returned file was altered or lost: sign again.")
            )
        return data


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def _sha256(data):
    return hashlib.sha256(data).hexdigest()
