# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class QlvbSubmission(models.Model):
    """The submission slip (phiếu trình) of one version of a draft (S32, S33).

    The drafter starts it; whoever the current step names, or acts for them, agrees
    or returns it with a reason; everybody who sees the document reads it. Comments
    stay with the version: a new version needs a new slip.
    """

    _name = "qlvb.submission"
    _description = "Submission Slip"
    _inherit = ["qlvb.state.mixin"]
    _order = "id desc"
    _transitions = {
        "running": {"returned", "agreed", "withdrawn"},
        "agreed": {"returned"},
    }
    _guarded_fields = frozenset({"document_id", "file_id", "step_ids", "user_id"})

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    user_id = fields.Many2one("res.users", "Submitted by", required=True)
    file_id = fields.Many2one("qlvb.document.file", "Version", required=True)
    route_id = fields.Many2one("qlvb.approval.route", required=True)
    summary = fields.Text()
    proposal = fields.Text()
    state = fields.Selection(
        [
            ("running", "Running"),
            ("returned", "Returned"),
            ("agreed", "Agreed"),
            ("withdrawn", "Withdrawn"),
        ],
        default="running",
        required=True,
    )
    step_ids = fields.One2many("qlvb.submission.step", "submission_id")
    step_id = fields.Many2one(
        "qlvb.submission.step", compute="_compute_step_id", string="Current step"
    )

    _one_running = models.UniqueIndex(
        "(document_id) WHERE state = 'running'", "The draft is submitted already."
    )

    @api.depends("document_id", "file_id")
    def _compute_display_name(self):
        for slip in self:
            slip.display_name = f"{slip.document_id.name} (v{slip.file_id.version})"

    @api.depends("step_ids.state")
    def _compute_step_id(self):
        for slip in self:
            current = slip.step_ids.filtered(lambda step: step.state == "current")
            slip.step_id = current[:1]

    @api.model
    def _start(self, document, summary, proposal):
        """Start the slip of the newest PDF; a running one is returned as it is."""
        pdf = document.sudo().file_ids.filtered(lambda file: file.kind == "pdf")
        pdf = pdf.sorted("id")[-1:]
        self._check_version(document, pdf)
        route = self.env["qlvb.approval.route"]._for_document(document)
        # An insert goes out at once, a pending state change would come after it.
        self.flush_model(["state"])
        slip = (
            self.sudo()
            ._through_door()
            .create(
                {
                    "document_id": document.id,
                    "user_id": self.env.uid,
                    "file_id": pdf.id,
                    "route_id": route.id,
                    "summary": summary,
                    "proposal": proposal,
                }
            )
        )
        self.env["qlvb.submission.step"]._plan(slip)
        document._log("submit", version=pdf.version, sha256=pdf.sha256)
        slip._advance()
        return slip

    @api.model
    def _check_version(self, document, pdf):
        _ = self.env._
        blockers = document._entry_blockers()
        draft = document.sudo().file_ids.filtered(lambda file: file.kind == "draft")
        if not pdf:
            blockers.append(_("“%s” has no PDF yet: make it first.", document.name))
        elif draft and draft.sorted("id")[-1].id > pdf.id:
            blockers.append(
                _("“%s” has a newer Word version: make its PDF first.", document.name)
            )
        returned = document.sudo().submission_ids.filtered(
            lambda slip: slip.state == "returned" and slip.file_id == pdf
        )
        if pdf and returned:
            blockers.append(
                _(
                    "This version of “%s” was returned: make a new one first.",
                    document.name,
                )
            )
        if blockers:
            raise UserError("\n".join(blockers))

    def _advance(self):
        """Open the next step; when only signing is left, the draft is approved."""
        self.ensure_one()
        step = self.step_ids.filtered(lambda row: row.state == "waiting")[:1]
        if step and step.stage_id.what != "sign":
            step._open()
            return
        step._open()
        self._set_state("agreed")
        document = self.document_id
        document._set_state("approved")
        document._log(
            "approve", version=self.file_id.version, sha256=self.file_id.sha256
        )
        document.message_notify(
            partner_ids=document.signer_id.partner_id.ids,
            subject=self.env._("To sign"),
            body=document.display_name,
        )

    def agree(self, comment=None):
        """Agree at the current step, as who it names or as their delegate."""
        self.check_access("read")
        for slip in self:
            slip.sudo()._lock_steps()
            step = slip.sudo().step_id
            step._check_actor(self.env.user)
            if step.what == "sign":
                raise UserError(
                    self.env._(
                        "All stages have agreed: sign “%s” instead.",
                        slip.document_id.display_name,
                    )
                )
            step._decide("agreed", comment)
            slip.document_id._log("agree", stage=step.stage_id.name, comment=comment)
            slip.sudo()._advance()
        return True

    def return_draft(self, reason):
        """Return the draft to its drafter with the reason (8.2)."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say what has to be changed."))
        self.check_access("read")
        for slip in self:
            slip.sudo()._lock_steps()
            step = slip.sudo().step_id
            step._check_actor(self.env.user)
            step._decide("returned", reason)
            slip.sudo()._set_state("returned")
            document = slip.sudo().document_id
            if document.state == "approved":
                document._set_state("draft")
            slip.document_id._log(
                "return_draft", stage=step.stage_id.name, reason=reason
            )
            document.message_notify(
                partner_ids=slip.user_id.partner_id.ids,
                subject=self.env._("Draft returned"),
                body=reason,
            )
        return True

    def _lock_steps(self):
        """Two approvers at once: the second one waits, and finds the step decided."""
        self.env.cr.execute(
            "SELECT id FROM qlvb_submission WHERE id IN %s FOR NO KEY UPDATE",
            [tuple(self.ids)],
        )
        self.invalidate_recordset()
        self.step_ids.invalidate_recordset()

    def action_agree(self):
        return self.agree()

    def action_return(self):
        """Ask for the reason and return the draft."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return the draft"),
            "res_model": "qlvb.submission.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_submission_id": self.id},
        }

    def action_open_document(self):
        return self.document_id.action_open()
