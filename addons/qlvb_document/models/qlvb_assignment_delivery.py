# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbAssignmentDelivery(models.AbstractModel):
    """Work that came with a document of our own: its recipient's status follows it.

    Given by the signer of the document, who may recall it and grant later deadlines.
    Read is received (03), given on is assigned (04), begun is in progress (05), done
    is completed (06).
    """

    _name = "qlvb.assignment.delivery"
    _description = "Assignments of Own Documents"

    recipient_ids = fields.One2many("qlvb.recipient", "assignment_id", readonly=True)

    def _report(self, code):
        self.sudo().recipient_ids._set_status(code)

    def give(self, user_id, deadline=None, text=None):
        self.document_id._check_not_frozen()
        child = super().give(user_id, deadline, text)
        self._report("04")
        return child

    def complete(self, result):
        self.document_id._check_not_frozen()
        return super().complete(result)

    def _note_reading(self):
        result = super()._note_reading()
        self._report("03")
        return result

    def _accept(self):
        self.document_id._check_not_frozen()
        result = super()._accept()
        # What was given on is begun by who got it.
        for row in self.sudo().filtered(lambda row: not row.child_ids):
            while row and not row.recipient_ids:
                row = row.parent_id
            row._report("05")
        return result

    def _finish(self, result):
        done = super()._finish(result)
        self.filtered(lambda row: row.state == "done")._report("06")
        return done

    def _givers(self):
        givers = super()._givers()
        row = self.sudo()
        if not givers and not row.parent_id and row.recipient_ids:
            return row.document_id.signer_id
        return givers

    @api.depends("recipient_ids")
    def _compute_is_given_by_me(self):
        return super()._compute_is_given_by_me()

    def _is_from(self, user):
        own = self.recipient_ids and not self.parent_id
        if own and self.document_id.signer_id == user:
            return True
        return super()._is_from(user)

    @api.model
    def _given_by(self, user, unit):
        given = super()._given_by(user, unit)
        if unit:
            return given
        return given | (
            Domain("recipient_ids", "!=", False)
            & Domain("parent_id", "=", False)
            & Domain("document_id.signer_id", "=", user.id)
        )
