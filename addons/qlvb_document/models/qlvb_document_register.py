# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class QlvbDocumentRegister(models.AbstractModel):
    """Entering incoming documents in the register, or returning them.

    Checked before: the entry is complete (S24), the pages are as many as the
    sender declared (S21), the document is not here already.
    """

    _name = "qlvb.document.register"
    _description = "Registering of Documents"

    return_reason = fields.Char(readonly=True, copy=False)

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
        return blockers + self._duplicate_blockers() + self._discrepancy_blockers()

    def action_register(self):
        """Enter the documents in the book of the year; a second call does nothing."""
        self.check_access("read")
        for document in self:
            document._lock()
            document._check_role(("clerk",))
            if not document.sudo().register_number:
                document.sudo()._empty_lists()
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
        document._on_status("03")
        document._route_to_leader()
        document._log("register", register=register.name)
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
        if not isinstance(reason, str) or not reason.strip():
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
