# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.qlvb_document.orm import token


class QlvbDocument(models.Model):
    """Documents know the work files they are in; replies follow what they answer."""

    _inherit = "qlvb.document"

    workfile_entry_ids = fields.One2many(
        "qlvb.workfile.entry", "document_id", "Work files", readonly=True
    )

    @api.depends("workfile_entry_ids")
    def _compute_access_tokens(self):
        return super()._compute_access_tokens()

    def _renew_access_tokens(self):
        """Reckon anew who may see the documents: their files have changed."""
        self.env.add_to_compute(self._fields["access_tokens"], self)

    def _get_access_tokens(self):
        """Open the document to who keeps its files; archivists read closed ones."""
        tokens = super()._get_access_tokens()
        for workfile in self._workfiles():
            tokens.add(token("user", workfile.user_id.id))
            if workfile.state == "closed":
                tokens.add(token("archivist", workfile.company_id.id))
        return tokens

    def _workfiles(self):
        """Return all files that hold the documents, whoever may see them."""
        Entry = self.env["qlvb.workfile.entry"].sudo()
        return Entry.search([("document_id", "in", self.ids)]).workfile_id

    def _file_code(self):
        """Return for the arrival stamp the code of a file that the reader may see."""
        return self.workfile_entry_ids.workfile_id[:1].code or ""

    def _draft_reply(self, assignment, values):
        reply = super()._draft_reply(assignment, values)
        reply._file_with_answered()
        return reply

    def _close_answered(self):
        self._file_with_answered()
        return super()._close_answered()

    def _file_with_answered(self):
        """File each reply in the open work files that hold what it answers.

        A draft goes to the files of its drafter and of its unit only; once issued,
        to all of them.
        """
        for reply in self.sudo():
            workfiles = reply.reply_to_id._workfiles()
            workfiles = workfiles.filtered(lambda row: row.state == "open")
            if reply.state != "issued":
                workfiles = workfiles.filtered(reply._is_drafted_for)
            workfiles._file(reply)

    def _is_drafted_for(self, workfile):
        unit = workfile.department_id
        return workfile.user_id == self.user_id or unit and unit == self.department_id

    def action_open_workfile(self):
        """Open the work file of the user's assignment, or ask for one."""
        return self.my_assignment_id.action_open_workfile()
