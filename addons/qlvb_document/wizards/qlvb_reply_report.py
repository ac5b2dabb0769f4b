# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain

from vnrecords import forms

# The line of what nobody has in hand.
NOBODY = "(Chưa phân công)"


class QlvbReplyReport(models.TransientModel):
    """Ask which replies are printed, row by row or counted, and as which file.

    Opened from a list it prints exactly the selected rows. A print shows what its
    reader may see, and bears the mark of the system (ND 30/2020, App. VI.III.6).
    """

    _name = "qlvb.reply.report"
    _description = "Print Replies that Are Owed"
    _inherit = ["qlvb.print.mixin"]
    _print_path = "replies"

    side = fields.Selection(
        [
            ("both", "Both"),
            ("them", "Others owe us"),
            ("us", "We owe others"),
        ],
        required=True,
        default="both",
    )
    date_from = fields.Date("Due from")
    date_to = fields.Date("Due to")
    by = fields.Selection(
        [
            ("rows", "Each reply"),
            ("unit_id", "By unit"),
            ("user_id", "By person"),
            ("party", "By other body"),
            ("company_id", "By agency"),
        ],
        "Shown",
        required=True,
        default="unit_id",
    )

    def _debts(self):
        """Return the rows that are printed: those the user may see, in their order."""
        if self.selected_ids is False:
            debts = self.env["qlvb.reply.debt"]
            return debts.search(self._domain(), order="company_id, due, id")
        return self._selected("qlvb.reply.debt")

    def _domain(self):
        domain = Domain.TRUE
        if self.side != "both":
            domain &= Domain("side", "=", self.side)
        if self.date_from:
            domain &= Domain("due", ">=", self.date_from)
        if self.date_to:
            domain &= Domain("due", "<=", self.date_to)
        return domain

    def _bytes(self):
        """Return the bytes of the file that was asked for."""
        self.ensure_one()
        debts = self._debts()
        agencies = debts.company_id.sudo()
        agency = agencies if len(agencies) == 1 else self.env.company.sudo()
        head = forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
            first_date=self.date_from or None,
            last_date=self.date_to or None,
        )
        kind, rows = self._content(debts)
        self.env["qlvb.access.log"]._note(debts.document_id, "print", kind)
        return forms.print_book(kind, head, rows, self.form, agency._qlvb_print_mark())

    def _content(self, debts):
        """Return the kind of the print (see `forms.BOOKS`) and its rows."""
        if self.by == "rows":
            sides = set(debts.mapped("side"))
            kind = f"debts_{sides.pop()}" if len(sides) == 1 else "debts"
            return kind, [debt._print_row(n) for n, debt in enumerate(debts, 1)]
        groups = debts.grouped(self.by)
        rows = [
            forms.DebtSummary.of(self._group_name(key), group.mapped("outcome"))
            for key, group in groups.items()
        ]
        rows.sort(key=lambda row: row.name)
        if len(rows) > 1:
            rows.append(forms.DebtSummary.of("Tổng cộng", debts.mapped("outcome")))
        return "debts_summary", rows

    def _group_name(self, key):
        return (key.sudo().name if isinstance(key, models.BaseModel) else key) or NOBODY
