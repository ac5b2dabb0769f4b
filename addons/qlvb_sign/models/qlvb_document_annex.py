# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

from ..lib import fields as engine
from ..lib import signing

REASON = "Phát hành văn bản kèm theo"  # Vietnamese like the document


class QlvbDocumentAnnex(models.AbstractModel):
    """Annexes in files of their own: the agency signs each when it issues (III.1.d).

    The drafter adds and replaces them while the document is a draft; that voids what
    was agreed, like every change of the text. PDF files get number and time of the
    signature as text in the top right corner; other files go along as they are.
    """

    _name = "qlvb.document.annex.mixin"
    _description = "Annexes of Documents"

    def add_annex(self, name, content):
        """Store an annex (base64); return the file's id.

        One of the same name takes the place of the earlier one; the same bytes once
        more change nothing. Raises UserError for who may not edit the draft, for the
        same bytes under another name, and for a file that the gate refuses.
        """
        self.ensure_one()
        self._check_drafting()
        self._lock()
        digest = self._sha256(self._decode_upload(name, content))
        annexes = self._annexes()
        older = annexes.filtered(lambda file: file.name == name)
        same = annexes.filtered(lambda file: file.sha256 == digest)
        if same & older:
            return (same & older)[0].id
        if same:
            raise UserError(
                self.env._(
                    "“%(name)s” is the same file as the annex “%(other)s”: one of them"
                    " is enough.",
                    name=name,
                    other=same[0].name,
                )
            )
        file = self._store_upload(name, content, "attachment")
        older._make_void()
        self._void_agreements(file)
        return file.id

    def drop_annex(self, file_id):
        """Take an annex out of the draft; the file itself is kept, as void."""
        self.ensure_one()
        self._check_drafting()
        file = self._annexes() & self._version(file_id)
        if not file:
            raise UserError(self.env._("This file is no annex of the document."))
        file._make_void()
        self._void_agreements(file)
        return True

    def action_annexes(self):
        """Ask for annexes to add or to take out."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.annex.add",
            self.env._("Annexes"),
            {"default_document_id": self.id},
        )

    def _annexes(self):
        """Return the annexes in force, in the order in which they were added."""
        files = self.sudo().file_ids.filtered(
            lambda file: file.kind == "attachment" and not file.is_void
        )
        return files.sorted("id")

    def _annex_pins(self):
        return {str(file.id): file.sha256 for file in self._annexes()}

    def _blockers_issued(self):
        return super()._blockers_issued() + self._annex_blockers()

    def _annex_blockers(self):
        """The annexes must be those that were submitted, byte by byte."""
        slip = self.sudo().submission_id
        if self.direction == "incoming" or not slip:
            return []
        try:
            for file in self._annexes():
                file._bytes()
        except UserError as error:
            return [str(error)]
        if self._annex_pins() != (slip.annex_pins or {}):
            return [
                self.env._(
                    "The annexes of “%s” are not those that were submitted: return"
                    " it to be submitted anew.",
                    self.display_name,
                )
            ]
        return []

    # Issuing

    def _seal_annexes(self, number, pin):
        """Sign every PDF annex with the agency's key, while nothing is locked.

        A key that signs elsewhere leaves the signatures empty.
        """
        annexes = self._annexes().filtered("pages")
        made = super()._seal_annexes(number, pin)
        if not annexes:
            return made
        agency = self.sudo().company_id
        key = self.env["qlvb.sign.key"]._of(agency)
        words = [f"Số: {self._full_notation(number)}"]
        if key.flow == "file":
            arguments = signing.prepare_text, engine.ANNEX, words
        else:
            opened = self._engine(key._open, pin, self)
            self._check_certificate(opened, agency, "agency")
            stamps = None if opened.is_deferred else self._timestamper()
            arguments = signing.sign_text, engine.ANNEX, opened, words, REASON, stamps
        return {**made, **{one: self._made_annex(one, *arguments) for one in annexes}}

    def _made_annex(self, file, function, *arguments):
        try:
            return self._engine(function, file._bytes(), *arguments)
        except UserError as error:
            raise UserError(
                self.env._(
                    "The annex “%(name)s” was not signed, nothing is issued: %(why)s",
                    name=file.name,
                    why=error,
                )
            ) from None

    def _check_is_still(self, request, file):
        """Refuse a seal that was waited for, over other annexes than those now."""
        super()._check_is_still(request, file)
        if request.role != "agency":
            return
        pins = {str(row.source_id.id): row.before_sha256 for row in request.part_ids}
        now = {str(file.id): file.sha256 for file in self._annexes().filtered("pages")}
        if pins != now:
            raise UserError(self._changed_sentence())

    def _store_annexes(self, annexes):
        result = super()._store_annexes(annexes)
        for source, data in annexes.items():
            file = self._store_file(source.name, data, "annex")
            self._check_made_signatures(file)
            field = file.sudo().signature_ids[-1:].field_name
            self._pin("annex", source, file, field=field)
        return result

    def _files_to_send(self):
        """Return the signed annexes in place of those that were uploaded."""
        files = super()._files_to_send()
        signings = self.sudo().signing_ids.filtered(lambda row: row.role == "annex")
        signed = {row.before_sha256: row for row in signings}
        sent = files.browse()
        for file in files.filtered(lambda one: not one.is_void):
            row = signed.get(file.sha256) if file.kind == "attachment" else None
            if row and row.after_sha256 != row.file_id.sha256:
                raise UserError(self._other_file_sentence())
            sent |= row.file_id if row else file
        return sent
