# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .qlvb_document_outgoing import OUTGOING_FIELDS

# What an entry says; it no longer changes once the document is registered or signed.
ENTRY_FIELDS = OUTGOING_FIELDS | {
    "name",
    "type_id",
    "notation",
    "issue_date",
    "issuer_id",
    "issuer_name",
    "urgency",
    "received_at",
    "declared_pages",
    "recipient_ids",
    "needs_reply",
    "reply_due",
    "reply_request",
    "department_id",
    "secrecy",
    "user_id",
    "active",
    "duplicate_reason",
    "page_reason",
    "text_is_right",
    "has_paper",
    "paper_received_on",
    "late_entry_reason",
}

# Who drafts along in their unit, or in the whole agency.
HEADS = ("unit_head", "office")


class QlvbDocumentEditing(models.AbstractModel):
    """Who changes what an entry says, and who stores a version of a draft.

    Incoming: clerks of the agency, until it is registered. Outgoing and internal: the
    drafter, the co-drafters, who acts for them, and the head of the drafting unit or
    of the office, as long as it is a draft. While a slip runs nobody changes the
    entry, and only whom the current stage lets edit stores a version.
    """

    _name = "qlvb.document.editing"
    _description = "Editing of Documents"

    can_edit_entry = fields.Boolean(compute="_compute_can_edit_entry")

    @api.depends("state", "submission_ids.state", "step_ids.state", "user_id")
    @api.depends("codrafter_ids", "department_id")
    @api.depends_context("uid")
    def _compute_can_edit_entry(self):
        """Mirror the rule for the form; a new record is its author's."""
        for document in self:
            document.can_edit_entry = not document._origin or (
                document.state == "draft" and document._origin._may_edit()
            )

    def _check_may_edit(self, vals):
        """Refuse to change an entry that is fixed, or by somebody who may not."""
        if {"direction", "company_id"} & set(vals):
            raise UserError(
                self.env._("The agency and the direction of a document do not change.")
            )
        if self.env.su or not ENTRY_FIELDS & set(vals):
            return
        for document in self:
            if document.state != "draft":
                raise UserError(
                    self.env._(
                        "“%s” is no longer a draft: its entry cannot be changed.",
                        document.display_name,
                    )
                )
            document._check_editor()

    def _check_editor(self, is_entry=True):
        """Refuse who may not change the entry, or only store a version of it."""
        self.ensure_one()
        if self.direction == "incoming":
            self._check_role(("clerk",))
        elif not self._is_edited_by_approver(is_entry) and not self._is_drafter():
            self._check_role(HEADS, department=self.department_id)

    def _may_edit(self, is_entry=True):
        """Tell what `_check_editor` checks, and leave no trace of the question."""
        self.ensure_one()
        if self.direction == "incoming":
            return bool(self._role_holders(("clerk",)))
        if self._running_slip():
            return self._is_step_editor(is_entry)
        heads = self._role_holders(HEADS, department=self.department_id)
        return self._is_drafter() or bool(heads)

    def _may_draft(self):
        """Tell whether the user makes, uploads and submits versions of the draft."""
        return self.state == "draft" and not self._running_slip() and self._may_edit()

    def _is_drafter(self):
        drafters = self.user_id | self.codrafter_ids
        return bool(drafters & self.env["qlvb.role"]._acting_users(document=self))
