# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from vnrecords import numbering

from ..lib import chain, signing
from ..lib import fields as engine

FIELDS = {"person": engine.PERSON, "agency": engine.AGENCY}


class QlvbDocumentChain(models.AbstractModel):
    """From the agreed PDF to the delivered one, each step pinned by SHA-256 (S9).

    What approvers agreed to is named by their decisions, what was signed and sealed
    by `qlvb.signing`; both are written once. A file that is another one, or has more
    than its step may add, stops the step with one sentence.
    """

    _name = "qlvb.document.chain.mixin"
    _description = "Chain of the Signed Files"

    def _agreed_file(self):
        """Return the agreed PDF, which must be the one that every approver saw."""
        file = super()._agreed_file()
        steps = self.sudo().submission_id.step_ids
        pins = set(steps.filtered(lambda row: row.state == "agreed").mapped("sha256"))
        if pins - {False} and pins != {file.sha256}:
            raise UserError(self._other_file_sentence())
        return file

    def _other_file_sentence(self):
        return self.env._(
            "The stored file of “%s” is not the one that was agreed, signed or sealed:"
            " nothing was done. Tell the administrator, who can bring it back from a"
            " backup.",
            self.display_name,
        )

    def _signing_of(self, role):
        """Return the signing of that role which is in force."""
        rows = self.sudo().signing_ids.filtered(
            lambda row: row.role == role and not row.file_id.is_void
        )
        return rows.sorted("id")[-1:]

    def _chain_blockers(self):
        """Return why the files are not a chain from the agreed one on, or nothing."""
        person, agency = self._signing_of("person"), self._signing_of("agency")
        try:
            agreed = self._file_to_sign()
            if person:
                self._check_link(person, agreed)
            if agency:
                self._check_link(agency, person.file_id)
        except UserError as error:
            return [str(error)]
        return []

    def _check_link(self, row, before):
        """Refuse a file that is not the one which ``row`` made out of ``before``."""
        after = row.file_id
        same = (row.before_sha256, row.after_sha256) == (before.sha256, after.sha256)
        if not same or not after._bytes().startswith(before._bytes()):
            raise UserError(self._other_file_sentence())

    def _file_to_sign(self):
        """Return the file that the signer signs: the agreed one, with initials."""
        return self._agreed_file()

    def _signature_blockers(self):
        blockers = super()._signature_blockers()
        if self._signing_of("person"):
            blockers += self._chain_blockers()
        return blockers

    # Pinning what was made

    def _record_signing(self, after):
        """Pin a new signed or issued file to the one before."""
        if after.kind == "signed":
            self._pin("person", self._file_to_sign(), after)
        elif not self._signing_of("agency"):
            before = self._signed_file()
            texts = self._filled_texts(before)
            self._pin("agency", before, after, texts=texts)
        # A later version of the issued file adds evidence, nobody's signature.

    def _filled_texts(self, before):
        """Return the values that number and date must have in the issued file."""
        number = self.sudo().number_id
        text = numbering.format_number(number.ordinal, number.suffix)
        writer = engine.open_writer(before._bytes())
        return self._engine(signing.filled, writer, text, number.date)

    def _pin(self, role, before, after, field=None, texts=None, **values):
        """Check that ``after`` only adds the signature of ``role``; keep the proof.

        ``before``: a stored file, or bytes that were made of one.
        """
        field = field or FIELDS[role]
        data = before if isinstance(before, bytes) else before._bytes()
        self._engine(chain.check_step, data, after._bytes(), field, texts or {})
        signatures = after.sudo().signature_ids
        row = signatures.filtered(lambda one: one.field_name == field)[-1:]
        key = self.env["qlvb.sign.key"].sudo()
        found = key.search([("sha256", "=", row.certificate_sha256)], limit=1)
        return (
            self.env["qlvb.signing"]
            .sudo()
            .create(
                {
                    "document_id": self.id,
                    "role": role,
                    "key_id": found.id,
                    "certificate_sha256": row.certificate_sha256,
                    "user_id": self.env.uid,
                    "moment": fields.Datetime.now(),
                    "file_id": after.id,
                    "before_sha256": self._sha256(data),
                    "after_sha256": after.sha256,
                    **values,
                }
            )
        )

    # Delivering

    def _file_at_issue(self):
        """Return the issued file, which must be the one that was sealed."""
        file = super()._file_at_issue()
        sealed = self._signing_of("agency")
        if sealed and sealed.after_sha256 != file.sha256:
            raise UserError(self._other_file_sentence())
        return file
