# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords.codes import Urgency
from vnrecords.format import Expected

from .qlvb_format_check import VERDICTS

CHECKED = ("draft", "pdf", "signed")
TOLD = 6


class QlvbDocumentFormat(models.AbstractModel):
    """The layout of each version is checked: before signing, and before issuing.

    * A Word or PDF version is checked when it is stored; whoever sees the document
      may have it checked again (S8).
    * Before signing (ND 30/2020, art. 12) errors stand in the way, unless the agency
      says otherwise.
    * Before issuing, always: the clerk's check of the signed file is recorded. A clerk
      of the agency may accept what is left with a reason, but no missing component of
      art. 8 (S35); or sends the document back, which voids the signature.
    """

    _name = "qlvb.document.format"
    _description = "Format Check of Documents"

    format_check_ids = fields.One2many(
        "qlvb.format.check", "document_id", readonly=True
    )
    format_check_id = fields.Many2one(
        "qlvb.format.check", "Last check", compute="_compute_format_check"
    )
    format_finding_ids = fields.Many2many(
        "qlvb.format.finding", compute="_compute_format_check", string="Findings"
    )
    format_verdict = fields.Selection(
        VERDICTS, "Result of the check", compute="_compute_format_check"
    )
    format_accept_reason = fields.Char(compute="_compute_format_check")
    can_accept_format = fields.Boolean(compute="_compute_can_accept_format")

    @api.depends("format_check_ids.accept_reason")
    def _compute_format_check(self):
        for document in self:
            check = document.format_check_ids.sorted("id")[-1:]
            document.format_check_id = check
            document.format_finding_ids = check.finding_ids
            document.format_verdict = check.verdict
            document.format_accept_reason = check.accept_reason

    @api.depends("state", "format_check_ids.accepted_at")
    @api.depends_context("uid")
    def _compute_can_accept_format(self):
        for document in self:
            check = document.format_check_id
            open_errors = check and check._open_errors()
            document.can_accept_format = (
                document.state == "signed"
                and bool(open_errors)
                and not any(open_errors.mapped("mandatory"))
                and self.env["qlvb.role"]._has_role(("clerk",), document.company_id)
            )

    def _on_file_stored(self, file):
        result = super()._on_file_stored(file)
        if self.direction != "incoming" and file.kind in CHECKED:
            self.env["qlvb.format.check"]._run(file)
        return result

    def _format_expected(self):
        """Return what the entry says, for the check to compare with."""
        self.ensure_one()
        agency, kind = self.company_id.sudo(), self.type_id
        return Expected(
            kind=kind.code or "",
            type_name=kind.name or "",
            abbreviation=kind.abbreviation or "",
            symbol=self.notation_tail or "",
            issuer=agency.qlvb_full_name or agency.name or "",
            place=self.place or "",
            authority=self.authority or "",
            signer=self.signer_id.name or "",
            recipients=self._named_recipients(),
            urgency=Urgency(self.urgency or "0").stamp,
        )

    def _named_recipients(self):
        """Return the bodies that the paper names: not those inside or added later."""
        rows = self.recipient_ids.filtered(
            lambda row: row.name and not row.is_inside and not row.is_added
        )
        return tuple(rows.mapped("name"))

    def check_format(self):
        """Check the newest version again; return its findings as a list of dicts.

        Each has severity, page (0: unknown), component, what, advice, article, code.
        """
        self.ensure_one()
        self.check_access("read")
        check = self._check_newest().with_env(self.env)
        names = ("severity", "page", "component", "what", "advice", "article", "code")
        return check.finding_ids.read(names, load=None)

    def action_check_format(self):
        for document in self:
            document.check_format()
        return True

    def _check_newest(self):
        """Check the newest version anew, as the system; return the check."""
        file = self._file_in_force()
        if self.direction == "incoming" or not file:
            raise UserError(
                self.env._(
                    "“%s” has no version to check: make or upload one.",
                    self.display_name,
                )
            )
        return self.env["qlvb.format.check"].sudo()._run(file)

    def _file_in_force(self):
        """Return the file that is judged: signed, or else the newest version."""
        files = self.sudo().file_ids
        files = files.filtered(lambda file: file.kind in CHECKED and not file.is_void)
        signed = files.filtered(lambda file: file.kind == "signed")
        judged = signed if self.state == "signed" and signed else files
        return judged.sorted("id")[-1:]

    def _last_check(self, file):
        """Return the last check of a file, made now when there is none."""
        checks = self.env["qlvb.format.check"].sudo()
        found = checks.search([("file_id", "=", file.id)], limit=1)
        return found or checks._run(file)

    # Before signing

    def _format_blockers(self):
        """Return why the agreed version is not signed as it is (S8), one sentence."""
        self.ensure_one()
        document = self.sudo()
        if document.company_id.qlvb_format_gate == "off":
            return []
        file = document.submission_id.file_id or document.main_file_id
        if not file:
            return []
        errors = self._last_check(file)._open_errors()
        live = document._authority_findings()
        stale = errors.filtered(lambda row: row.rule_id.code == "authority.right")
        if bool(live) != bool(stale):
            errors = self.env["qlvb.format.check"].sudo()._run(file)._open_errors()
        if not errors:
            return []
        return [
            self.env._(
                "The layout of “%s” has errors: return the draft to have them"
                " corrected.",
                self.display_name,
            )
            + "\n"
            + self._told(errors)
        ]

    def _told(self, findings):
        """Return the first findings as lines, and how many more there are."""
        lines = [row._line() for row in findings.with_env(self.env).sudo()[:TOLD]]
        if len(findings) > TOLD:
            lines.append(self.env._("– and %s more.", len(findings) - TOLD))
        return "\n".join(lines)

    def _blockers_signed(self):
        return super()._blockers_signed() + self._format_blockers()

    # Before issuing

    def _blockers_issued(self):
        return super()._blockers_issued() + self._format_issue_blockers()

    def _finalise_issue(self, *args, **kwargs):
        """Keep with which result the clerk checked the layout (S35)."""
        if self.state != "issued":
            check = self._last_check(self._file_in_force())
            verdicts = dict(check._fields["verdict"]._description_selection(self.env))
            self._log("format_check", verdict=verdicts[check.verdict])
        return super()._finalise_issue(*args, **kwargs)

    def _format_issue_blockers(self):
        """Return why the signed file is not issued as it is (S35), one sentence."""
        self.ensure_one()
        file = self._file_in_force()
        errors = file and self._last_check(file)._open_errors()
        if not errors:
            return []
        if any(errors.mapped("mandatory")):
            sentence = self.env._(
                "“%s” lacks what no document may lack: send it back to be corrected.",
                self.display_name,
            )
        else:
            sentence = self.env._(
                "The layout of “%s” has errors: accept them with a reason, or send it"
                " back to be corrected.",
                self.display_name,
            )
        return [sentence + "\n" + self._told(errors)]

    def accept_format(self, reason):
        """Accept what is left in the layout of the signed file, as a clerk (S35)."""
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the layout is accepted as it is."))
        if self.state != "signed":
            raise UserError(
                self.env._(
                    "“%s” is not waiting to be issued: there is nothing to accept.",
                    self.display_name,
                )
            )
        check = self._last_check(self._file_in_force())
        self._refuse_mandatory(check)
        check.write(
            {
                "accepted_by_id": self.env.uid,
                "accepted_at": fields.Datetime.now(),
                "accept_reason": reason.strip(),
            }
        )
        self._log("format_accept", reason=reason.strip())
        return True

    def _refuse_mandatory(self, check):
        errors = check._open_errors().filtered("mandatory")
        if errors:
            raise UserError(
                self.env._(
                    "A missing component is not accepted: send the document back.",
                )
                + "\n"
                + self._told(errors)
            )

    def action_accept_format(self):
        """Ask for the reason."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.accept.format",
            self.env._("Accept the layout"),
            {"default_document_id": self.id},
        )
