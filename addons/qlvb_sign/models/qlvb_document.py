# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_users import check_identity

from ..lib import fields as places
from ..lib import signing
from ..lib.errors import SignError
from .qlvb_signature import VERDICTS

# Written into the signature, which is Vietnamese like the document.
REASONS = {"person": "Ký ban hành văn bản", "agency": "Phát hành văn bản"}


class QlvbDocument(models.Model):
    """Documents are signed by their signer, sealed by the clerk, and judged.

    * The PDF gets its fields when it is made, before anybody agrees to it (S9).
    * The signer signs exactly the file that was agreed; the stored file begins with
      its bytes, and the issued one with the bytes of the signed one.
    * Nothing is issued without a signature that holds (S34).
    * Every received PDF is judged when it is stored, and again on request (S12).
    """

    _inherit = "qlvb.document"

    signing_ids = fields.One2many("qlvb.signing", "document_id", readonly=True)
    signature_ids = fields.One2many(related="main_file_id.signature_ids")
    signature_verdict = fields.Selection(
        [("none", "No signature"), *VERDICTS], compute="_compute_signature_verdict"
    )
    can_sign = fields.Boolean(compute="_compute_can_sign")

    @api.depends("main_file_id.signature_ids.verdict")
    def _compute_signature_verdict(self):
        for document in self:
            found = set(document.signature_ids.mapped("verdict"))
            worst = [name for name in ("invalid", "unproven", "valid") if name in found]
            document.signature_verdict = worst[0] if worst else "none"

    @api.depends("signature_verdict")
    @api.depends_context("lang")
    def _compute_signature_note(self):
        field = self._fields["signature_verdict"]
        labels = dict(field._description_selection(self.env))
        for document in self:
            document.signature_note = labels.get(document.signature_verdict)

    @api.depends_context("uid")
    @api.depends("state", "signer_id")
    def _compute_can_sign(self):
        for document in self:
            document.can_sign = (
                document.state == "approved" and document.signer_id == self.env.user
            )

    # Preparing

    def _prepare_pdf(self, pdf):
        pdf = super()._prepare_pdf(pdf)
        return self._engine(places.prepare, pdf, self.sudo().signer_id.name or None)

    def _store_file(self, name, data, kind, **values):
        """Prepare also the PDF that a drafter uploads instead of having it made.

        One that lacks the places of Decree 30 is kept, with a note: it can be
        discussed, but not signed.
        """
        if kind == "pdf" and self.direction != "incoming" and data.startswith(b"%PDF-"):
            try:
                data = self._prepare_pdf(data)
            except UserError as error:
                values["note"] = values.get("note") or str(error)
        return super()._store_file(name, data, kind, **values)

    # Signing

    def sign(self, pin=None):
        """Sign as the signer of the document; ``pin`` opens the caller's own key.

        Returns a dict: id, state, file_id, sha256, signer, moment, time_source. A
        second call changes nothing and answers the same.
        """
        self.ensure_one()
        return self._sign(pin)

    @check_identity
    def action_sign(self):
        """Ask for the PIN and sign."""
        self.ensure_one()
        self._check_signer()
        return self._open_pin_dialog("qlvb.document.sign", self.env._("Sign"))

    @check_identity
    def action_issue(self):
        """Ask for the seal's PIN and issue."""
        self.ensure_one()
        self._check_role(("clerk",))
        return self._open_pin_dialog("qlvb.document.seal", self.env._("Issue"))

    def _open_pin_dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_document_id": self.id, "dialog_size": "medium"},
        }

    def _sign(self, pin):
        """Make the person's signature while nothing is locked, then store it."""
        self.check_access("read")
        self._check_signer()
        if self._is_signed():
            return self._sign_summary()
        if "signed" not in self._transitions.get(self.state, ()):
            raise UserError("\n".join(self._get_blockers("signed")))
        blockers = self._format_blockers()
        if blockers:
            raise UserError("\n".join(blockers))
        agreed = self._agreed_file()
        signed = self._engine(self._make_signature, agreed._bytes(), pin)
        self._lock()
        if self.state == "approved":
            name = f"{PurePath(agreed.name).stem}-signed.pdf"
            self.sudo()._store_file(name, signed, "signed")
            self._mark_signed()
        return self._sign_summary()

    def _make_signature(self, pdf, pin):
        key = self.env["qlvb.sign.key"]._of(self.env.user)
        picture = key._picture_bytes()
        return signing.sign_person(
            pdf, key._open(pin), picture, REASONS["person"], self._timestamper()
        )

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
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("qlvb_sign.tsa_url") or None

    @api.model
    def _engine(self, function, *args):
        """Call the engine; its refusals become sentences that say what to do."""
        try:
            return function(*args)
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
        }

    # Issuing

    def issue(self, pin=None):
        """Judge the signer's signature as of now, then issue; see the base."""
        if self.state == "signed":
            self.check_access("read")
            self._signed_file()._verify()
        return super().issue(pin=pin)

    def _seal(self, pdf, number, day, pin):
        key = self.env["qlvb.sign.key"]._of(self.sudo().company_id)
        picture = key._picture_bytes()
        return self._engine(
            lambda: signing.fill_and_seal(
                pdf,
                number,
                day,
                key._open(pin),
                picture,
                REASONS["agency"],
                self._timestamper(),
            )
        )

    def _signed_file(self):
        return self._person_signings().file_id

    def _signature_blockers(self):
        """Return what is wrong with the person's signature, from its last judgement."""
        file = self._signed_file()
        signatures = file.signature_ids
        if not signatures:
            return [self.env._("“%s” is not signed.", self.display_name)]
        return [
            self._signature_sentence(row)
            for row in signatures
            if row.verdict != "valid"
        ]

    def _signature_sentence(self, signature):
        """Say in one sentence why a signature does not suffice, and what to do."""
        _ = self.env._
        names = {"document": self.display_name, "signer": signature.signer or "?"}
        if signature.verdict == "invalid":
            sentence = _(
                "The signature of %(signer)s on “%(document)s” is not valid: the file"
                " was changed. Tell the administrator."
            )
        elif signature.chain != "trusted":
            sentence = _(
                "The certificate of %(signer)s on “%(document)s” comes from a root that"
                " is not trusted here: the administrator adds it."
            )
        else:
            sentence = _(
                "The certificate of %(signer)s on “%(document)s” was not valid at the"
                " time of signing."
            )
        return sentence % names

    # Keeping and judging

    def _on_file_stored(self, file):
        result = super()._on_file_stored(file)
        file._verify()
        if file.kind in ("signed", "issued") and file.sudo().signature_ids:
            self._check_made_signatures(file)
            self._record_signing(file)
        return result

    def _check_made_signatures(self, file):
        """Nothing is stored as signed or issued whose signatures do not hold (S34)."""
        signatures = file.sudo().signature_ids
        wrong = signatures.filtered(lambda row: row.verdict != "valid")
        if wrong:
            raise UserError("\n".join(map(self._signature_sentence, wrong)))

    def _record_signing(self, after):
        """Pin the chain: the new file begins with the bytes of the one before."""
        person = after.kind == "signed"
        before = self._agreed_file() if person else self._signed_file()
        if not after._bytes().startswith(before._bytes()):
            raise UserError(
                self.env._(
                    "The signing changed the file itself instead of adding to it: it"
                    " is not stored."
                )
            )
        digest = after.sudo().signature_ids[-1].certificate_sha256
        key = (
            self.env["qlvb.sign.key"].sudo().search([("sha256", "=", digest)], limit=1)
        )
        self.env["qlvb.signing"].sudo().create(
            {
                "document_id": self.id,
                "role": "person" if person else "agency",
                "key_id": key.id,
                "certificate_sha256": digest,
                "user_id": self.env.uid,
                "moment": fields.Datetime.now(),
                "file_id": after.id,
                "before_sha256": before.sha256,
                "after_sha256": after.sha256,
            }
        )

    def verify_signatures(self):
        """Judge the signatures of the newest file again; return a list of dicts."""
        self.check_access("read")
        for document in self:
            document._lock()
            document.sudo().main_file_id._verify()
            label = dict(
                self._fields["signature_verdict"]._description_selection(self.env)
            )
            document._log("verify", verdict=label[document.signature_verdict])
        columns = (
            "document_id",
            "signer",
            "role",
            "moment",
            "time_source",
            "integrity",
        )
        columns += ("later_changes", "chain", "period", "role_order", "verdict")
        return self.signature_ids.read(columns, load=None)

    def action_verify_signatures(self):
        self.verify_signatures()
        return True
