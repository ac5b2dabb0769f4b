# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

# Who chases besides the person responsible for the document.
CHASERS = ("clerk", "leader", "office", "unit_head")


class QlvbDocumentChase(models.AbstractModel):
    """Reminder letters: what they chase, and making them ready to be submitted."""

    _name = "qlvb.document.chase"
    _description = "Reminder Letters"

    chased_id = fields.Many2one(
        "qlvb.document",
        "Reminds of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The document to which replies are owed.",
    )
    chase_ids = fields.One2many("qlvb.chase", "letter_id", readonly=True)
    reminder_ids = fields.One2many(
        "qlvb.document", "chased_id", "Letters of reminder", readonly=True
    )

    def _finish_reminder(self):
        """Make Word file and PDF of the letter, and tell its drafter.

        When they cannot be made now, the drafter makes them by a click.
        """
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.action_make_draft()
        except UserError as error:
            _logger.warning("A reminder letter has no PDF yet: %s", error)
        subject = self.env._("A reminder letter is drafted: submit it")
        self._tell(self.user_id, subject, self.name)

    def _chase_refusal(self):
        """Return why the user may not chase replies to this document, or nothing."""
        self.ensure_one()
        if self.sudo().user_id in self.env["qlvb.role"]._acting_users(document=self):
            return ""
        try:
            self._check_role(CHASERS, department=self.sudo().department_id)
        except AccessError as refused:
            return str(refused)
        return ""
