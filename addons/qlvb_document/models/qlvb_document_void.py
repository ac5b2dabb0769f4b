# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError


class QlvbDocumentVoid(models.AbstractModel):
    """A signed document goes back to be corrected (S35).

    Only clerks of the agency, only before a number is kept for it. The signed file
    stays in the history, but it is void: the next version is approved and signed
    anew.
    """

    _name = "qlvb.document.void"
    _description = "Sending Back Signed Documents"

    def send_back(self, reason):
        """Void the signature and make the document a draft again, with a reason."""
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say what has to be corrected."))
        self._lock()
        if self.state != "signed":
            raise UserError(
                self.env._(
                    "“%s” is not waiting to be issued: it cannot be sent back.",
                    self.display_name,
                )
            )
        if self.sudo().number_id:
            raise UserError(
                self.env._(
                    "A number is kept for “%s”: issue it, or give the number back"
                    " first.",
                    self.display_name,
                )
            )
        self.sudo()._void_signature(reason.strip())
        return True

    def _void_signature(self, reason):
        self.file_ids.filtered(lambda file: file.kind == "signed")._make_void()
        self.submission_id._set_state("returned")
        self._set_state("draft", signed_at=False, issue_due=False)
        self._log("send_back", reason=reason)
        self.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=self.env._("Sent back to be corrected"),
            body=f"{self.display_name}: {reason}",
        )

    def action_send_back(self):
        """Ask for the reason."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.send.back",
            self.env._("Send back"),
            {"default_document_id": self.id},
        )
