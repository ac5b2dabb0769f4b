# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib.providers import deferred
from .qlvb_document_chain import FIELDS
from .qlvb_sign_request_desktop import MINUTES as DESKTOP_MINUTES
from .qlvb_signing import ROLES

# A service that answers within the call, and was killed meanwhile, is given up then.
AT_ONCE_MINUTES = 2
# No file is kept longer than it is waited for.
LET_GO = {"prepared": False, "returned": False}


class QlvbSignRequest(models.Model):
    """A signature that was asked for and has not come yet.

    The prepared file is kept, pinned by its SHA-256, until the answer comes: from a
    remote service (`qlvb.sign.request.remote.mixin`) or from the program on the
    desktop (`qlvb.sign.request.desktop.mixin`). The answer may come twice (the second
    changes nothing), wrong (it is refused and nothing changes), or never (the request
    expires and the signer asks again). While a service talks there is neither a lock
    nor an open transaction. A seal and the signatures on its annexes come together
    (`qlvb.sign.request.parts.mixin`).

    The person who asked reads their own requests, and may give them up; others who
    may see the document see in its trail what became of it. Only the system writes.
    """

    _name = "qlvb.sign.request"
    _description = "Signature Asked For"
    _inherit = [
        "qlvb.state.mixin",
        "qlvb.sign.request.parts.mixin",
        "qlvb.sign.request.remote.mixin",
        "qlvb.sign.request.desktop.mixin",
    ]
    _order = "id desc"

    _transitions = {"waiting": ("done", "failed", "expired")}

    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("done", "Signed"),
            ("failed", "Failed"),
            ("expired", "Expired"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    name = fields.Char("Reference", required=True, readonly=True)
    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Asked by", required=True, readonly=True)
    key_id = fields.Many2one("qlvb.sign.key", required=True, readonly=True)
    provider = fields.Selection(related="key_id.provider")
    role = fields.Selection(ROLES, required=True, readonly=True)
    number_id = fields.Many2one("qlvb.number", readonly=True)
    step_id = fields.Many2one(
        "qlvb.submission.step", "Initialled at", readonly=True, ondelete="cascade"
    )
    comment = fields.Text(readonly=True)
    wish = fields.Json("Copy wanted", readonly=True)
    source_size = fields.Integer("Size of what is copied", readonly=True)
    copy_id = fields.Many2one("qlvb.copy", readonly=True, ondelete="set null")
    place = fields.Char("Field of the signature", readonly=True)
    before_sha256 = fields.Char("SHA-256 before", required=True, readonly=True)
    prepared = fields.Binary(
        attachment=False, readonly=True, groups=fields.NO_ACCESS, copy=False
    )
    prepared_sha256 = fields.Char("SHA-256 prepared", required=True, readonly=True)
    deadline = fields.Datetime("Given up at", required=True, readonly=True)
    message = fields.Char("What happened", readonly=True)

    _one_waiting = models.UniqueIndex(
        "(document_id, role) WHERE state = 'waiting' AND main_id IS NULL",
        "A signature of this document is being waited for already.",
    )
    _waiting_idx = models.Index("(deadline) WHERE state = 'waiting'")

    @api.depends("document_id", "role")
    def _compute_display_name(self):
        label = dict(self._fields["role"]._description_selection(self.env))
        for request in self:
            request.display_name = (
                f"{label.get(request.role)}: {request.document_id.display_name}"
            )

    @api.model
    def _start(self, document, key, before, prepared, role, **values):
        """Keep a prepared file (bytes) until its signature comes; return the row.

        ``before``: the stored file that is signed; ``values``: what the role needs.
        """
        request = self._keep_prepared(document, key, before, prepared, role, **values)
        document._log("sign_asked", through=request._provider_label())
        return request

    @api.model
    def _keep_prepared(self, document, key, before, prepared, role, **values):
        minutes = {"csc": AT_ONCE_MINUTES, "desktop": DESKTOP_MINUTES}.get(
            key.provider, key.sudo().service_id.minutes
        )
        values = {
            "name": uuid.uuid4().hex,
            "document_id": document.id,
            "user_id": self.env.uid,
            "key_id": key.id,
            "role": role,
            "place": FIELDS.get(role),
            "before_sha256": before.sha256,
            "prepared": base64.b64encode(prepared),
            "prepared_sha256": hashlib.sha256(prepared).hexdigest(),
            "deadline": fields.Datetime.now() + timedelta(minutes=minutes),
            **values,
        }
        return self.sudo()._through_door().create(values)

    @api.model
    def _waiting_for(self, document, role):
        """Return the request that the document waits for; an overdue one is ended."""
        domain = [("document_id", "=", document.id), ("state", "=", "waiting")]
        request = self.sudo().search([*domain, ("role", "=", role)], limit=1)
        if request and request.deadline <= fields.Datetime.now():
            request._end("expired", self.env._("Nobody answered in time."))
            return self.sudo().browse()
        return request

    def _provider_label(self):
        return dict(self.key_id._fields["provider"]._description_selection(self.env))[
            self.provider
        ]

    def _prepared_bytes(self):
        """Return the prepared file, or raise when it is not what was pinned."""
        data = base64.b64decode(self.sudo().prepared or b"")
        if hashlib.sha256(data).hexdigest() != self.sudo().prepared_sha256:
            raise UserError(
                self.env._("The prepared file was altered or lost: sign again.")
            )
        return data

    def _hash(self):
        return deferred.pending(self._prepared_bytes()).hash

    def _lock(self):
        """Lock the row: of two answers at once the second finds the work done."""
        self.env.cr.execute(
            "SELECT id FROM qlvb_sign_request WHERE id = %s FOR NO KEY UPDATE",
            [self.id],
        )
        self.invalidate_recordset()

    # Ends

    def _end(self, state, message=None):
        """End without a signature: said on the request and in the trail."""
        for request in self.sudo():
            if request.state != "waiting":
                continue
            rows = request._together()
            rows._set_state(state, message=message, **LET_GO)
            rows.flush_recordset(["state"])
            document = request.document_id
            document._log("sign_failed", reason=message)

    def _complete(self, pdf, annexes=None):
        """Store the signed file as the person who asked; return whether it was.

        ``annexes``: {stored file: its signed bytes}, of all parts of the request.
        Everything is judged again as of now: the person's role, the file that was
        agreed, the state of the document, and the signatures in the file itself.
        """
        self.ensure_one()
        request = self.sudo()
        request._lock()
        if request.state != "waiting":
            return request.state == "done"
        document = self.env["qlvb.document"].browse(request.document_id.id)
        mine = document.with_user(request.user_id).with_context(
            allowed_company_ids=document.sudo().company_id.ids
        )
        try:
            with self.env.cr.savepoint():
                mine._store_awaited(request, pdf, annexes or {})
                request._together()._set_state("done", **LET_GO)
        except UserError as refused:
            request._end("failed", str(refused))
        return request.state == "done"

    def _summary(self):
        """Return what a caller needs to know: see `qlvb.document.sign`."""
        request = self.sudo()
        return {
            "id": request.id,
            "state": request.state,
            "provider": request.provider,
            "deadline": fields.Datetime.to_string(request.deadline),
            "message": request.message or request._waiting_sentence(),
        }

    def _waiting_sentence(self):
        _ = self.env._
        if self.state == "done":
            return self._done_sentence()
        if self.state != "waiting":
            return ""
        if self.provider == "desktop":
            return self._desktop_sentence()
        return _("Confirm the signature on your phone; it is fetched by itself.")

    def _done_sentence(self):
        _, notation = self.env._, self.copy_id.notation or self.document_id.notation
        sentences = {
            "initial": _("The document is initialled."),
            "person": _("The document is signed."),
            "agency": _("The document is issued: %s.", notation),
            "copy": _("The copy is made: %s.", notation),
        }
        return sentences.get(self.role, "")

    def _desktop_sentence(self):
        files = self._together()
        back = len(files.filtered("returned_sha256"))
        if not back:
            return self.env._("Sign in the program that opens on this computer.")
        return self.env._(
            "%(back)s of %(all)s files are signed: go on with the others.",
            back=back,
            all=len(files),
        )

    def give_up(self):
        """Stop waiting, as the person who asked; a late answer then changes nothing."""
        self.check_access("read")
        for request in self._mains():
            request.sudo()._lock()
            request._end("failed", self.env._("The person who asked gave it up."))
        return True
