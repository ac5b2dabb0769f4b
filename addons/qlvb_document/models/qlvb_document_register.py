# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import numbering


class QlvbDocumentRegister(models.AbstractModel):
    """Entering incoming documents in the register, or returning them.

    Checked before: the entry is complete (S24), the pages are as many as the
    sender declared (S21), the document is not here already.
    """

    _name = "qlvb.document.register"
    _description = "Registering of Documents"

    duplicate_ids = fields.Many2many(
        "qlvb.document", compute="_compute_duplicate_ids", string="Possible duplicates"
    )
    duplicate_reason = fields.Char(
        copy=False, help="Why a document that seems to be a duplicate is registered."
    )
    page_reason = fields.Char(
        "Reason for the page difference",
        copy=False,
        help="Why the number of pages differs from the declared one.",
    )
    return_reason = fields.Char(readonly=True, copy=False)
    notation_key = fields.Char(
        compute="_compute_notation_key",
        store=True,
        help="The notation without case, accents and leading zeros, to be compared.",
    )

    @api.depends("sha256", "notation_key", "issuer_name", "issue_date")
    def _compute_duplicate_ids(self):
        for document in self:
            document.duplicate_ids = document._find_duplicates()

    def _find_duplicates(self):
        """Return documents with the same bytes, or the same body, notation and year."""
        if self.direction != "incoming":
            return self.browse()
        here = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("direction", "=", "incoming")
            & Domain("state", "!=", "returned")
            & Domain("id", "!=", self._origin.id)
        )
        # Two searches, each by its own index: one over both would read the table.
        found = self.search(here & Domain("id", "in", self._same_bytes()), limit=5)
        if self.notation_key and self.issuer_name and self.issue_date:
            first = self.issue_date.replace(month=1, day=1)
            found |= self.search(
                here
                & Domain("notation_key", "=", self.notation_key)
                & Domain("issuer_name", "=", self.issuer_name)
                & Domain("issue_date", ">=", first)
                & Domain("issue_date", "<=", first.replace(month=12, day=31)),
                limit=5,
            )
        return found.filtered(lambda document: not document.is_cancelled)

    def _same_bytes(self):
        """Return the ids of documents that came with the same bytes."""
        if not self.sha256:
            return []
        same = (
            self.env["qlvb.document.file"]
            .sudo()
            .search([("sha256", "=", self.sha256), ("kind", "=", "original")], limit=20)
        )
        return same.document_id.ids

    @api.depends("notation")
    def _compute_notation_key(self):
        for document in self:
            document.notation_key = numbering.search_key(document.notation or "")

    def _blockers_registered(self):
        """Return what keeps an incoming document out of the register (S21, S24)."""
        _ = self.env._
        if self.direction != "incoming":
            return [_("“%s” is not an incoming document.", self.display_name)]
        wanted = {
            "type_id": _("its type"),
            "notation": _("its number and notation"),
            "issue_date": _("its date"),
            "issuer_name": _("the issuing body"),
        }
        missing = [label for name, label in wanted.items() if not self[name]]
        blockers = []
        if missing:
            blockers.append(
                _(
                    "“%(name)s” lacks %(missing)s.",
                    name=self.display_name,
                    missing=", ".join(missing),
                )
            )
        if not self.sudo().main_file_id:
            blockers.append(
                _("“%s” has no file: upload or scan it.", self.display_name)
            )
        blockers += self._text_blockers()
        return blockers + self._duplicate_blockers() + self._page_blockers()

    def _duplicate_blockers(self):
        duplicates = self.duplicate_ids
        if not duplicates or self.duplicate_reason:
            return []
        return [
            self.env._(
                "“%(name)s” seems to be here already: %(others)s. Return it, or give"
                " the reason why it is registered again.",
                name=self.display_name,
                others="; ".join(duplicates.mapped("display_name")),
            )
        ]

    def _page_blockers(self):
        counted = self.sudo().page_count
        if (
            not self.declared_pages
            or self.declared_pages == counted
            or self.page_reason
        ):
            return []
        return [
            self.env._(
                "“%(name)s” has %(counted)s pages, but the sender declared"
                " %(declared)s. Return it, or give the reason why it is accepted.",
                name=self.display_name,
                counted=counted,
                declared=self.declared_pages,
            )
        ]

    def action_register(self):
        """Enter the documents in the book of the year; a second call does nothing."""
        self.check_access("read")
        for document in self:
            document._check_role(("clerk",))
            document._lock()
            if not document.register_number:
                document._enter_register()
        return True

    def _enter_register(self, number=None):
        """Enter the document, under a ``number`` reserved before, or the next one."""
        now = fields.Datetime.now()
        register = self.env["qlvb.register"]._find(
            self.company_id, "incoming", self._agency_date(now).year
        )
        document = self.sudo()
        document._set_state("registered", register_id=register.id, registered_at=now)
        document._route_to_leader()
        document._log("register", register=register.name)
        document._on_status("03")
        if number:
            number._set_state("used", document_id=document.id)
        else:
            number = register.series_id._draw(document)
        document._through_door().write(
            {"number_id": number.id, "register_number": number.ordinal}
        )

    def _blockers_returned(self):
        if self.direction != "incoming":
            return [self.env._("“%s” is not an incoming document.", self.display_name)]
        return []

    def return_to_sender(self, reason):
        """Return incoming documents to who sent them, with the reason (S22)."""
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the document is returned."))
        self.check_access("read")
        for document in self:
            document._check_role(("clerk",))
            if document.state == "returned":
                continue
            document.sudo()._set_state("returned", return_reason=reason)
            document._log("return", reason=reason)
            document.sudo()._on_status("02", reason)
        return True
