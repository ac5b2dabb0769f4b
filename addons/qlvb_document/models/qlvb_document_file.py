# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

KINDS = [
    ("original", "Received file"),
    ("attachment", "Attachment"),
    ("draft", "Word draft"),
    ("pdf", "Draft as PDF"),
    ("initialled", "With initials"),
    ("signed", "Signed by a person"),
    ("issued", "Issued"),
    ("annex", "Annex, signed"),
    ("copy", "Certified copy"),
]


class QlvbDocumentFile(models.Model):
    """One version of one file of a document; its bytes are never changed.

    Whoever may see the document may read its files. Files are stored by the
    document's own methods only, after the checks of the file gate.
    """

    _name = "qlvb.document.file"
    _description = "Document File"
    _inherit = ["qlvb.unchanged.mixin", "qlvb.file.recheck"]
    _order = "document_id, id desc"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict", readonly=True
    )
    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    version = fields.Integer(default=1, readonly=True, aggregator=None)
    attachment_id = fields.Many2one(
        "ir.attachment", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    content = fields.Binary(compute="_compute_content")
    mimetype = fields.Char(readonly=True)
    size = fields.Integer(readonly=True, help="In bytes.", aggregator=None)
    pages = fields.Integer(readonly=True, aggregator=None)
    sha256 = fields.Char("SHA-256", readonly=True, index=True)
    upload_sha256 = fields.Char(
        "SHA-256 as uploaded",
        readonly=True,
        help="Of a PDF to which places for number and signatures were added.",
    )
    note = fields.Char(readonly=True)
    is_void = fields.Boolean(
        "Void",
        readonly=True,
        help="Signed, but sent back before it was issued; or an annex taken out.",
    )
    check_ids = fields.One2many("qlvb.file.check", "file_id", readonly=True)

    @api.depends_context("bin_size", "qlvb_no_bytes")
    @api.depends("attachment_id")
    def _compute_content(self):
        """Give the bytes; a form asks only whether there are some.

        Odoo computes binary fields with their bytes even for their size alone.
        """
        small = self.env.context.get("qlvb_no_bytes")
        for file in self:
            attachment = file.sudo().attachment_id
            if small:
                file.content = attachment and b"1"
            else:
                file.document_id._note_access("file", file.name)
                file.content = attachment and base64.b64encode(attachment.raw)

    @api.depends("name", "kind", "version", "note")
    @api.depends_context("qlvb_version_names", "lang")
    def _compute_display_name(self):
        """Where versions are chosen, their number tells them apart, not their name."""
        if not self.env.context.get("qlvb_version_names"):
            return super()._compute_display_name()
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for file in self:
            kind = f"{labels[file.kind]} {file.version}"
            parts = [kind, file.create_uid.name, file.note]
            file.display_name = " · ".join(filter(None, parts))
        return None

    def read(self, fields=None, load="_classic_read"):
        if self.env.context.get("bin_size"):
            self = self.with_context(qlvb_no_bytes=True)
        return super().read(fields, load)

    def _bytes(self):
        """Return the bytes of the file, checked against the stored SHA-256."""
        self.ensure_one()
        # A form asks for sizes: the file would look altered.
        plain = self.sudo().with_context(bin_size=False)
        data = plain.attachment_id.raw or b""
        if self.env["qlvb.document"]._sha256(data) != self.sha256:
            raise UserError(
                self.env._(
                    "The stored file “%s” was altered or lost: it is not used. Tell"
                    " the administrator, who can bring it back from a backup.",
                    self.name,
                )
            )
        return data

    def download(self):
        """Return the file as base64, for programs."""
        self.ensure_one()
        self.check_access("read")
        self.document_id._note_access("file", self.name)
        return base64.b64encode(self._bytes()).decode()

    def action_open(self):
        """Open the file in a new tab."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/qlvb.document.file/{self.id}/content"
            f"?filename_field=name&download={'false' if self.pages else 'true'}",
            "target": "new",
        }

    def _make_void(self):
        """A file that was sent back or replaced is kept, but no longer in force."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """UPDATE qlvb_document_file SET is_void = true
                WHERE kind IN ('signed', 'initialled', 'attachment')
                AND id = ANY(%s)""",
                list(self.ids),
            )
        )
        self.invalidate_recordset(["is_void"])
        self.modified(["is_void"])

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "A stored file is neither changed nor deleted: upload a new version."
            )
        )
