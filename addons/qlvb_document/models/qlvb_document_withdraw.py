# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import text

# Who may change what was issued, on a leader's decision.
MAY_CHANGE = ("clerk", "office", "leader")


class QlvbDocumentWithdraw(models.AbstractModel):
    """What happens to a document after it was issued (ND 30/2020, art. 18.3-18.4).

    * More recipients get it: clerks of the agency, with the reason.
    * It is recalled: clerks, heads of office and leaders, with the reason and the
      leader who decided it. The document is frozen here (App. VI.III.8a); what has
      not left yet does not leave; the copies of receivers in this system are frozen
      and marked, and their clerks answer.
    * A new one replaces it, or an erratum corrects it: see `qlvb.document.amend`.
    """

    _name = "qlvb.document.withdraw"
    _description = "Changes after Issue"

    change_ids = fields.One2many(
        "qlvb.issue.change", "document_id", "Changes after issue", readonly=True
    )
    gone_text = fields.Char(
        compute="_compute_gone_text",
        export_string_translation=False,
        help="When, why and on whose decision it was recalled or replaced.",
    )

    @api.depends("state", "direction", "change_ids.kind")
    @api.depends_context("lang")
    def _compute_gone_text(self):
        for document in self:
            changes = document.change_ids.sorted("id").grouped("kind")
            last = changes.get(document.state) if document._is_gone() else None
            document.gone_text = last[-1]._gone_sentence() if last else False

    def _is_gone(self):
        """Return whether it was ours, issued, and counts no more."""
        return self.direction != "incoming" and self.state in ("recalled", "replaced")

    def recall(self, reason, decided_by_id=None):
        """Take issued documents back; a second call does nothing.

        ``decided_by_id``: the leader of the agency on whose decision it is done; a
        leader who calls decides alone.
        """
        reason = self._checked_change(reason)
        for document in self:
            leader = document._decider(decided_by_id)
            document._lock()
            if document.state != "recalled":
                document.sudo()._withdraw("recalled", reason, leader)
        return True

    def send_also(self, recipients, reason):
        """Send an issued document to more recipients; return the new rows' ids.

        ``recipients``: list of dicts with ``partner_id`` or ``name``, and perhaps
        ``channel`` and ``paper``; or with ``department_id`` or ``user_id`` of the
        agency itself, for information. An internal document goes to these alone.
        Only clerks of the agency.
        """
        self.ensure_one()
        reason = self._checked_change(reason, ("clerk",))
        self._lock()
        if self.state != "issued":
            raise UserError(
                self.env._("“%s” is not issued: nobody gets it.", self.display_name)
            )
        rows = self.env["qlvb.recipient"].sudo()._add(self.sudo(), recipients)
        blockers = rows._channel_blockers() + rows._side_blockers()
        if blockers:
            raise UserError("\n".join(blockers))
        rows._send()
        names = "; ".join(rows.mapped("name"))
        self.env["qlvb.issue.change"]._note(self, "added", f"{reason} ({names})")
        self._log("send_also", to=names, reason=reason)
        return rows.ids

    def _checked_change(self, reason, roles=MAY_CHANGE):
        """Return the clean reason; refuse who may not change what was issued."""
        self.check_access("read")
        for document in self:
            document._check_role(roles)
            if document.direction == "incoming":
                raise UserError(
                    self.env._(
                        "“%s” was issued by others: only they change it.",
                        document.display_name,
                    )
                )
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why: the reason stays with the document."))
        return text.clean(reason).strip()

    def _decider(self, user_id):
        """Return the leader who decides: the one named, or who calls as a leader."""
        leaders = self.env["qlvb.role"]._holders("leader", self.company_id)
        if not user_id and self.env.user in leaders:
            return self.env.user
        chosen = leaders.filtered(lambda user: user.id == user_id)
        if not chosen:
            raise UserError(
                self.env._("Say which leader of %s decided it.", self.company_id.name)
            )
        return chosen

    def _withdraw(self, kind, reason, leader, other=None):
        """Freeze the document and the copies of it; ``kind``: recalled, replaced."""
        self._set_state(kind)
        self.env["qlvb.issue.change"]._note(self, kind, reason, leader, other)
        notation = other and other.notation
        self._log(kind, by=leader.name, reason=reason, document=notation)
        self.recipient_ids._withdraw(kind, reason, other)

    def action_recall(self):
        return self._ask(
            "qlvb.document.recall",
            self.env._("Recall"),
            {"default_document_ids": [fields.Command.set(self.ids)]},
        )

    def action_send_also(self):
        self.ensure_one()
        return self._ask(
            "qlvb.document.send.also",
            self.env._("More recipients"),
            {"default_document_id": self.id},
        )

    can_change_issued = fields.Boolean(compute="_compute_can_change_issued")
    can_send_also = fields.Boolean(compute="_compute_can_change_issued")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_change_issued(self):
        for document in self:
            issued = document.direction != "incoming" and document.state == "issued"
            roles = document._held_roles(document.company_id) if issued else set()
            document.can_change_issued = bool(roles & set(MAY_CHANGE))
            document.can_send_also = "clerk" in roles
