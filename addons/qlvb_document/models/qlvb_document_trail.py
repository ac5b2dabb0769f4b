# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo import fields, models


class QlvbDocumentTrail(models.AbstractModel):
    """What happened to a document, and the clock of its agency (S53)."""

    _name = "qlvb.document.trail"
    _description = "Trail of Documents"

    event_ids = fields.One2many("qlvb.event", "document_id", "Trail", readonly=True)

    def _agency_today(self):
        """Return today's date in the time zone of the document's agency."""
        return self._agency_date(fields.Datetime.now())

    def _agency_date(self, moment):
        return self.company_id._qlvb_local(moment).date()

    def _local_text(self, moment):
        """Return a moment (UTC) as the agency's clock shows it, for prints."""
        if not moment:
            return ""
        return self.company_id._qlvb_local(moment).strftime("%d/%m/%Y %H:%M")

    def _log(self, kind, /, **details):
        """Append to the trail of each document."""
        for document in self:
            self.env["qlvb.event"]._append(
                document, kind, {key: value for key, value in details.items() if value}
            )

    def trail(self):
        """Return the trail as a list of dicts, for programs; see `qlvb.event`."""
        self.ensure_one()
        self.check_access("read")
        return [
            {
                "moment": fields.Datetime.to_string(event.moment),
                "user": event.user_id.name,
                "kind": event.kind,
                "details": event.details or {},
                "hash": event.hash,
                "previous_hash": event.previous_hash or "",
            }
            for event in self.sudo().event_ids.sorted("id")
        ]

    def export_trail(self):
        """Return the trail as text to be checked elsewhere; see `qlvb.trail.export`.

        Leaders and heads of office get who opened the documents, too.
        """
        self.check_access("read")
        role, log = self.env["qlvb.role"], self.env["qlvb.access.log"]
        audits = all(role._has_role(log._auditors(), row) for row in self.company_id)
        self._note_access("print", self.env._("Trail"))
        lines = self.env["qlvb.trail.export"]._lines(self, with_access=audits)
        return "\n".join(lines)

    def action_export_trail(self):
        """Download the trail of the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/trail/{self.id}",
            "target": "download",
        }
