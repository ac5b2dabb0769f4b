# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

TEXTS = ("matter", "basis")


class QlvbSubmission(models.Model):
    """The submission slip (phiếu trình) of a draft (S32, S33).

    The drafter starts it and may withdraw it; whoever the current stage asks, or
    acts for them, agrees, returns it with a reason, or (leaders) refuses it; everybody
    who sees the document reads and prints it. Comments and agreements name the
    version they were given on. A new version voids them (ND 30/2020, art. 11.2).
    """

    _name = "qlvb.submission"
    _description = "Submission Slip"
    _inherit = [
        "qlvb.submission.print",
        "qlvb.submission.undo",
        "qlvb.submission.version",
        "qlvb.submission.flow",
        "qlvb.state.mixin",
    ]
    _order = "id desc"
    _transitions = {
        "running": {"returned", "refused", "agreed", "withdrawn"},
        "agreed": {"returned", "refused", "withdrawn", "running"},
        "returned": {"running", "agreed"},
        "refused": {"running", "agreed"},
    }
    _guarded_fields = frozenset(
        {
            "document_id",
            "file_id",
            "step_ids",
            "user_id",
            "matter",
            "basis",
            "summary",
            "proposal",
            "related_ids",
            "deadline",
            "route_id",
            "closed_by_id",
            "state_before",
        }
    )

    _readable_texts = ("matter", "basis", "summary", "proposal")

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    user_id = fields.Many2one("res.users", "Submitted by", required=True)
    file_id = fields.Many2one("qlvb.document.file", required=True)
    version = fields.Integer(related="file_id.version")
    sha256 = fields.Char(related="file_id.sha256")
    route_id = fields.Many2one("qlvb.approval.route", required=True)
    matter = fields.Text(help="What is submitted for a decision.")
    basis = fields.Text(help="On which the proposal rests, one a line.")
    summary = fields.Text()
    proposal = fields.Text()
    opinions = fields.Text("Opinions of the units", compute="_compute_opinions")
    related_ids = fields.Many2many(
        "qlvb.document",
        "qlvb_submission_related_rel",
        string="Related incoming documents",
    )
    work_file = fields.Char(compute="_compute_work_file")
    deadline = fields.Datetime("Decision wanted by")
    state = fields.Selection(
        [
            ("running", "Running"),
            ("returned", "Returned"),
            ("refused", "Refused"),
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
    closed_by_id = fields.Many2one("qlvb.submission.step", "Closed by")
    state_before = fields.Char(export_string_translation=False)

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

    @api.depends("step_ids.state", "document_id.opinion_ids.state")
    def _compute_opinions(self):
        for slip in self:
            slip.opinions = "\n".join(slip._opinion_lines())

    def _compute_work_file(self):
        for slip in self:
            slip.work_file = slip.document_id._work_file_text()

    @api.model
    def _slip_values(self, document, given):
        """Return what the slip says besides summary and proposal, checked.

        ``given``: a dict that comes from outside, or None.
        """
        given = given or {}
        if not isinstance(given, dict) or set(given) - {
            *TEXTS,
            "deadline",
            "related_ids",
        }:
            raise UserError(
                self.env._(
                    "A slip takes its matter, basis, deadline and related documents."
                )
            )
        related = self.env["qlvb.document"].browse(given.get("related_ids") or [])
        related.check_access("read")
        if any(one.direction != "incoming" for one in related):
            raise UserError(self.env._("Related documents are incoming ones."))
        if "related_ids" not in given:
            related = document.reply_to_id
        texts = {name: given.get(name) or "" for name in TEXTS}
        return {
            "matter": texts["matter"] or document.name,
            "basis": texts["basis"] or "\n".join(self._basis_lines(document)),
            "related_ids": [Command.set(related.ids)],
            "deadline": fields.Datetime.to_datetime(given.get("deadline") or None),
        }

    @api.model
    def _basis_lines(self, document):
        """Return what the draft rests on: the documents that it answers."""
        return [answered._identity() for answered in document.sudo().reply_to_id]

    @api.model
    def _start(self, document, summary, proposal, values):
        """Start the slip of the newest PDF."""
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
                    **values,
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
        blockers = document._entry_blockers() + self._stale_blockers(document)
        if not pdf:
            blockers.append(_("“%s” has no PDF yet: make it first.", document.name))
        returned = document.sudo().submission_ids.filtered(
            lambda slip: slip.state in ("returned", "refused") and slip.file_id == pdf
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

    @api.model
    def _stale_blockers(self, document):
        """Return why the newest PDF is not what the newest Word version says."""
        files = document.sudo().file_ids.sorted("id")
        pdf = files.filtered(lambda file: file.kind == "pdf")[-1:]
        draft = files.filtered(lambda file: file.kind == "draft")[-1:]
        if pdf and draft and draft.id > pdf.id:
            return [
                self.env._(
                    "“%s” has a newer Word version: make its PDF first.", document.name
                )
            ]
        return []

    def action_open_document(self):
        return self.document_id.action_open()
