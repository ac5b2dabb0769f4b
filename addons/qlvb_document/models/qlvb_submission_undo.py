# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

MINUTES = 5


class QlvbSubmissionUndo(models.AbstractModel):
    """Taking back a decision within five minutes, if nobody acted since.

    Every row that a decision moved keeps what it was before; so the slip, its steps
    and the document become exactly what they were.
    """

    _name = "qlvb.submission.undo"
    _description = "Taking Back a Decision"

    def _last_decision(self):
        return self.sudo().step_ids.sorted("decision")[-1:].filtered("decision")

    def _undo_blockers(self):
        """Return why the user cannot take the last decision back, as sentences."""
        _ = self.env._
        step = self._last_decision()
        if not step or step.decided_by != self.env.user:
            return [_("You decided nothing here, or somebody has decided since.")]
        document = self.sudo().document_id
        blockers = []
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=MINUTES)
        if step.decided_at < since:
            blockers.append(
                _("A decision can be taken back within %s minutes.", MINUTES)
            )
        newer = document.file_ids.filtered(
            lambda file: file.kind in ("draft", "pdf") and file.id > step.file_id.id
        )
        signed = step.what == "sign" and step.state == "agreed"
        moved_on = (
            document.state not in ("draft", "approved")
            or self.sudo() != document.submission_id
            or self.sudo().state == "withdrawn"
        )
        if newer or signed or moved_on or step.state == "void":
            blockers.append(_("Somebody went on with the draft since."))
        return blockers

    def undo(self):
        """Take the user's last decision back; everything is as before it."""
        self.check_access("read")
        for slip in self:
            slip._lock_steps()
            blockers = slip._undo_blockers()
            if blockers:
                raise UserError("\n".join(blockers))
            step = slip._last_decision()
            holders = step.decided_for_id or step.user_id
            self.env["qlvb.role"]._act_for(holders, slip.sudo().document_id)
            slip.document_id._log("undo", stage=step.stage_id.name)
            slip.sudo()._take_back(step)
        return True

    def _take_back(self, step):
        rows = self.step_ids
        told = rows.filtered(lambda row: row.state == "current").user_id
        rows.filtered(lambda row: row.made_by_id == step).unlink()
        for row in rows.exists().filtered(lambda row: row.cause_id == step):
            row._through_door().write({"state": row.state_before, "cause_id": False})
        step._through_door().write(
            {
                "state": "current",
                "comment": False,
                "decided_by": False,
                "decided_for_id": False,
                "decided_at": False,
                "decision": 0,
                "file_id": False,
                "sha256": False,
            }
        )
        if self.closed_by_id == step:
            self._through_door().write(
                {"state": self.state_before, "closed_by_id": False}
            )
        wanted = "approved" if self.state == "agreed" else "draft"
        if self.document_id.state != wanted:
            self.document_id._set_state(wanted)
        self.env["qlvb.worklist"]._changed(told | step.user_id)
