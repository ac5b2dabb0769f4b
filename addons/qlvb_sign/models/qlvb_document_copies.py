# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

from vnrecords import text


class QlvbDocumentElectronicCopies(models.AbstractModel):
    """Electronic certified copies of a document; see `qlvb.copy`."""

    _name = "qlvb.document.electronic.copies"
    _description = "Electronic Copies of Documents"

    def certify(self, wish, pin=None):
        """Make a certified copy; return its id. Only clerks of the agency.

        ``wish``: as for a copy on paper, and ``form``: "paper" (default) or
        "electronic"; ``pin`` opens the agency's key for the latter.
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
        return self.env["qlvb.copy"]._make_electronic(self, wish, pin).id
