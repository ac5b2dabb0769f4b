# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from vnrecords import replies


class QlvbDocumentIssueGate(models.AbstractModel):
    """What an outgoing document must have before it is submitted, signed and issued.

    Number and date come with the issue; everything else is told at once (S36-S38).
    """

    _name = "qlvb.document.issue.gate"
    _description = "Checks before Issuing"

    is_reply = fields.Boolean(
        "Answers a document",
        compute="_compute_is_reply",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="A reply names the incoming document that it answers (S38).",
    )

    @api.depends("reply_to_id", "name")
    def _compute_is_reply(self):
        for document in self:
            said = document.direction != "incoming" and replies.says_reply(
                document.name or ""
            )
            document.is_reply = bool(document.reply_to_id) or said

    def _entry_blockers(self):
        _ = self.env._
        blockers = super()._entry_blockers()
        if not (self.name or "").strip(" .…"):
            blockers.append(_("A document needs its abstract: what it is about."))
        if self.is_reply and not self.reply_to_id:
            blockers.append(
                _(
                    "“%s” is a reply: choose under “Replies to” the incoming document"
                    " that it answers, or untick “Answers a document”.",
                    self.display_name,
                )
            )
        if self.state == "draft":
            blockers += self._reply_day_blockers()
        return blockers + self.sudo().recipient_ids._channel_blockers()

    def _reply_day_blockers(self):
        """A reply cannot be asked for by a day that is over (S37)."""
        asked = self.needs_reply == "reply" and self.reply_due
        if asked and self.reply_due < self._agency_today():
            return [
                self.env._(
                    "The reply to “%(name)s” is asked for by %(day)s, which is over.",
                    name=self.display_name,
                    day=f"{self.reply_due:%d/%m/%Y}",
                )
            ]
        return []

    def _blockers_signed(self):
        return super()._blockers_signed() + self._signer_blockers()

    def _blockers_issued(self):
        if self.direction == "incoming":
            return [self.env._("“%s” is not a document of ours.", self.display_name)]
        return [
            *super()._blockers_issued(),
            *self._signer_blockers(),
            *self._file_blockers(),
            *self._book_blockers(),
        ]

    def _signer_blockers(self):
        """Tell whether the signer could sign at the minute of signing (art. 13)."""
        signer = self.sudo().signer_id
        moment = self.signed_at or fields.Datetime.now()
        if not signer or self._could_sign(signer, moment):
            return []
        return [
            self.env._(
                "%(signer)s had no authority to sign for %(agency)s on %(day)s: name a"
                " signer who has, or enter the role or the delegation.",
                signer=signer.name,
                agency=self.company_id.sudo().name,
                day=self._local_text(moment),
            )
        ]

    def _could_sign(self, signer, moment):
        if self.authority == "Q." and not self._is_acting_head(moment):
            return False
        day = self._agency_date(moment)
        names = ["leader"]
        if self.authority in ("TL.", "TUQ."):
            names += ["office", "unit_head"]
        held = Domain("user_id", "=", signer.id) & Domain("role", "in", names)
        held &= Domain("company_id", "=", self.company_id.id)
        held &= Domain("date_from", "<=", day)
        held &= Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        if self.env["qlvb.role"].sudo().search_count(held, limit=1):
            return True
        given = Domain("to_user_id", "=", signer.id)
        given &= Domain("company_id", "=", self.company_id.id)
        given &= Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
        given &= Domain("active", "=", True) | Domain("ended_at", ">", moment)
        delegations = self.env["qlvb.delegation"].sudo()
        rows = delegations.with_context(active_test=False).search(given)
        leaders = self.env["qlvb.role"]._holders("leader", self.company_id)
        return bool(rows.from_user_id & leaders)

    def _file_blockers(self):
        """The bytes that are sealed must be those that were stored."""
        try:
            for file in self.sudo().main_file_id:
                file._bytes()
        except UserError as error:
            return [str(error)]
        return []

    def _book_blockers(self):
        """A book that takes no entries is told before a number is drawn."""
        try:
            if self.register_id:
                self.sudo().register_id._check_takes_entries()
            else:
                year = self._agency_today().year
                self.env["qlvb.register"]._find(self.company_id, self.direction, year)
        except UserError as error:
            return [str(error)]
        return []
