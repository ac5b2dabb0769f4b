# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from time import monotonic

from odoo import api, fields, models

from vnrecords import format as layout
from vnrecords.errors import UnreadableFile

_logger = logging.getLogger(__name__)
MOST_BYTES = 30_000_000

VERDICTS = [
    ("clean", "No fault"),
    ("warnings", "Warnings"),
    ("errors", "Errors"),
    ("unread", "Not readable"),
    ("off", "Not checked"),
]


class QlvbFormatCheck(models.Model):
    """One look at the layout of one version: what was found, what was accepted.

    Made by the system when a version is stored and whenever somebody asks; never
    changed, but for a clerk's acceptance with a reason (S35). Whoever may see the
    document may read it.
    """

    _name = "qlvb.format.check"
    _description = "Check of the Layout"
    _order = "id desc"
    _rec_name = "file_id"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, readonly=True, ondelete="cascade"
    )
    file_id = fields.Many2one(
        "qlvb.document.file",
        "Version",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    kind = fields.Selection(related="file_id.kind")
    version = fields.Integer(
        "Number of the version", related="file_id.version", aggregator=None
    )
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    milliseconds = fields.Integer(readonly=True, aggregator=None)
    finding_ids = fields.One2many("qlvb.format.finding", "check_id", readonly=True)
    errors = fields.Integer(readonly=True, aggregator=None)
    warnings = fields.Integer(readonly=True, aggregator=None)
    accepted_by_id = fields.Many2one("res.users", "Accepted by", readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    accept_reason = fields.Char(readonly=True)

    @api.model
    def _run(self, file):
        """Check a stored file as the agency's settings say; return the record."""
        document = file.document_id.sudo()
        severities = self.env["qlvb.format.rule"]._severities(document.company_id)
        verdict, found, start = "off", (), monotonic()
        if severities:
            expected = document._format_expected()
            verdict, found = self._look(file.sudo(), expected)
            found = [
                (one, severities[one.rule]) for one in found if one.rule in severities
            ]
            if "authority.right" in severities:
                rows = document._authority_findings()
                found += [(one, severities["authority.right"]) for one in rows]
        return self._keep(file, verdict, found, round((monotonic() - start) * 1000))

    @api.model
    def _look(self, file, expected):
        if file.size > MOST_BYTES:
            return "unread", ()
        try:
            return "clean", layout.check(file._bytes(), expected)
        except UnreadableFile as error:
            _logger.info("The layout of file %s was not read: %s", file.id, error)
            return "unread", ()

    @api.model
    def _keep(self, file, verdict, found, milliseconds):
        errors = sum(grade == "error" for _one, grade in found)
        if found:
            verdict = "errors" if errors else "warnings"
        codes = [one.rule for one, _grade in found]
        rules = self.env["qlvb.format.rule"].sudo().search([("code", "in", codes)])
        ids = {rule.code: rule.id for rule in rules}
        return self.sudo().create(
            {
                "document_id": file.document_id.id,
                "file_id": file.id,
                "verdict": verdict,
                "milliseconds": milliseconds,
                "errors": errors,
                "warnings": len(found) - errors,
                "finding_ids": [
                    fields.Command.create(
                        {
                            "rule_id": ids[one.rule],
                            "severity": grade,
                            "page": one.page,
                            "component": one.component,
                            "code": one.code,
                            "details": dict(one.values),
                        }
                    )
                    for one, grade in found
                ],
            }
        )

    def _open_errors(self):
        """Return the findings that stand in the way: errors that nobody accepted."""
        self.ensure_one()
        errors = self.finding_ids.filtered(lambda row: row.severity == "error")
        if self.accepted_at:
            return errors.filtered("mandatory")
        return errors
