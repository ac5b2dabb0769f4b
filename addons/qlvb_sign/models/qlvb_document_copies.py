# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

from vnrecords import text

from ..lib import fields as engine

# What is kept of a wish while the signature is waited for.
WISHES = (
    "kind",
    "form",
    "signer_id",
    "reason",
    "page_numbers",
    "receivers",
    "copies",
)


class QlvbDocumentElectronicCopies(models.AbstractModel):
    """Electronic certified copies of a document; see `qlvb.copy`."""

    _name = "qlvb.document.electronic.copies"
    _description = "Electronic Copies of Documents"

    def certify(self, wish, pin=None, otp=None):
        """Make a certified copy; return its id. Only clerks of the agency.

        ``wish``: as for a copy on paper, and ``form``: "paper" (default) or
        "electronic"; ``pin`` opens the agency's key for the latter, ``otp`` is the
        one-time code of a remote service. While a signature that comes later is
        waited for, a dict with ``request`` is returned (see `qlvb.sign.request`).
        The same wish once more within a minute is the same copy.
        """
        form = wish.get("form", "paper") if isinstance(wish, dict) else "paper"
        if form == "paper":
            return super().certify(wish)
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        reasons = self._certify_blockers(wish)
        if form != "electronic":
            reasons.append(self.env._("A copy is on paper or electronic."))
        if reasons:
            raise UserError("\n".join(reasons))
        wish = {**wish, "reason": text.clean(wish["reason"]).strip()}
        auth = self.env["qlvb.sign.key"]._authorisation(pin, otp, may_wait=True)
        Copy = self.env["qlvb.copy"]
        made = Copy._made_just_now(self, wish)
        copy = made or Copy._make_electronic(self, wish, auth)
        return copy.id or self._request_summary("copy")

    def _copy_later(self, key, wish, source, auth):
        """Ask for the agency's signature on a copy; return the copy if it is made."""
        Request = self.env["qlvb.sign.request"]
        wish = {name: wish[name] for name in WISHES if name in wish}
        if self._waits_for_me("copy"):
            self._check_same_wish(wish)
            return self.env["qlvb.copy"]
        prepared = self.env["qlvb.copy"]._signed_copy(self, wish, source, auth)
        place = self._engine(engine.added_field, source, prepared)
        values = {"wish": wish, "source_size": len(source), "place": place}
        file = self.main_file_id
        request = Request._start(self, key, file, prepared, "copy", **values)
        self._ask_for(request, auth)
        return request.copy_id.with_env(self.env)

    def _check_same_wish(self, wish):
        if self.env["qlvb.sign.request"]._waiting_for(self, "copy").wish != wish:
            raise UserError(
                self.env._(
                    "Another copy of “%s” waits for its signature: confirm it or give"
                    " it up first.",
                    self.display_name,
                )
            )

    def _store_awaited(self, request, pdf, annexes):
        if request.role != "copy":
            return super()._store_awaited(request, pdf, annexes)
        self.check_access("read")
        self._check_role(("clerk",))
        file, wish, Copy = self.main_file_id, request.wish, self.env["qlvb.copy"]
        self._check_is_still(request, file)
        reasons = self._certify_blockers(wish)
        if reasons:
            raise UserError("\n".join(reasons))
        Copy._check_electronic(self, wish, file._bytes())
        source = pdf[: request.source_size]
        copy = Copy._store_electronic(self, wish, source, pdf)
        request._through_door().copy_id = copy
        return copy
