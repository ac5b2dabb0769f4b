# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..lib import signing
from ..lib.providers import deferred


class SealAwaited(Exception):
    """Leaves the issuing: number and file are ready, the seal comes later."""


class QlvbDocumentAwaiting(models.AbstractModel):
    """Signatures and seals that are made elsewhere and come later.

    The file is prepared and kept in a `qlvb.sign.request`; when the signature is
    there, the document is signed or issued as if it had been made at once, by the
    same rules and as the person who asked.
    """

    _name = "qlvb.document.awaiting.mixin"
    _description = "Awaited Signatures of Documents"

    sign_request_id = fields.Many2one(
        "qlvb.sign.request", "Signature waited for", compute="_compute_sign_request_id"
    )
    sign_request_note = fields.Char(compute="_compute_sign_request_id")

    sign_by_program = fields.Boolean(compute="_compute_sign_request_id")

    def _compute_sign_request_id(self):
        """Show people what they wait for themselves."""
        domain = [
            ("document_id", "in", self.ids),
            ("state", "=", "waiting"),
            ("main_id", "=", False),
        ]
        rows = self.env["qlvb.sign.request"].search(
            [*domain, ("user_id", "=", self.env.uid)]
        )
        found = {row.document_id.id: row for row in rows}
        for document in self:
            row = found.get(document.id)
            document.sign_request_id = row
            document.sign_by_program = row and row.provider == "desktop"
            document.sign_request_note = row and (
                row.message or row._waiting_sentence()
            )

    def action_fetch_signature(self):
        """Ask the service now whether the signature is there, or the program for it."""
        self.ensure_one()
        self.check_access("read")
        request = self.sign_request_id
        if self.sign_by_program:
            return request._desktop_action()
        said = request.refresh() if request else []
        if not said or said[0]["state"] == "done":
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        failed = said[0]["state"] != "waiting"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": said[0]["message"],
                "type": "danger" if failed else "info",
                "sticky": failed,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_give_up_signature(self):
        """Stop waiting for the signature that the caller asked for."""
        self.check_access("read")
        self.sign_request_id.give_up()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _sign_later(self, key, auth):
        """Ask for the signature of the person; a second call waits for the same."""
        Request = self.env["qlvb.sign.request"]
        if self._waits_for_me("person"):
            return
        agreed = self._file_to_sign()
        prepared = agreed._bytes()
        if key.flow == "hash":
            prepared = self._engine(self._make_signature, prepared, auth)
        else:
            self._check_foreign(key, self.env.user, "person")
        request = Request._start(self, key, agreed, prepared, "person")
        self._ask_for(request, auth)

    def _seal_later(self, key, pdf, number, day, auth):
        """Ask for the seal over the number that is reserved, and raise SealAwaited."""
        Request = self.env["qlvb.sign.request"]
        self._end_stale_seal()
        if not self._waits_for_me("agency"):
            if key.flow == "hash":
                picture = key._picture_bytes()
                prepared = self._engine(
                    self._make_seal, pdf, number, day, auth, key, picture
                )
            else:
                self._check_foreign(key, self.sudo().company_id, "agency")
                prepared = self._engine(signing.fill_number, pdf, number, day)
            before, ledger = self._signed_file(), self.sudo().number_id
            annexes = self._seal_annexes(ledger, auth)
            request = Request._start(
                self, key, before, prepared, "agency", number_id=ledger.id
            )
            request._add_parts(annexes)
            self._ask_for(request, auth)
        raise SealAwaited()

    def _end_stale_seal(self):
        """End a seal that is waited for over files that were changed meanwhile."""
        request = self.env["qlvb.sign.request"]._waiting_for(self, "agency")
        try:
            if request:
                self._check_is_still(request, self._signed_file())
        except UserError as changed:
            request._end("failed", str(changed))

    def _waits_for_me(self, role):
        """Return whether the caller waits already; refuse while somebody else does."""
        request = self.env["qlvb.sign.request"]._waiting_for(self, role)
        if request and request.user_id != self.env.user:
            raise UserError(
                self.env._(
                    "%(person)s asked for this signature of “%(document)s” already and"
                    " waits for it.",
                    person=request.user_id.name,
                    document=self.display_name,
                )
            )
        return bool(request)

    def _check_foreign(self, key, owner, role):
        """Judge the certificate of a key that never opens here, before it is asked."""
        opened = self._engine(deferred.opened, key._certificate(), key._chain())
        self._engine(opened.info.check_period)
        self._check_certificate(opened, owner, role)

    def _ask_for(self, request, auth):
        """Ask for one signature now; in a batch all are asked for together."""
        if request.key_id.flow == "file":
            return  # the browser brings the files to the program
        if auth.batch is not None:
            auth.batch.append(request.id)
            return
        request._ask(auth)
        if request.state in ("failed", "expired"):
            raise UserError(request.message)

    def _request_summary(self, role):
        request = self.env["qlvb.sign.request"]._waiting_for(self, role)
        return {"request": request._summary()} if request else {}

    def _store_awaited(self, request, pdf, annexes):
        """Store what came, if the person who asked may still sign what was agreed."""
        self.check_access("read")
        if request.role == "agency":
            self._check_role(("clerk",))
            self._check_is_still(request, self._signed_file())
            self._check_blockers("issued")
            self._finalise_issue(request.number_id, pdf, annexes)
            return
        self._check_signer()
        self._check_may_sign()
        self._check_is_still(request, self._file_to_sign())
        self._store_signed(pdf)

    def _check_is_still(self, request, file):
        if file.sha256 != request.before_sha256:
            raise UserError(self._changed_sentence())

    def _changed_sentence(self):
        return self.env._(
            "“%s” was changed while its signature was waited for: sign it again.",
            self.display_name,
        )
