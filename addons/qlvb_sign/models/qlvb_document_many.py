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

        ``ok`` is also true while a remote signature is waited for; the message says so.
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
        return [document._many_outcome(role, refused) for document in self]

    def _one_with_key(self, auth, role):
        if role == "person":
            key = self.env["qlvb.sign.key"]._of(self.env.user)
            self._check_not_by_desktop(key)
            self._sign(auth)
            return
        self.check_access("read")
        key = self.env["qlvb.sign.key"]._of(self.sudo().company_id)
        self._check_not_by_desktop(key)
        self.issue(pin=auth)

    def _check_not_by_desktop(self, key):
        if key.flow == "file":
            raise UserError(
                self.env._(
                    "The signing program on the computer signs one document at a time:"
                    " open “%s” and sign it there.",
                    self.display_name,
                )
            )

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
        return self.env["qlvb.batch.mixin"]._row_outcome(self, seen, ok, message)
