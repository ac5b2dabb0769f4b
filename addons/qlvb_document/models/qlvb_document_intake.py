# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import refusal


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
    # Not searchable: a search through it would ask about the sender's own work.
    source_id = fields.Many2one(
        "qlvb.document", compute="_compute_source_id", string="Sender's document"
    )

    def _compute_upload(self):
        self.upload = False
        self.upload_name = False
        self.upload_note = False
        self.not_secret_reason = False

    def _inverse_upload(self):
        for document in self:
            if document.upload:
                document._check_uploader()
                declared = document._with_declaration(document.not_secret_reason)
                declared._take_upload()

    def _take_upload(self):
        """Store what the form uploads; for a draft it is a version."""
        if self.direction == "incoming":
            self._store_upload(self.upload_name, self.upload)
        elif not self._same_version(self.upload_name, self.upload):
            self._store_upload(
                self.upload_name, self.upload, note=self.upload_note or False
            )

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

    @api.depends("source_recipient_id")
    def _compute_source_id(self):
        for document in self:
            document.source_id = document.sudo().source_recipient_id.document_id

    @api.depends("direction", "received_at", "urgency", "company_id")
    def _compute_register_due(self):
        Policy = self.env["qlvb.deadline.policy"]
        for document in self:
            due = False
            if document.direction == "incoming" and document.received_at:
                due = Policy._due(
                    "register",
                    document.received_at,
                    document.company_id,
                    document.urgency,
                )
            document.register_due = due

    @api.model
    def receive(self, values, files=None):
        """Take in one incoming document and return its id.

        ``values``: fields of the document; besides, ``issuer`` may be a dict with
        ``code`` and ``name`` of the issuing body, and ``type`` a type's code.
        ``not_secret_reason`` is the clerk's declaration that what looks like a secrecy
        stamp on a file is none.
        ``files``: list of dicts with ``name`` and ``content`` (base64); the first
        one is the document, the others are attachments.
        """
        files = files or []
        self._check_shape(values, files)
        try:
            return self._receive(values, files, path="rpc").id
        except ValueError as error:
            raise UserError(
                self.env._("A value cannot be read: %s", str(error))
            ) from error

    @api.model
    def _check_shape(self, values, files):
        """Tell a program in sentences what it sent wrongly."""
        _ = self.env._
        rows = [*files] if isinstance(files, list) else [None]
        if not isinstance(values, dict) or not all(
            isinstance(row, dict) for row in rows
        ):
            raise UserError(
                _("“values” is an object and “files” a list of objects, see the guide.")
            )
        unknown = sorted(set(values) - set(self._fields) - {"issuer", "type"})
        if unknown:
            raise UserError(_("There is no such field: %s.", ", ".join(unknown)))
        code = values.get("type")
        types = self.env["qlvb.document.type"]
        if code and not types.search_count([("code", "=", code)], limit=1):
            raise UserError(_("There is no document type with the code “%s”.", code))
        issuer = values.get("issuer")
        if issuer and not isinstance(issuer, dict):
            raise UserError(_("“issuer” is an object with “code” and “name”."))

    @api.model
    def _receive(self, values, files, path):
        values = {**values, "direction": "incoming"}
        declaration = values.pop("not_secret_reason", None)
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
        values, garbled = self._set_aside_garbled(values, path)
        documents = self.with_context(qlvb_path=path)
        documents._with_declaration(declaration)._examine_uploads(files)
        document = documents.create(values)
        if garbled:
            document.sudo()._through_door().write({"garbled_text": garbled})
        for index, file in enumerate(files):
            document._with_declaration(declaration)._store_upload(
                file.get("name"), file.get("content"), "attachment" if index else None
            )
        return document

    @api.model
    def _examine_uploads(self, files):
        """Refuse the last of several files before the first one is written to disk."""
        for file in files if len(files) > 1 else ():
            data = self._decode_upload(file.get("name"), file.get("content"))
            self._examine(file.get("name"), data)

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
            path = self._intake_path("form")
            self.env["qlvb.refusal"]._refuse(texts, company, path)

    @api.model
    def _refusal_sentence(self, reason):
        """Return why something is turned away, in the user's language, with the law."""
        _ = self.env._
        secret, petition = refusal.BASIS["secret"], refusal.BASIS["petition"]
        sentences = {
            "secrecy": _("State secrets must not enter this software (%s).", secret),
            "stamp": _(
                "The first page or the abstract carries a secrecy stamp; state secrets"
                " must not enter this software (%s).",
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
