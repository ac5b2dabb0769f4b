# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import text

from .qlvb_copy import COPIED, KINDS


class QlvbDocumentCopies(models.AbstractModel):
    """Certified copies of a document; see `qlvb.copy`."""

    _name = "qlvb.document.copies"
    _description = "Copies of Documents"

    copy_ids = fields.One2many(
        "qlvb.copy", "document_id", "Certified copies", readonly=True
    )
    can_certify = fields.Boolean(compute="_compute_can_certify")

    @api.depends("state", "main_file_id")
    @api.depends_context("uid")
    def _compute_can_certify(self):
        for document in self:
            document.can_certify = (
                document.state in COPIED
                and bool(document.main_file_id.pages)
                and "clerk" in document._held_roles(document.company_id)
            )

    def certify(self, wish):
        """Make a certified copy on paper; return its id. Only clerks of the agency.

        ``wish``: dict with ``kind`` (SY, SL, TrS), ``signer_id``, ``reason``; perhaps
        ``page_numbers`` (list, of an extract), ``receivers`` (list), ``copies``.
        The same wish again within a minute is a second click or a call sent again:
        it returns the copy that was made, and takes no further number.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        reasons = self._certify_blockers(wish)
        if reasons:
            raise UserError("\n".join(reasons))
        wish = {**wish, "reason": text.clean(wish["reason"]).strip()}
        self._lock()
        Copy = self.env["qlvb.copy"]
        return (Copy._made_just_now(self, wish) or Copy._make(self, wish)).id

    def _certify_blockers(self, wish):
        """Return why no copy can be made, all at once."""
        _ = self.env._
        if not isinstance(wish, dict) or wish.get("kind") not in dict(KINDS):
            return [_("A copy is a true copy, a copy of a copy, or an extract.")]
        blockers = []
        reason = wish.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            blockers.append(_("Say what the copy is for: it stands in the book."))
        if self.state not in COPIED:
            blockers.append(
                _(
                    "“%s” is neither registered nor issued: no copy is certified.",
                    self.display_name,
                )
            )
        if not self.main_file_id.pages:
            blockers.append(_("“%s” has no PDF to copy.", self.display_name))
        receivers, copies = wish.get("receivers") or [], wish.get("copies") or 1
        names = isinstance(receivers, list) and all(
            isinstance(name, str) for name in receivers
        )
        if not names or type(copies) is not int or not 1 <= copies <= 1000:
            blockers.append(_("Between 1 and 1,000 copies go to receivers by name."))
        return blockers

    def action_certify(self):
        self.ensure_one()
        return self._ask(
            "qlvb.document.certify",
            self.env._("Certified copy"),
            {"default_document_id": self.id},
        )
