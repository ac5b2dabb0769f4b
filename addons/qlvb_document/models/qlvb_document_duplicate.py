# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import numbering
from vnrecords.similarity import LIKELY_SAME, similarity
from vnrecords.text import normalize

SIMILAR_DAYS = 30


class QlvbDocumentDuplicate(models.AbstractModel):
    """Has this document come before? (ND 30/2020, art. 22; art. 7.1 of the rules)

    The same bytes, or the same body, number, notation and year, need a reason to
    register again, which clerks of the agency give. A similar abstract of the same
    body within 30 days is only pointed out. Two bodies may both send 12/CV. What a
    reader may not see is counted, never named.
    """

    _name = "qlvb.document.duplicate"
    _description = "Duplicates of Documents"

    duplicate_ids = fields.Many2many(
        "qlvb.document", compute="_compute_duplicate_ids", string="Possible duplicates"
    )
    hidden_duplicates = fields.Integer(
        "Duplicates you may not see", compute="_compute_duplicate_ids"
    )
    similar_ids = fields.Many2many(
        "qlvb.document", compute="_compute_similar_ids", string="Similar documents"
    )
    duplicate_reason = fields.Char(
        copy=False, help="Why a document that seems to be a duplicate is registered."
    )
    notation_key = fields.Char(
        compute="_compute_notation_key",
        store=True,
        help="The notation without case, accents and leading zeros, to be compared.",
    )

    @api.depends("notation")
    def _compute_notation_key(self):
        for document in self:
            document.notation_key = numbering.search_key(document.notation or "")

    @api.depends(
        *("state", "sha256", "notation_key", "issuer_id", "issuer_name", "issue_date")
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_duplicate_ids(self):
        """Tell what came before while it waits; later nobody has to look any more."""
        for document in self:
            waits = document.state == "draft"
            found = document._find_duplicates() if waits else self.browse().sudo()
            document.duplicate_ids = found._visible_to_reader()
            document.hidden_duplicates = len(found - document.duplicate_ids)

    @api.depends("name", "issuer_name", "state", "duplicate_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_similar_ids(self):
        for document in self:
            found = document._find_similar()._visible_to_reader()
            document.similar_ids = found - document.duplicate_ids

    def _visible_to_reader(self):
        return self.with_env(self.env(su=False))._filtered_access("read")

    def _known_here(self):
        """Return the domain of what the agency has received besides this one."""
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("direction", "=", "incoming")
            & Domain("state", "!=", "returned")
            & Domain("id", "!=", self._origin.id)
        )

    def _find_duplicates(self):
        """Return, as the system sees it, what came before with the same content."""
        if self.direction != "incoming":
            return self.browse().sudo()
        # Two searches, each by its own index: one over both would read the table.
        known, documents = self._known_here(), self.sudo()
        found = documents.search(known & Domain("id", "in", self._same_bytes()))
        if self.notation_key and self.issuer_name and self.issue_date:
            first = self.issue_date.replace(month=1, day=1)
            same_number = documents.search(
                known
                & Domain("notation_key", "=", self.notation_key)
                & Domain("issue_date", ">=", first)
                & Domain("issue_date", "<=", first.replace(month=12, day=31))
            )
            found |= same_number.filtered(self._has_same_issuer)
        return found.filtered(lambda document: not document.is_cancelled)

    def _has_same_issuer(self, other):
        if self.issuer_id and other.issuer_id:
            return self.issuer_id == other.issuer_id
        return normalize(self.issuer_name or "") == normalize(other.issuer_name or "")

    def _same_bytes(self):
        """Return the ids of documents that came with the same bytes."""
        if not self.sha256:
            return []
        same = (
            self.env["qlvb.document.file"]
            .sudo()
            .search_fetch(
                [("sha256", "=", self.sha256), ("kind", "=", "original")],
                ["document_id"],
                order="id",
                limit=20,
            )
        )
        return (same.document_id - self._origin).ids

    def _find_similar(self):
        """Return what the same body sent within 30 days with a similar abstract."""
        if self.direction != "incoming" or self.state != "draft":
            return self.browse().sudo()
        if not self.issuer_name or not self.name:
            return self.browse().sudo()
        moment = self.received_at or fields.Datetime.now()
        known = self._known_here() & Domain("issuer_name", "=", self.issuer_name)
        known &= Domain("received_at", ">=", moment - timedelta(days=SIMILAR_DAYS))
        known &= Domain("received_at", "<=", moment + timedelta(days=SIMILAR_DAYS))
        near = self.sudo().search(known, order="received_at DESC, id DESC", limit=200)
        return near.filtered(
            lambda other: similarity(self.name, other.name) >= LIKELY_SAME
        )[:5]

    def accept_duplicate(self, reason):
        """Give the reason why a document is registered although it came before."""
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the document is registered again."))
        self.check_access("read")
        for document in self:
            document._check_role(("clerk",))
            document.write({"duplicate_reason": reason})
        return True

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        for document in documents.filtered("duplicate_reason"):
            document._log("duplicate", reason=document.duplicate_reason)
        return documents

    def write(self, vals):
        result = super().write(vals)
        if vals.get("duplicate_reason"):
            for document in self:
                others = document._find_duplicates()
                document._log(
                    "duplicate",
                    reason=document.duplicate_reason,
                    others=", ".join(filter(None, others.mapped("uuid"))),
                )
        return result

    def _duplicate_blockers(self):
        found = self._find_duplicates()
        if not found or self.duplicate_reason:
            return []
        visible = found._visible_to_reader()
        hidden = len(found) - len(visible)
        others = visible.mapped("display_name")
        if hidden:
            others.append(self.env._("%s that you may not see", hidden))
        return [
            self.env._(
                "“%(name)s” seems to be here already: %(others)s. Return it, or give"
                " the reason why it is registered again.",
                name=self.display_name,
                others="; ".join(others),
            )
        ]
