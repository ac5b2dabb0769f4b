# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from vnrecords import numbering


class QlvbDocumentIssue(models.AbstractModel):
    """Issuing: number and date, the agency's seal, the register, the recipients.

    The order of ND 30/2020: the person signs, the clerk checks, the number is
    drawn, the agency seals, the recipients get it. The seal covers the number and
    may be slow, so the number is first *reserved* for the document in a short
    transaction; the seal is made while no lock is held; then one transaction makes
    everything final. A failed seal keeps the reservation, and the retry gets the
    same number.
    """

    _name = "qlvb.document.issue"
    _description = "Issuing of Documents"

    issued_at = fields.Datetime(readonly=True, copy=False)
    signed_at = fields.Datetime(readonly=True, copy=False)
    issue_due = fields.Datetime("To be issued by", readonly=True, copy=False)
    copies = fields.Integer("Number of copies", default=1)
    issue_timeliness = fields.Selection(
        [("in_time", "In time"), ("late", "Late")],
        "Issued in time",
        readonly=True,
        copy=False,
        help="Kept when it is issued: the day of signing, or the next working morning.",
    )
    issue_hours = fields.Float(
        "Hours from signing to issue", readonly=True, copy=False, aggregator="avg"
    )

    def _signature_blockers(self):
        """Hook: return why the signatures do not suffice to issue the document.

        Without a signing add-on only a document that was issued on paper and
        scanned passes: its PDF must then be uploaded as signed.
        """
        if any(file.kind == "signed" for file in self.sudo().file_ids):
            return []
        return [self.env._("“%s” is not signed.", self.display_name)]

    def _seal(self, pdf, number, day, pin):
        """Hook: return the PDF with number and date filled in and the agency's seal.

        ``number``: as printed ("05"); ``day``: a date; ``pin`` unlocks the key. Runs
        while no lock is held, and may be called again with the same values.
        """
        raise UserError(
            self.env._("No seal is configured for %s.", self.company_id.name)
        )

    def _seal_annexes(self, number, pin):
        """Hook: return {attachment: its bytes with the agency's signature}.

        Runs while no lock is held; what it raises leaves nothing half issued.
        """
        return {}

    def _store_annexes(self, annexes):
        """Hook: store what `_seal_annexes` made, in the transaction of the issue."""

    def sign(self, pin=None):
        """Hook: sign as the person who is the signer. See the signing add-on."""
        raise UserError(self.env._("Digital signatures are not installed."))

    def _mark_signed(self):
        """The signer has signed: close the step, and start the clock of S14."""
        now = fields.Datetime.now()
        for document in self.sudo():
            due = self.env["qlvb.deadline.policy"]._due(
                "issue", now, document.company_id, document.urgency
            )
            document._set_state("signed", signed_at=now, issue_due=due)
            step = document.submission_id.step_id
            if step.what == "sign":
                step._decide("agreed", None)
            document._log("sign", sha256=document.main_file_id.sha256)

    def _blockers_signed(self):
        return self._signature_blockers()

    def _blockers_issued(self):
        return self._entry_blockers() + self._signature_blockers()

    def issue(self, pin=None):
        """Issue the document; return its number, date, file and recipients.

        Only clerks of the agency. A second call changes nothing and answers the
        same; after a failed seal the next call takes the same reserved number.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        if self.state != "issued":
            self._check_blockers("issued")
            number = self._reserve_number()
            text = numbering.format_number(number.ordinal, number.suffix)
            signed = self.sudo().main_file_id
            sealed = self._seal(signed._bytes(), text, number.date, pin)
            annexes = self._seal_annexes(number, pin)
            self._finalise_issue(number, sealed, annexes)
        return self._issue_summary()

    def _reserve_number(self):
        """Return the number reserved for this document, drawn when there is none.

        Commits: the reservation must outlive a seal that fails, and must not keep
        other clerks waiting while the seal is made.
        """
        if self.number_id:
            return self.sudo().number_id
        self._lock()
        if self.number_id:
            return self.sudo().number_id
        document = self.sudo()
        today = self._agency_today()
        register = self.env["qlvb.register"]._find(
            self.company_id, self.direction, today.year
        )
        series = self.env["qlvb.series"]._get(
            self.company_id, self.direction, today.year, self._scope_key()
        )
        number = series._draw(document, state="reserved")
        self._check_notation_is_free(number)
        document._through_door().write(
            {"number_id": number.id, "register_id": register.id}
        )
        document._log("reserve", number=numbering.format_number(number.ordinal))
        self.env.cr.commit()  # pylint: disable=invalid-commit
        return number

    def _finalise_issue(self, number, sealed, annexes=None):
        """Make ledger, file, recipients and outbox final in one transaction."""
        self._lock()
        if self.state == "issued":
            return
        document = self.sudo()
        if document.number_id != number or number.state != "reserved":
            raise UserError(
                self.env._(
                    "Number %s was given back meanwhile: issue the document again.",
                    number.ordinal,
                )
            )
        document.register_id._check_takes_entries()
        notation = self._full_notation(number)
        name = notation.replace("/", "_") + ".pdf"
        document._store_file(name, sealed, "issued")
        document._store_annexes(annexes or {})
        number._set_state("used")
        document._set_state(
            "issued",
            notation=notation,
            issue_date=number.date,
            issued_at=fields.Datetime.now(),
            register_number=number.ordinal,
            registered_at=fields.Datetime.now(),
            issuer_id=self.company_id.sudo().partner_id.id,
            **document._issue_time(),
        )
        document._log("issue", notation=notation, sha256=document.main_file_id.sha256)
        document.recipient_ids._send()
        document._close_answered()
        document._apply_amendment()

    def _issue_time(self):
        """Return how long the issue took and whether it came in time (S14)."""
        now = fields.Datetime.now()
        hours = self.signed_at and (now - self.signed_at).total_seconds() / 3600
        late = self.issue_due and now > self.issue_due
        return {
            "issue_hours": hours or 0,
            "issue_timeliness": "late" if late else "in_time",
        }

    def _close_answered(self):
        """The reply closes the work on the document that it answers (S38, S43).

        With the lead's work the co-ordinators' is done too: they helped to answer.
        """
        answered = self.reply_to_id
        if not answered:
            return
        leads = answered.assignment_ids.filtered(self._answers)
        if leads:
            rows = answered.assignment_ids.filtered(
                lambda row: row.role in ("lead", "coordinate")
            )
            rows._finish(self.env._("Answered by %s", self.notation))

    def _answers(self, assignment):
        """Tell whether this reply does the work of ``assignment``."""
        if assignment.role != "lead" or assignment.state not in ("open", "accepted"):
            return False
        if assignment.user_id:
            return assignment.user_id == self.user_id
        return assignment.department_id == self.department_id

    def _issue_summary(self):
        document = self.sudo()
        document.invalidate_recordset()
        return {
            "id": self.id,
            "number": document.register_number,
            "notation": document.notation,
            "issue_date": fields.Date.to_string(document.issue_date),
            "sha256": document.main_file_id.sha256,
            "file_id": document.main_file_id.id,
            "recipients": [
                {"name": recipient.name, "status": recipient.status or ""}
                for recipient in document.recipient_ids
            ],
        }
