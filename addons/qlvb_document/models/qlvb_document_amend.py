# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

DRAFTERS = ("clerk", "office", "leader", "unit_head", "specialist")


class QlvbDocumentAmend(models.AbstractModel):
    """A document that replaces or corrects one that was issued (ND 30, art. 18.3).

    An error in the content is mended by a document of the same form that replaces
    the old one; an error of form by an official letter (đính chính). Both are drafted
    and approved as any other; the old document changes when the new one is issued.
    Whoever drafts in the agency and sees the document starts it, with the reason and
    the leader who decided it.
    """

    _name = "qlvb.document.amend"
    _description = "Replacement and Erratum"

    amends_id = fields.Many2one(
        "qlvb.document",
        "Replaces or corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    amends_kind = fields.Selection(
        [("replaced", "Replaces"), ("corrected", "Corrects")], readonly=True, copy=False
    )
    amends_reason = fields.Text("Why it amends", readonly=True, copy=False)
    amends_decided_by_id = fields.Many2one(
        "res.users", "Amendment decided by", readonly=True, copy=False
    )
    amendment_ids = fields.One2many("qlvb.document", "amends_id", "Amended by")

    def replace_by_draft(self, reason, decided_by_id=None):
        """Start the draft that replaces this document; return its id."""
        return self._amend_by_draft("replaced", reason, decided_by_id)

    def correct_by_draft(self, reason, decided_by_id=None):
        """Start the official letter that corrects this document; return its id."""
        return self._amend_by_draft("corrected", reason, decided_by_id)

    def _amend_by_draft(self, kind, reason, decided_by_id):
        self.ensure_one()
        reason = self._checked_change(reason, DRAFTERS)
        leader = self._decider(decided_by_id)
        self._lock()
        if self.state != "issued":
            raise UserError("\n".join(self._get_blockers("recalled")))
        running = self.sudo().amendment_ids.filtered(
            lambda row: row.amends_kind == kind and row.state == "draft"
        )
        if running:
            return running[0].id
        draft = self.copy(self._amendment_values(kind))
        draft.sudo()._through_door().write(
            {
                "amends_id": self.id,
                "amends_kind": kind,
                "amends_reason": reason,
                "amends_decided_by_id": leader.id,
            }
        )
        draft._log("amend", document=self.notation, reason=reason)
        return draft.id

    def _amendment_values(self, kind):
        """Return what differs from a plain copy; the abstract is Vietnamese."""
        values = {"user_id": self.env.uid, "signer_id": self.signer_id.id}
        if kind == "corrected":
            letter = self.env.ref("qlvb_document.type_cong_van")
            values["name"] = f"đính chính {self._identity()}"
            values |= {"type_id": letter.id, "body": False}
        return values

    def _entry_blockers(self):
        """What is replaced must still stand."""
        blockers = super()._entry_blockers()
        amended = self.sudo().amends_id
        if amended and self.state != "issued" and amended.state != "issued":
            label = dict(amended._fields["state"]._description_selection(self.env))
            blockers.append(
                self.env._(
                    "“%(name)s” amends %(old)s, which is “%(state)s” meanwhile: it can"
                    " be amended no more.",
                    name=self.display_name,
                    old=amended.notation,
                    state=label[amended.state],
                )
            )
        return blockers

    def _apply_amendment(self):
        """The new document is issued: the old one is replaced or corrected now."""
        document = self.sudo()
        amended = document.amends_id
        if not amended:
            return
        amended._lock()
        reason, leader = document.amends_reason, document.amends_decided_by_id
        if document.amends_kind == "replaced":
            amended._withdraw("replaced", reason, leader, document)
            return
        changes = self.env["qlvb.issue.change"]
        changes._note(amended, "corrected", reason, leader, document)
        amended._log("corrected", document=document.notation, reason=reason)
        amended.recipient_ids._withdraw("corrected", reason, document)

    def action_replace(self):
        return self._ask_amendment("replaced", self.env._("Replace"))

    def action_erratum(self):
        return self._ask_amendment("corrected", self.env._("Erratum"))

    def _ask_amendment(self, kind, name):
        self.ensure_one()
        context = {"default_document_id": self.id, "default_kind": kind}
        return self._ask("qlvb.document.amendment", name, context)

    can_amend = fields.Boolean(compute="_compute_can_amend")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_amend(self):
        Role = self.env["qlvb.role"]
        for document in self:
            issued = document.direction != "incoming" and document.state == "issued"
            document.can_amend = issued and Role._has_role(
                DRAFTERS, document.company_id, document=document
            )
