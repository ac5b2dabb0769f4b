# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class QlvbFileIncident(models.Model):
    """A stored file that is no longer what it was, until it is brought back.

    Administrators of the agency read these rows: they tell where the file lies and
    what its checksum must be, not of what document it is.
    """

    _name = "qlvb.file.incident"
    _description = "Damaged File"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "stored_name"

    file_id = fields.Many2one(
        "qlvb.document.file",
        required=True,
        index=True,
        ondelete="restrict",
        groups=fields.NO_ACCESS,
    )
    file_number = fields.Integer("Number of the file", readonly=True, aggregator=None)
    company_id = fields.Many2one("res.company", "Agency", required=True, readonly=True)
    found_at = fields.Datetime(required=True, readonly=True)
    stored_name = fields.Char("Place in the file store", readonly=True)
    expected = fields.Char("SHA-256 as stored", readonly=True)
    found = fields.Char("SHA-256 as found", readonly=True, help="Empty: lost.")
    state = fields.Selection(
        [("open", "To be brought back"), ("solved", "Intact again")],
        default="open",
        required=True,
        readonly=True,
    )

    _one_open = models.UniqueIndex(
        "(file_id) WHERE state = 'open'", "This file is reported already."
    )

    @api.model
    def _report(self, file, found):
        """Tell the administrators once that ``file`` differs; note it in the trail."""
        incidents = self.sudo()
        if incidents.search_count([("file_id", "=", file.id), ("state", "=", "open")]):
            return
        agency = file.document_id.company_id
        incident = incidents.create(
            {
                "file_id": file.id,
                "file_number": file.id,
                "company_id": agency.id,
                "found_at": fields.Datetime.now(),
                "stored_name": file.attachment_id.store_fname,
                "expected": file.sha256,
                "found": found,
            }
        )
        file.document_id._log("damaged", name=file.name, found=found or "–")
        for user in self.env["qlvb.role"]._holders("admin", agency):
            incident.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._("Bring a damaged file back from a backup"),
            )

    @api.model
    def _settle(self, file):
        """Close what was reported about a file that is intact again."""
        incident = self.sudo().search(
            [("file_id", "=", file.id), ("state", "=", "open")]
        )
        if incident:
            incident.state = "solved"
            incident.activity_unlink(["mail.mail_activity_data_todo"])
            file.document_id._log("restored", name=file.name)
