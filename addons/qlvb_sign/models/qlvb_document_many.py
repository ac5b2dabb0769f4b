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
        return [document._many_outcome(role, refused) for document in self]

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

    def _many_outcome(self, role, refused):
        row = self.sudo().exists()
        seen = row.sudo(False).has_access("read") if row else False
        if self.id in refused:
            return self.env["qlvb.batch.mixin"]._row_outcome(
                self, seen, False, refused[self.id]
            )
        row.invalidate_recordset()
        done = row.state == "issued" if role == "agency" else row._is_signed()
        request = self.env["qlvb.sign.request"].sudo()
        last = request.search(
            [("document_id", "=", self.id), ("role", "=", role)], limit=1
        )
        message = "" if done else (last.message or last._waiting_sentence())
        ok = done or last.state == "waiting"
        outcome = self.env["qlvb.batch.mixin"]._row_outcome(self, seen, ok, message)
        by_program = self._by_program(role)
        return {**outcome, "request": by_program.id} if by_program else outcome
