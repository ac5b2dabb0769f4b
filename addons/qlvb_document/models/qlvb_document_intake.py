# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import refusal

from ..tools import file_gate

# Defaults of the settings ``qlvb.max_file_mb`` and ``qlvb.max_file_pages``.
MAX_FILE_MB = 100
MAX_FILE_PAGES = 5000


class QlvbDocumentIntake(models.AbstractModel):
    """How a document comes in: one door, whatever the path.

    Forms, programs, mail and exchange all end in ``create`` and ``_store_file``,
    where state secrets and complaints are turned away (S2), files are examined
    before anything is stored, and text is cleaned (S10).
    """

    _name = "qlvb.document.intake"
    _description = "Intake of Documents"

    received_at = fields.Datetime(
        default=fields.Datetime.now, copy=False, help="Deadlines count from it (S31)."
    )
    declared_pages = fields.Integer(
        "Pages declared", help="As the sender says; compared with the file (S21)."
    )
    upload = fields.Binary(
        compute="_compute_upload", inverse="_inverse_upload", string="Upload a file"
    )
    upload_name = fields.Char(compute="_compute_upload", inverse="_inverse_upload")
    register_due = fields.Datetime(
        "To be registered by", compute="_compute_register_due", store=True
    )
    source_recipient_id = fields.Many2one(
        "qlvb.recipient", readonly=True, copy=False, index="btree_not_null"
    )
    source_id = fields.Many2one(
        related="source_recipient_id.document_id", string="Sender's document"
    )

    def _compute_upload(self):
        self.upload = False
        self.upload_name = False

    def _inverse_upload(self):
        for document in self:
            if document.upload:
                document._check_uploader()
                document._store_upload(document.upload_name, document.upload)

    def _check_uploader(self):
        """Files are added to drafts only: what was agreed or entered stays as it is."""
        if self.direction == "incoming":
            self._check_may_edit({"name": self.name})
        else:
            self._check_drafting()

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        for document in documents.filtered(lambda doc: doc.direction == "incoming"):
            document._log("receive", name=document.notation)
        return documents

    @api.depends("direction", "received_at", "urgency", "company_id")
    def _compute_register_due(self):
        Policy = self.env["qlvb.deadline.policy"]
        for document in self:
            due = False
            if document.direction == "incoming" and document.received_at:
                code = "register" if document.urgency == "0" else "register_urgent"
                due = Policy._due(code, document.received_at, document.company_id)
            document.register_due = due

    @api.model
    def receive(self, values, files=None):
        """Take in one incoming document and return its id.

        ``values``: fields of the document; besides, ``issuer`` may be a dict with
        ``code`` and ``name`` of the issuing body, and ``type`` a type's code.
        ``files``: list of dicts with ``name`` and ``content`` (base64); the first
        one is the document, the others are attachments.
        """
        return self._receive(values, files or [], path="rpc").id

    @api.model
    def _receive(self, values, files, path):
        values = {**values, "direction": "incoming"}
        issuer = values.pop("issuer", None)
        if issuer:
            partner = self.env["res.partner"]._find_agency(issuer)
            values.setdefault("issuer_id", partner.id)
            values.setdefault("issuer_name", partner.name or issuer.get("name"))
        kind = values.pop("type", None)
        if kind:
            values["type_id"] = (
                self.env["qlvb.document.type"].search([("code", "=", kind)], limit=1).id
            )
        document = self.with_context(qlvb_path=path).create(values)
        for index, file in enumerate(files):
            document._store_upload(
                file.get("name"), file.get("content"), "attachment" if index else None
            )
        return document

    @api.model
    def _turn_away_secrets(self, vals, first_page=""):
        """Refuse state secrets and complaints before anything is stored (S2)."""
        kind = self.env["qlvb.document.type"].sudo().browse(vals.get("type_id") or [])
        reasons = refusal.reasons_to_refuse(
            vals.get("secrecy") or "thuong",
            kind.code or "",
            vals.get("name") or "",
            first_page,
        )
        texts = [self._refusal_sentence(reason) for reason in reasons]
        if kind.is_refused and not texts:
            texts = [
                self.env._(
                    "Documents of the class “%(name)s” must not enter the software"
                    " (%(basis)s).",
                    name=kind.name,
                    basis=kind.legal_basis or "",
                )
            ]
        if texts:
            company = self[:1].company_id or self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            path = self.env.context.get("qlvb_path")
            self.env["qlvb.refusal"]._refuse(
                texts, company, path if isinstance(path, str) else "form"
            )

    @api.model
    def _refusal_sentence(self, reason):
        """Return why something is turned away, in the user's language, with the law."""
        _ = self.env._
        secret, petition = refusal.BASIS["secret"], refusal.BASIS["petition"]
        sentences = {
            "secrecy": _("State secrets must not enter this software (%s).", secret),
            "stamp": _(
                "The first page carries a secrecy stamp; state secrets must not enter"
                " this software (%s).",
                secret,
            ),
            "type": _(
                "Letters of dispute, complaint or denunciation must not enter this"
                " software (%s).",
                petition,
            ),
            "petition": _(
                "This reads like a letter of dispute, complaint or denunciation, which"
                " must not enter this software (%s).",
                petition,
            ),
        }
        return sentences[reason.code]

    def _store_upload(self, name, content, kind=None):
        """Store a file that came as base64; ``kind`` follows from the document."""
        try:
            data = base64.b64decode(content or b"", validate=True)
        except (binascii.Error, ValueError):
            raise UserError(
                self.env._("The content of “%s” is not valid base64.", name)
            ) from None
        if not kind:
            kind = self._upload_kind(name or "")
        return self._store_file(name or self.env._("unnamed"), data, kind)

    def _upload_kind(self, name):
        if self.direction == "incoming":
            has_original = any(file.kind == "original" for file in self.file_ids)
            return "attachment" if has_original else "original"
        return "draft" if name.lower().endswith(".docx") else "pdf"

    def _store_file(self, name, data, kind, **values):
        """Examine and store the bytes of one file; return the file record."""
        self.ensure_one()
        facts = self._examine(name, data)
        self._turn_away_secrets({}, first_page=facts.first_page)
        Files = self.env["qlvb.document.file"].sudo()
        same_kind = self.sudo().file_ids.filtered(lambda file: file.kind == kind)
        file = Files.create(
            {
                "document_id": self.id,
                "name": facts.name,
                "kind": kind,
                "version": len(same_kind) + 1,
                "mimetype": facts.mimetype,
                "size": facts.size,
                "pages": facts.pages,
                "sha256": facts.sha256,
                "attachment_id": self._attach(facts.name, data).id,
                **values,
            }
        )
        file.sudo().attachment_id.res_id = file.id
        self._log("file", name=facts.name, sha256=facts.sha256, kind=kind)
        self._on_file_stored(file)
        return file.with_env(self.env)

    def _check_attachment(self, attachment):
        """Let nothing in by the discussion that the front door would turn away (S2)."""
        facts = self._examine(attachment.name, attachment.sudo().raw or b"")
        self._turn_away_secrets({}, first_page=facts.first_page)

    def _attach(self, name, data):
        return (
            self.env["ir.attachment"]
            .sudo()
            # Odoo would shrink large scans: the bytes would no longer be the sender's.
            .with_context(image_no_postprocess=True)
            .create({"name": name, "raw": data, "res_model": "qlvb.document.file"})
        )

    def _on_file_stored(self, file):
        """Hook: something more is to be found out about a new file."""

    @api.model
    def _sha256(self, data):
        return file_gate.sha256(data)

    @api.model
    def _examine(self, name, data):
        params = self.env["ir.config_parameter"].sudo()
        max_mb = int(params.get_param("qlvb.max_file_mb", MAX_FILE_MB))
        max_pages = int(params.get_param("qlvb.max_file_pages", MAX_FILE_PAGES))
        try:
            return file_gate.inspect(name, data, max_mb * 1_000_000, max_pages)
        except file_gate.FileRefused as refused:
            sentence = self._file_sentences()[refused.code] % refused.details
            # The name of a file may tell what is in it: the log keeps only the cause.
            cause = self.env._("file refused: %s", refused.code)
            self.env["qlvb.refusal"]._refuse([sentence], self.company_id, "file", cause)

    @api.model
    def _file_sentences(self):
        """Return {code of the file gate: sentence with named placeholders}."""
        _ = self.env._
        return {
            "empty": _("“%(name)s” is empty: choose the file again."),
            "too_large": _(
                "“%(name)s” is larger than the allowed %(limit)s MB: send it in parts."
            ),
            "type_not_allowed": _(
                "“%(name)s” is of a kind that is not accepted: send a PDF, Word or"
                " Excel file, or an image."
            ),
            "content_differs": _(
                "The content of “%(name)s” is not what its name says (found:"
                " %(found)s): ask the sender for the right file."
            ),
            "encrypted": _(
                "“%(name)s” is locked by a password: ask the sender for an open file."
            ),
            "macros": _(
                "“%(name)s” contains macros: save it without them and send it again."
            ),
            "damaged": _(
                "“%(name)s” is damaged and cannot be read: ask the sender for it again."
            ),
            "too_many_pages": _(
                "“%(name)s” has more than the allowed %(limit)s pages: send it in"
                " parts."
            ),
        }
