# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.qlvb_document.models.qlvb_target_mixin import OPEN_STATES

REOPENERS = ("office", "archivist")
# An outgoing document in one of these states has its number and its date.
ISSUED = ("issued", "recalled", "replaced")


class QlvbWorkfileClose(models.AbstractModel):
    """Closing a work file: every reason against it at once, then its retention.

    Whoever keeps the file closes it; heads of office and archivists open it again.
    """

    _name = "qlvb.workfile.close"
    _description = "Closing of Work Files"

    can_reopen = fields.Boolean(compute="_compute_can_reopen")

    @api.depends("state", "company_id")
    @api.depends_context("uid")
    def _compute_can_reopen(self):
        Role = self.env["qlvb.role"]
        held = {agency: Role._has_role(REOPENERS, agency) for agency in self.company_id}
        for workfile in self:
            workfile.can_reopen = workfile.state == "closed" and held.get(
                workfile.company_id, False
            )

    def close(self):
        """Close the files; a file that is closed already stays as it is."""
        self.check_access("write")
        self._lock()
        opened = self.filtered(lambda workfile: workfile.state == "open")
        opened._check_blockers("closed")
        for workfile in opened:
            today = workfile._agency_today()
            workfile._set_state(
                "closed",
                end_date=today,
                retain_until=workfile.retention_id._retain_until(today),
            )
            workfile._log_all("file_close")
        return True

    def _blockers_closed(self):
        """Return what is left to do, whoever may see the documents concerned."""
        documents = self._entries().document_id
        return (
            self._lacking(documents)
            + self._open_work_blockers(documents)
            + self._draft_blockers(documents)
            + [reason for row in documents for reason in row._reply_blockers()]
        )

    def _lacking(self, documents):
        _ = self.env._
        blockers = []
        if not self.title:
            blockers.append(_("“%s” has no title.", self.display_name))
        if not self.retention_id:
            blockers.append(_("“%s” has no retention period.", self.display_name))
        if "incoming" not in documents.mapped("direction"):
            blockers.append(
                _(
                    "“%s” holds no incoming document: file the one that the work is"
                    " about (regulation, art. 8.1).",
                    self.display_name,
                )
            )
        return blockers

    def _open_work_blockers(self, documents):
        return [
            self.env._(
                "“%(document)s” is still being worked on by %(who)s.",
                document=row.document_id.display_name,
                who=row.target,
            )
            for row in documents.assignment_ids
            if row.state in OPEN_STATES
            and row.role != "inform"
            and not row.child_ids.filtered(lambda child: child.state in OPEN_STATES)
        ]

    def _draft_blockers(self, documents):
        return [
            self.env._(
                "“%s” is not issued: issue it, or take it out of the file.",
                document.display_name,
            )
            for document in documents
            if document.direction != "incoming" and document.state not in ISSUED
        ]

    def reopen(self, reason):
        """Open closed files again, with the reason, as head of office or archivist."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the work file is opened again."))
        self.check_access("read")
        for workfile in self:
            self.env["qlvb.document"]._check_role(REOPENERS, workfile.company_id)
            if workfile.state == "open":
                continue
            workfile._log_all("file_reopen", reason=reason)
            workfile._set_state("open", end_date=False, retain_until=False)
            workfile._message_log(body=self.env._("Opened again: %s", reason))
        return True

    def _log_all(self, kind, **details):
        """Append to the trail of every document in the file."""
        documents = self._entries().document_id
        documents._log(kind, workfile=self.display_name, **details)

    def action_close(self):
        return self.close()

    def action_reopen(self):
        """Ask why the file is opened again."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open again"),
            "res_model": "qlvb.workfile.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_workfile_id": self.id},
        }
