# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

CHANGES = [
    ("added", "More recipients"),
    ("recalled", "Recalled"),
    ("replaced", "Replaced"),
    ("corrected", "Corrected by an erratum"),
]


class QlvbIssueChange(models.Model):
    """What was done to a document after it was issued, by whom, why (ND 30, art. 18).

    Written by the system; seen with its document. The recall itself is kept when
    the document is frozen (App. VI.III.8c).
    """

    _name = "qlvb.issue.change"
    _description = "Change after Issue"
    _order = "id desc"
    _rec_name = "reason"

    document_id = fields.Many2one(
        "qlvb.document", required=True, index=True, readonly=True, ondelete="restrict"
    )
    kind = fields.Selection(CHANGES, required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    user_id = fields.Many2one("res.users", "Done by", required=True, readonly=True)
    moment = fields.Datetime(required=True, readonly=True)
    # The other document is not always seen by who sees this one: only its notation.
    other_id = fields.Many2one("qlvb.document", readonly=True, groups=fields.NO_ACCESS)
    other_notation = fields.Char("By the document", readonly=True)

    def _print_note(self):
        """Return what the notes column of the book says of it; Vietnamese by law."""
        words = {
            "added": "Gửi thêm",
            "recalled": "Thu hồi",
            "replaced": "Thay thế",
            "corrected": "Đính chính",
        }[self.kind]
        day = self.document_id._agency_date(self.moment)
        by = f" bằng {self.other_notation}" if self.other_notation else ""
        return f"{words} {day:%d/%m/%Y}{by} ({self.reason})"

    def _gone_sentence(self):
        """Say why a recalled or replaced document counts no more."""
        _ = self.env._
        sentence = (
            _("Replaced by %(document)s on %(day)s, decided by %(leader)s: %(reason)s")
            if self.other_notation
            else _("Recalled on %(day)s, decided by %(leader)s: %(reason)s")
        )
        return sentence % {
            "document": self.other_notation,
            "day": f"{self.document_id._agency_date(self.moment):%d/%m/%Y}",
            "leader": self.sudo().decided_by_id.name or "",
            "reason": self.reason,
        }

    @api.model
    def _note(self, document, kind, reason, decided_by=None, other=None):
        return self.sudo().create(
            {
                "document_id": document.id,
                "kind": kind,
                "reason": reason,
                "decided_by_id": decided_by and decided_by.id,
                "user_id": self.env.uid,
                "moment": fields.Datetime.now(),
                "other_id": other and other.id,
                "other_notation": other and other.notation,
            }
        )
