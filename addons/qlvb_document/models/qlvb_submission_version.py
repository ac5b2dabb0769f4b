# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class QlvbSubmissionVersion(models.AbstractModel):
    """What a new version does to a slip (ND 30/2020, art. 11.2).

    Agreements on an older version are void. A running slip goes on with the new one:
    from the first stage that had agreed.
    """

    _name = "qlvb.submission.version"
    _description = "Versions under Approval"

    def _on_new_version(self, file):
        """Void what was agreed on other versions than ``file``, a Word file or PDF."""
        slip = self.sudo()
        running = slip.state == "running"
        if running and file.kind == "pdf":
            slip._through_door().write({"file_id": file.id})
        rows = slip.step_ids.filtered(
            lambda row: (
                row.state in ("agreed", "remarked") and row.sha256 != file.sha256
            )
        )
        if not rows:
            return
        slip._tell_of_void(rows, file)
        if running:
            slip._reopen_from(min(rows.mapped("sequence")))
        else:
            rows._move("void")

    def _tell_of_void(self, rows, file):
        names = ", ".join(rows.decided_by.mapped("name"))
        document = self.document_id
        document._log("void", people=names, version=file.version, sha256=file.sha256)
        document._tell(
            rows.decided_by - self.env.user,
            self.env._("A new version voids your agreement"),
            document.display_name,
        )
