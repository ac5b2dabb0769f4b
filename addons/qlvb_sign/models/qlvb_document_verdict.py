# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

from ..lib import report


class QlvbDocumentVerdict(models.AbstractModel):
    """What is known about the signatures of a document, and what follows from it.

    * Nothing is issued without a signature that holds (S34).
    * Every received PDF is judged when it is stored, and again on request (S12).
    """

    _name = "qlvb.document.verdict.mixin"
    _description = "Verdict on the Signatures of Documents"

    @api.depends("main_file_id.signature_ids.verdict")
    def _compute_signature_verdict(self):
        for document in self:
            document.signature_verdict = document.signature_ids._worst()

    @api.depends("signature_verdict")
    @api.depends_context("lang")
    def _compute_signature_note(self):
        field = self._fields["signature_verdict"]
        labels = dict(field._description_selection(self.env))
        for document in self:
            document.signature_note = labels.get(document.signature_verdict)

    def _signed_file(self):
        return self._person_signings().file_id

    def _signature_blockers(self):
        """Return what is wrong with the person's signature, from its last judgement."""
        file = self._signed_file()
        signatures = file.signature_ids
        if not signatures:
            return [self.env._("“%s” is not signed.", self.display_name)]
        return [
            self._signature_sentence(row)
            for row in signatures
            if row.verdict != "valid"
        ]

    def _signature_sentence(self, signature):
        """Say in one sentence why a signature does not suffice, and what to do."""
        _ = self.env._
        names = {"document": self.display_name, "signer": signature.signer or "?"}
        if signature.revocation == "revoked":
            sentence = _(
                "The certificate of %(signer)s on “%(document)s” was revoked: tell the"
                " administrator."
            )
        elif signature.verdict == "invalid":
            sentence = _(
                "The signature of %(signer)s on “%(document)s” is not valid: the file"
                " was changed. Tell the administrator."
            )
        elif signature.chain == "weak":
            sentence = _(
                "The signature of %(signer)s on “%(document)s” uses an outdated"
                " algorithm (SHA-1): it is made anew with a new certificate."
            )
        elif signature.chain != "trusted":
            sentence = _(
                "The certificate of %(signer)s on “%(document)s” comes from a root that"
                " is not trusted here: the administrator adds it."
            )
        elif signature.period == "valid":
            sentence = _(
                "It is not known whether the certificate of %(signer)s on"
                " “%(document)s” was revoked: its service does not answer, or is not"
                " on the list. Try again, and tell the administrator if it stays so."
            )
        else:
            sentence = _(
                "The certificate of %(signer)s on “%(document)s” was not valid at the"
                " time of signing."
            )
        return sentence % names

    def _check_certificate(self, key, owner, role):
        """Refuse to sign with a certificate that does not hold; nothing is changed.

        ``key``: the engine's opened key; ``owner``: a user or an agency; ``role``:
        person or agency. Raises UserError with every reason.
        """
        others = [cert.dump() for cert in key.signer.cert_registry]
        blockers = self.env["qlvb.signer.cert"]._certificate_blockers(
            key.signer.signing_cert.dump(), owner, role, others=others
        )
        if blockers:
            raise UserError("\n".join(blockers))
        return key

    # Keeping and judging

    def _on_file_stored(self, file):
        result = super()._on_file_stored(file)
        file._verify()
        if file.kind in ("signed", "issued") and file.sudo().signature_ids:
            self._check_made_signatures(file)
            if file in self.sudo()._evidence_files():
                self._check_evidence(file)
            else:
                self._record_signing(file)
                if file.kind == "issued":
                    self.env["qlvb.evidence"]._plan(file)
        return result

    def _check_evidence(self, file):
        """A later version of an issued file only adds to the one before (S9)."""
        versions = self.sudo()._file_at_issue() | self.sudo()._evidence_files()
        before = (versions - file)[-1:]
        if not file._bytes().startswith(before._bytes()):
            raise UserError(
                self.env._(
                    "The evidence changed the file itself instead of adding to it: it"
                    " is not stored."
                )
            )

    def _check_made_signatures(self, file):
        """Nothing is stored as signed or issued whose signatures do not hold (S34)."""
        signatures = file.sudo().signature_ids
        wrong = signatures.filtered(lambda row: row.verdict != "valid")
        if wrong:
            raise UserError("\n".join(map(self._signature_sentence, wrong)))

    def verify_signatures(self):
        """Judge the signatures of the newest file again; return a list of dicts."""
        self.check_access("read")
        for document in self:
            document._lock()
            document.sudo().main_file_id._verify()
            label = dict(
                self._fields["signature_verdict"]._description_selection(self.env)
            )
            document._log("verify", verdict=label[document.signature_verdict])
        columns = (
            "document_id",
            "signer",
            "role",
            "moment",
            "time_source",
            "integrity",
        )
        columns += ("later_changes", "chain", "period", "role_order", "verdict")
        columns += ("revocation", "level")
        return self.signature_ids.read(columns, load=None)

    def action_verify_signatures(self):
        self.verify_signatures()
        return True

    # The report, and the public page

    def action_print_signatures(self):
        """Open the report on the signatures of the newest file."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/document/{self.id}/signatures",
            "target": "new",
        }

    def _print_file(self, what):
        if what != "signatures":
            return super()._print_file(what)
        file = self.main_file_id
        if not file:
            return None
        check = self.env["qlvb.signature.check"]
        head = [
            report.Line("Văn bản", self.display_name),
            *check._head(file.name, file.sha256),
        ]
        return self.signature_ids._report(head), "pdf"

    @api.model
    def _public_facts(self, token):
        """Say also how the signatures of the issued file stand, without names."""
        facts = super()._public_facts(token)
        if facts:
            document = self.sudo().search([("public_token", "=", token)], limit=1)
            facts["signatures"] = [
                row._public_summary() for row in document.signature_ids
            ]
        return facts
