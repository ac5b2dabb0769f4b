# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import compare, pages

from ..tools import file_gate, file_text, office
from ..tools.compare_html import as_html


class QlvbDocumentVersion(models.AbstractModel):
    """The versions of a draft: made, uploaded, drawn as PDF, compared (S33).

    Every version is a `qlvb.document.file` with author, time, SHA-256 and note, and
    is never changed. Who may add one: the drafter and the co-drafters, whoever acts
    for them, and the head of the drafting unit or of the office, as long as the
    document is a draft. Whoever sees the document may compare its versions.
    """

    _name = "qlvb.document.version"
    _description = "Versions of Documents"

    upload_note = fields.Char(
        "What was changed", compute="_compute_upload", inverse="_inverse_upload"
    )
    version_warning = fields.Char(compute="_compute_version_warning")
    version_ids = fields.One2many(
        "qlvb.document.file",
        "document_id",
        "Versions",
        domain=[("kind", "in", ("draft", "pdf"))],
        readonly=True,
    )

    def _compute_version_warning(self):
        for document in self:
            document.version_warning = document._version_warning()

    def _version_warning(self):
        """Hook: return a sentence on what a new version would undo, or False."""
        self.ensure_one()
        return False

    def _on_new_version(self, file):
        """Hook: a new Word or PDF version of an outgoing document is stored."""
        self.ensure_one()

    def _store_file(self, name, data, kind, **values):
        """Two who add a version at once: the second waits, and gets the next number.

        The row must change: only then does the waiting transaction begin anew and
        count the version of the first one.
        """
        if self.direction != "incoming":
            query = "UPDATE qlvb_document SET write_date = write_date WHERE id = %s"
            self.env.cr.execute(query, [self.id])
        return super()._store_file(name, data, kind, **values)

    def _on_file_stored(self, file):
        result = super()._on_file_stored(file)
        if self.direction != "incoming" and file.kind in ("draft", "pdf"):
            self._on_new_version(file)
        return result

    def make_docx(self):
        """Make the Word file from its template; return the file's id."""
        self.ensure_one()
        self._check_drafting()
        template = self._template()
        data = template._fill(self._docx_context())
        note = self.env._("made of the template “%s”", template.name)
        return self._store_file("draft.docx", data, "draft", note=note).id

    def upload_version(self, name, content, note=None):
        """Store an edited draft (base64) as the next version; return the file's id.

        The same bytes a second time are the version that is there already.
        """
        self.ensure_one()
        self._check_drafting()
        return (
            self._same_version(name, content)
            or self._store_upload(name, content, note=note)
        ).id

    def _same_version(self, name, content):
        """Return the newest file of that kind if it has exactly these bytes."""
        data = self._decode_upload(name, content)
        newest = self._newest(self._upload_kind(name if isinstance(name, str) else ""))
        same = file_gate.sha256(data) in (newest.sha256, newest.upload_sha256)
        return newest.with_env(self.env) if same else newest.browse()

    def _newest(self, *kinds):
        """Return the newest file of these kinds, as the system."""
        files = self.sudo().file_ids.filtered(lambda file: file.kind in kinds)
        return files.sorted("id")[-1:]

    def make_pdf(self):
        """Make the PDF of the newest Word version, or from the form; return its id.

        LibreOffice draws it; where that is not installed, the letter is drawn from
        the document's data. Number, date and signatures get their places now, so
        that what is agreed is exactly what is signed (S9).
        """
        self.ensure_one()
        self._check_drafting()
        if self.layout == "form":
            pdf, note = self._draw(), self.env._("drawn from the form")
        else:
            draft = self._newest("draft")
            if not draft:
                raise UserError(
                    self.env._(
                        "“%s” has no Word file yet: make or upload one.", self.name
                    )
                )
            pdf = self._convert(draft)
            note = self.env._("made of version %s", draft.version)
        return self._store_file(
            "draft.pdf", self._prepare_pdf(pdf), "pdf", note=note
        ).id

    def _draw(self):
        """Return the PDF that is drawn from the document's data."""
        return pages.letter(self._letter_content())

    def _convert(self, draft):
        try:
            return office.to_pdf(draft._bytes())
        except office.OfficeError as error:
            if error.missing:
                return self._draw()
            raise UserError(
                self.env._(
                    "The PDF of “%s” could not be made: LibreOffice did not answer."
                    " Nothing was changed; try again, and tell the administrator if it"
                    " stays so.",
                    self.name,
                )
            ) from error

    def _prepare_pdf(self, pdf):
        """Hook: give the PDF its places for number, date and signatures."""
        return pdf

    def _check_drafting(self):
        """Refuse to change a draft that is fixed, submitted or somebody else's."""
        self.check_access("read")
        if self.direction == "incoming" or self.state != "draft":
            raise UserError(self.env._("“%s” is no longer a draft.", self.display_name))
        self._check_editor(is_entry=False)

    def action_make_draft(self):
        """Make the Word file and its PDF, and show them."""
        for document in self:
            if document.layout != "form":
                document.make_docx()
            document.make_pdf()
        return True

    def action_make_pdf(self):
        for document in self:
            document.make_pdf()
        return True

    def action_download_word(self):
        """Open the newest Word version, to be edited and uploaded again."""
        self.ensure_one()
        self.check_access("read")
        draft = self._newest("draft")
        if not draft:
            raise UserError(
                self.env._("“%s” has no Word file yet: make or upload one.", self.name)
            )
        return draft.with_env(self.env).action_open()

    def action_compare(self):
        """Open the comparison of the two newest versions."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.compare",
            self.env._("Compare versions"),
            {"default_document_id": self.id},
        )

    def changes_since(self, file_id):
        """Return as HTML what the newest version of that kind changed since a file.

        Empty when nothing was. Raises `UserError` for a file of another document.
        """
        self.ensure_one()
        self.check_access("read")
        old = self._version(file_id)
        return str(self._compare(old, self._newest(old.kind)))

    @api.model
    def _is_id(self, value):
        return isinstance(value, int) and not isinstance(value, bool)

    def _version(self, file_id):
        """Return the file of this document with that id."""
        files = self.sudo().file_ids
        found = files.filtered(lambda file: self._is_id(file_id) and file.id == file_id)
        if not found:
            raise UserError(
                self.env._("This file is no version of “%s”.", self.display_name)
            )
        return found

    def _compare(self, file_a, file_b):
        """Return as `Markup` what ``file_b`` changed; empty when nothing was."""
        found = self._differences_of(file_a, file_b)
        return as_html(found, self.env) if compare.is_changed(found) else Markup()

    def _differences_of(self, file_a, file_b):
        """Return the paragraphs of `vnrecords.compare` of two files."""
        if file_a.sha256 == file_b.sha256:
            return ()
        return compare.compare(self._paragraphs(file_a), self._paragraphs(file_b))

    def _paragraphs(self, file):
        """Return the text of a Word or PDF version as paragraphs."""
        try:
            text = file_text.read(file.mimetype, file.sudo()._bytes())
        except (file_text.Unreadable, KeyError):
            raise UserError(
                self.env._(
                    "The text of “%(name)s”, version %(version)s, cannot be read:"
                    " open the file itself.",
                    name=file.name,
                    version=file.version,
                )
            ) from None
        is_pdf = file.mimetype == file_gate.PDF
        return (compare.paragraphs_of_pages if is_pdf else compare.paragraphs)(text)
