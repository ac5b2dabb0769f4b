# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import refusal


class QlvbDocumentSecrecy(models.AbstractModel):
    """What looks like a secrecy stamp stops the intake, and asks (S2).

    The answer is no, unless a clerk of the agency declares with a reason that it is
    none (`qlvb.secrecy.declaration`); then the same file enters, and the trail of
    the document says who declared it, when and why.
    """

    _name = "qlvb.document.secrecy"
    _description = "Secrecy of Documents"

    not_secret_reason = fields.Char(
        "Why this is not a secrecy stamp",
        compute="_compute_upload",
        inverse="_inverse_upload",
        help="Your declaration about the file that you upload; it is kept.",
    )

    def _with_declaration(self, reason):
        """Return the document, whose next files are declared not to be secret."""
        if not reason:
            return self
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(
                self.env._(
                    "Say why this is not a secrecy stamp: who looked, and at what."
                )
            )
        return self.with_context(qlvb_not_secret=reason.strip())

    def _check_file_secrecy(self, facts):
        """Turn a file away that may be secret, unless a clerk declared that it is not.

        The context can be sent by a program: it is a declaration like any other, and
        only a clerk's counts.
        """
        reasons = self._suspicions(facts)
        if not reasons:
            return
        company = self.company_id[:1] or self.env.company
        Declarations = self.env["qlvb.secrecy.declaration"]
        declaration = Declarations._of(facts.sha256, company)
        reason = self.env.context.get("qlvb_not_secret")
        if not declaration and isinstance(reason, str):
            Declarations.declare(facts.sha256, reason, company.id)
        elif not declaration:
            self._refuse_suspect(reasons, facts, company)

    @api.model
    def _suspicions(self, facts):
        """Return what makes a file look secret, or like a petition; once each."""
        found = {}
        for text in (facts.first_page, *facts.inner):
            for reason in refusal.reasons_to_refuse("thuong", "", "", text):
                found.setdefault(reason.code, reason)
        return list(found.values())

    @api.model
    def _refuse_suspect(self, reasons, facts, company):
        sentences = [self._refusal_sentence(reason) for reason in reasons]
        sentences.append(
            self.env._(
                "If it is none, a clerk enters the file again and says why, or declares"
                " it under Refusals. SHA-256 of the file: %s.",
                facts.sha256,
            )
        )
        self.env["qlvb.refusal"]._refuse(
            sentences, company, self._intake_path("form"), sha256=facts.sha256
        )

    def _log_declaration(self, facts):
        """Note in the trail who declared a suspect file not to be secret."""
        declaration = self.env["qlvb.secrecy.declaration"]._of(
            facts.sha256, self.company_id
        )
        if not declaration:
            return
        self._log(
            "not_secret",
            sha256=declaration.sha256,
            reason=declaration.reason,
            by=declaration.user_id.name,
            at=fields.Datetime.to_string(declaration.moment),
        )
