# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.qlvb_document.models.qlvb_target_mixin import OPEN_STATES

from vnrecords import forms


class QlvbWorkfileEntry(models.Model):
    """A document in a work file; one document can be in many files, never copied.

    Read by who may see both the file and the document; added by who keeps the file
    and may see the document; taken out while the file is open.
    """

    _name = "qlvb.workfile.entry"
    _description = "Work File Entry"
    _order = "workfile_id, sequence, id"
    _check_company_auto = True

    workfile_id = fields.Many2one(
        "qlvb.workfile", "Work file", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="workfile_id.company_id", store=True)
    document_id = fields.Many2one(
        "qlvb.document",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    sequence = fields.Integer(aggregator=None)
    ordinal = fields.Integer("No.", compute="_compute_ordinal", aggregator=None)
    note = fields.Char()
    direction = fields.Selection(related="document_id.direction")
    notation = fields.Char(related="document_id.notation")
    issue_date = fields.Date(related="document_id.issue_date")
    abstract = fields.Char(related="document_id.name")
    document_state = fields.Selection(related="document_id.state", string="State")
    document_uuid = fields.Char(
        related="document_id.uuid", help="The same at the sender and here."
    )
    author = fields.Char(compute="_compute_author")
    workfile_state = fields.Selection(
        related="workfile_id.state", string="State of the file"
    )
    keeper_id = fields.Many2one(related="workfile_id.user_id", string="Kept by")

    _document_uniq = models.UniqueIndex(
        "(workfile_id, document_id)", "This document is in the work file already."
    )

    @api.depends("workfile_id.code", "document_id.display_name")
    def _compute_display_name(self):
        for entry in self:
            parts = (entry.workfile_id.code, entry.document_id.display_name)
            entry.display_name = ": ".join(filter(None, parts))

    @api.depends("sequence", "workfile_id.entry_ids")
    def _compute_ordinal(self):
        """Number the documents by their place in the whole file."""
        files = self.workfile_id._entries().grouped("workfile_id").values()
        places = {row.id: n for entries in files for n, row in enumerate(entries, 1)}
        for entry in self:
            entry.ordinal = places.get(entry._origin.id, 0)

    @api.depends("document_id.issuer_name", "document_id.company_id.name")
    def _compute_author(self):
        for entry in self:
            document = entry.document_id
            entry.author = document.issuer_name or document.company_id.sudo().name

    @api.model_create_multi
    def create(self, vals_list):
        # Defaults first, since a caller can send them in the context over RPC. Asked
        # before: once filed, the keeper of the file may see the document.
        given = self.default_get(["document_id", "workfile_id"])
        vals_list = [{**given, **vals} for vals in vals_list]
        for name, model in (
            ("document_id", "qlvb.document"),
            ("workfile_id", "qlvb.workfile"),
        ):
            ids = [vals[name] for vals in vals_list if vals.get(name)]
            self.env[model].browse(ids).check_access("read")
        workfiles = self.env["qlvb.workfile"].browse(
            [vals["workfile_id"] for vals in vals_list if vals.get("workfile_id")]
        )
        workfiles._check_open()
        entries = super().create(self._numbered(vals_list))
        for entry in entries:
            entry.document_id._log("file_in", workfile=entry.workfile_id.display_name)
        return entries

    @api.model
    def _numbered(self, vals_list):
        """Return the values with each document put after the last one of its file."""
        last = {}
        numbered = []
        for vals in vals_list:
            file_id = vals.get("workfile_id")
            if file_id not in last:
                known = self.env["qlvb.workfile"].browse(file_id or [])._entries()
                last[file_id] = max(known.mapped("sequence"), default=0)
            last[file_id] += 1
            sequence = vals.get("sequence") or last[file_id]
            numbered.append({**vals, "sequence": sequence})
        return numbered

    def write(self, vals):
        if {"workfile_id", "document_id"} & set(vals):
            raise UserError(
                self.env._(
                    "An entry stays as it is: take the document out, and file it anew."
                )
            )
        self.workfile_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_needed(self):
        """Keep what closed files hold, and what open ones were opened for (S30)."""
        self.workfile_id._check_open()
        for entry in self:
            entry._check_work_done()
            entry.document_id._log("file_out", workfile=entry.workfile_id.display_name)

    def _check_work_done(self):
        rows = self.document_id.sudo().assignment_ids
        if rows.filtered(
            lambda row: row.workfile_id == self.workfile_id and row.state in OPEN_STATES
        ):
            raise UserError(
                self.env._(
                    "“%(document)s” stays in “%(workfile)s” while it is being worked"
                    " on: the file was opened for it.",
                    document=self.document_id.display_name,
                    workfile=self.workfile_id.display_name,
                )
            )

    def _contents_rows(self):
        """Return the rows of the contents list, pages counted through the file."""
        rows = []
        page = 1
        for entry in self:
            document = entry.document_id
            pages = document.page_count
            last = page + pages - 1
            rows.append(
                forms.ContentsRow(
                    notation=document.notation or "",
                    dated=document.issue_date or "",
                    abstract=document._title(),
                    author=entry.author or "",
                    page=f"{page}-{last}" if pages > 1 else str(page if pages else ""),
                    note=entry.note or "",
                )
            )
            page += pages
        return rows

    def action_open(self):
        """Open the document."""
        return self.document_id.action_open()

    def action_open_workfile(self):
        """Open the work file."""
        return self.workfile_id.action_open()
