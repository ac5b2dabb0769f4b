# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_users import check_identity

from ..lib import signing
from ..lib.errors import KeyProblem, SignError
from .qlvb_sign_key_opening import key_refused

REASON = "Ký ban hành văn bản"  # in the signature, Vietnamese like the document


class QlvbDocumentSigning(models.AbstractModel):
    """The signer signs exactly the file that was agreed.

    * The PDF gets its fields when it is made, before anybody agrees to it (S9).
    * The stored file begins with the bytes of the agreed one.
    """

    _name = "qlvb.document.signing.mixin"
    _description = "Signing of Documents"

    can_sign = fields.Boolean(compute="_compute_can_sign")

    @api.depends_context("uid")
    @api.depends("state", "signer_id")
    def _compute_can_sign(self):
        for document in self:
            document.can_sign = (
                document.state == "approved" and document.signer_id == self.env.user
            )

    # Signing

    def sign(self, pin=None, otp=None):
        """Sign as the signer of the document; ``pin`` opens the caller's own key.

        ``otp``: the one-time code of a remote service. Returns a dict: id, state,
        file_id, sha256, signer, moment, time_source; and ``request`` while a
        signature that comes later is waited for (see `qlvb.sign.request`). A second
        call changes nothing and answers the same.
        """
        self.ensure_one()
        key = self.env["qlvb.sign.key"]
        return self._sign(key._authorisation(pin, otp, may_wait=True))

    @check_identity
    def action_sign(self):
        """Ask for the PIN and sign."""
        self.ensure_one()
        self._check_signer()
        return self._open_pin_dialog("qlvb.document.sign", self.env._("Sign"))

    def _open_pin_dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_document_id": self.id, "dialog_size": "medium"},
        }

    def _sign(self, auth):
        """Make the person's signature while nothing is locked, then store it."""
        self.check_access("read")
        self._check_signer()
        if self._is_signed():
            return self._sign_summary()
        self._check_may_sign()
        key = self.env["qlvb.sign.key"]._of(self.env.user)
        if key.flow != "signer":
            self._sign_later(key, auth)
            return self._sign_summary()
        signed = self._engine(self._make_signature, self._file_to_sign()._bytes(), auth)
        self._store_signed(signed)
        return self._sign_summary()

    def _check_may_sign(self):
        """Raise with every reason why the document cannot be signed now."""
        if "signed" not in self._transitions.get(self.state, ()):
            raise UserError("\n".join(self._get_blockers("signed")))
        blockers = self._format_blockers()
        if blockers:
            raise UserError("\n".join(blockers))

    def _store_signed(self, signed):
        self._lock()
        if self.state == "approved":
            name = f"{PurePath(self._agreed_file().name).stem}-signed.pdf"
            self.sudo()._store_file(name, signed, "signed")
            self._mark_signed()

    def _make_signature(self, pdf, auth):
        key = self.env["qlvb.sign.key"]._of(self.env.user)
        picture = key._picture_bytes()
        opened = key._open(auth, self)
        self._check_certificate(opened, self.env.user, "person")
        stamps = None if opened.is_deferred else self._timestamper()
        return signing.sign_person(pdf, opened, picture, REASON, stamps)

    def _check_signer(self):
        """Refuse everybody but the person whose name stands under the text.

        A deputy signs under their own name (KT., TL., TUQ.): being a delegate of the
        named signer is not enough, the draft has to name the deputy (S54).
        """
        self._check_role(("leader",))
        signer = self.sudo().signer_id
        if signer != self.env.user:
            raise UserError(
                self.env._(
                    "“%(document)s” names %(signer)s as its signer: only that person"
                    " signs it. To sign it yourself, return the draft and have your"
                    " name put in it.",
                    document=self.display_name,
                    signer=signer.name or self.env._("nobody"),
                )
            )

    def _is_signed(self):
        return bool(self._person_signings())

    def _person_signings(self):
        """Return the signature of the signer that is in force."""
        return self.sudo().signing_ids.filtered(
            lambda row: row.role == "person" and not row.file_id.is_void
        )

    def _agreed_file(self):
        """Return the PDF that the approvers saw: the one to be signed."""
        document = self.sudo()
        file = document.submission_id.file_id
        if not file or document.submission_id.state != "agreed":
            raise UserError(self.env._("No PDF of “%s” was agreed.", self.display_name))
        return file

    def _timestamper(self):
        """Return the addresses of the timestamp services, the first one first."""
        parameters = self.env["ir.config_parameter"].sudo()
        names = ("qlvb_sign.tsa_url", "qlvb_sign.tsa_fallback_url")
        urls = [parameters.get_param(name) for name in names]
        return " ".join(filter(None, urls)) or None

    @api.model
    def _engine(self, function, *args):
        """Call the engine; its refusals become sentences that say what to do."""
        try:
            return function(*args)
        except KeyProblem as error:
            sentence = self.env["qlvb.sign.key"]._sentence(error)
            raise key_refused(sentence) from None
        except SignError as error:
            raise UserError(self.env["qlvb.sign.key"]._sentence(error)) from None

    def _sign_summary(self):
        document = self.sudo()
        document.invalidate_recordset()
        signing_row = document._person_signings()
        file = signing_row.file_id
        signature = file.signature_ids.filtered(lambda row: row.role == "person")[:1]
        return {
            "id": self.id,
            "state": document.state,
            "file_id": file.id,
            "sha256": file.sha256,
            "signer": signature.signer,
            "moment": fields.Datetime.to_string(signature.moment),
            "time_source": signature.time_source,
            **document._request_summary("person"),
        }
