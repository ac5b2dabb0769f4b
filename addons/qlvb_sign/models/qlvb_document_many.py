# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

from .qlvb_sign_key_opening import is_key_refused


class QlvbDocumentMany(models.AbstractModel):
    """Signing and issuing many documents with one PIN.

    Each document has a transaction of its own, so a call that is killed half way has
    done the first half, and the same call again does the rest: what is signed or
    issued already answers that it is. A key that does not open stops the batch, or
    every document would count as one more wrong PIN.
    """

    _name = "qlvb.document.many.mixin"
    _description = "Signing of Many Documents"

    def sign_many(self, pin=None, otp=None):
        """Sign each as its signer; return ``[{id, name, ok, message}]``.

        ``ok`` is also true while a signature is waited for; the message says so. What
        the program on the desktop has to sign has ``request`` too: the caller hands
        these out one after another (see `qlvb.sign.request.hand_out`).
        """
        return self._each_with_key(pin, otp, "person")

    def issue_many(self, pin=None, otp=None):
        """Number, seal and send each, as a clerk; see ``sign_many``."""
        return self._each_with_key(pin, otp, "agency")

    def _each_with_key(self, pin, otp, role):
        batch = []
        key = self.env["qlvb.sign.key"]
        auth = key._authorisation(pin, otp, may_wait=True, batch=batch)
        refused, stopped = {}, None
        for document in self:
            if stopped:
                refused[document.id] = stopped
                continue
            try:
                document._one_with_key(auth, role)
                self._keep_done()
            except UserError as error:
                self.env.cr.rollback()
                self.env.invalidate_all()
                refused[document.id] = str(error)
                if is_key_refused(error):
                    stopped = self.env._("Not tried: the key did not open.")
        self._ask_for_batch(batch, auth)
        self._line_up_for_program(role)
        return self._many_outcomes(role, refused)

    def _one_with_key(self, auth, role):
        if role == "person":
            self._sign(auth)
        else:
            self.issue(pin=auth)

    def _keep_done(self):
        self.env.flush_all()
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _ask_for_batch(self, batch, auth):
        """Ask for all remote signatures, with one authorisation for each key."""
        requests = self.env["qlvb.sign.request"].sudo().browse(batch)
        for _key, rows in requests.grouped("key_id").items():
            try:
                rows._ask(auth)
            except UserError as error:
                # The requests were ended with the reason, which the outcome tells.
                if not is_key_refused(error):
                    raise

    def _line_up_for_program(self, role):
        """Give each document time for those that the program signs before it."""
        place = {document.id: number for number, document in enumerate(self)}
        rows = self._by_program(role).sorted(lambda row: place[row.document_id.id])
        rows._line_up()

    def _by_program(self, role):
        """Return what the program on the desktop has to sign for the caller."""
        domain = [
            ("document_id", "in", self.ids),
            ("role", "=", role),
            ("state", "=", "waiting"),
            ("user_id", "=", self.env.uid),
        ]
        rows = self.env["qlvb.sign.request"].sudo().search(domain)
        return rows.filtered(lambda row: row.provider == "desktop")

    def _many_outcomes(self, role, refused):
        """Return what became of each, read anew: answers came meanwhile."""
        Request = self.env["qlvb.sign.request"].sudo()
        documents = self.sudo().exists()
        documents.invalidate_recordset()
        seen = set(documents.sudo(False)._filtered_access("read").ids)
        asked = [("document_id", "in", documents.ids), ("role", "=", role)]
        last = {row.document_id: row for row in Request.search(asked, order="id")}
        handed = {row.document_id: row.id for row in documents._by_program(role)}
        outcomes = []
        for document in self.sudo():
            ok, message = False, refused.get(document.id)
            if message is None:
                done = document._is_done_by(role)
                request = last.get(document, Request)
                message = done or request.message or request._waiting_sentence()
                message = "" if done else message
                ok = done or request.state == "waiting"
            outcome = self._row_outcome(document, document.id in seen, ok, message)
            if document.id not in refused and document in handed:
                outcome["request"] = handed[document]
            outcomes.append(outcome)
        return outcomes

    def _is_done_by(self, role):
        return self.state == "issued" if role == "agency" else self._is_signed()
