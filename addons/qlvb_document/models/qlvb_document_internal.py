# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class QlvbDocumentInternal(models.AbstractModel):
    """Internal documents: the same way to the issue, then to the agency's own lists.

    Units and persons among the recipients get assignments; nothing leaves the agency.
    A reply to an internal document is an internal document to who drafted it.
    """

    _name = "qlvb.document.internal"
    _description = "Internal Documents"

    @api.constrains("reply_to_id")
    def _check_reply_to(self):
        """A reply answers a document that came, or was issued inside, the agency."""
        for document in self.filtered("reply_to_id"):
            answered = document.reply_to_id.sudo()
            inside = answered.direction == "internal" and answered.state == "issued"
            came = inside or answered.direction == "incoming"
            if not came or answered.company_id != document.company_id:
                raise ValidationError(
                    self.env._(
                        "A reply answers an incoming document of the agency, or an"
                        " internal one that was issued."
                    )
                )

    def _draft_reply(self, assignment, values):
        if self.direction == "internal":
            values = {"direction": "internal", **values}
        return super()._draft_reply(assignment, values)

    def _entry_blockers(self):
        return super()._entry_blockers() + self.recipient_ids._inside_blockers()

    def _set_status(self, code, reason=None):
        """Only what came from outside has a status that somebody outside awaits."""
        came = self.filtered(lambda row: row.direction == "incoming")
        return super(QlvbDocumentInternal, came)._set_status(code, reason)

    def _route_to_leader(self, leader=None):
        """What comes back of our own document goes to its signer, not to a list."""
        if self.direction == "incoming":
            return super()._route_to_leader(leader)
        signer = leader or self.sudo().signer_id
        return self._tell(signer, self.env._("Given back"), self.display_name)
