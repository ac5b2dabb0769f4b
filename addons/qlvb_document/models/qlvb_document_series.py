# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from vnrecords import numbering


class QlvbDocumentSeries(models.AbstractModel):
    """From which run an outgoing or internal document gets its number (art. 15)."""

    _name = "qlvb.document.series"
    _description = "Numbering of Documents"

    body_id = fields.Many2one(
        "qlvb.series.plan",
        "Issued by",
        domain="[('kind', '=', 'body'), ('company_id', '=', company_id),"
        " ('direction', '=', direction)]",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="A body that uses the agency's seal; empty: the agency itself.",
    )

    _notation_uniq = models.UniqueIndex(
        "(company_id, direction, notation, date_part('year', issue_date))"
        " WHERE direction != 'incoming' AND register_number > 0",
        "This number and notation is in use in this year already.",
    )

    @api.constrains("body_id")
    def _check_body(self):
        for document in self.filtered("body_id"):
            body = document.body_id.sudo()
            if body.kind != "body" or body.direction != document.direction:
                raise ValidationError(
                    self.env._("“%s” issues no documents of this kind.", body.name)
                )

    def _scope_key(self):
        """Return which documents share a run of numbers: an agency's setting."""
        if self.body_id:
            return self.body_id.sudo()._scope_key()
        scope = self.company_id.sudo().qlvb_number_scope
        if scope == "type":
            return self.type_id.code
        if scope == "book":
            book = self.env["qlvb.series.plan"]._book_of(self)
            return book._scope_key() if book else "common"
        return "common"

    def _make_tail(self):
        """Return the notation of the body, where it is not the agency that issues."""
        if not self.body_id:
            return super()._make_tail()
        body = self.body_id.sudo().abbreviation
        return numbering.notation(self.type_id.abbreviation or "", body)

    @api.onchange("body_id")
    def _onchange_body_id(self):
        if self.direction != "incoming" and self.type_id:
            self.notation_tail = self._make_tail()

    def _full_notation(self, number):
        """Return number and notation as printed, for a number of the ledger."""
        text = numbering.format_number(number.ordinal, number.suffix)
        return f"{text}/{self.notation_tail}"

    def _check_notation_is_free(self, number):
        """Refuse a number and notation that another document of the year bears."""
        notation = self._full_notation(number)
        year = number.series_id.year
        other = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("direction", "=", self.direction),
                ("notation", "=", notation),
                ("register_number", ">", 0),
                ("issue_date", ">=", f"{year}-01-01"),
                ("issue_date", "<=", f"{year}-12-31"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(notation)s was issued in %(year)s already (%(date)s): two runs"
                    " of numbers give the same notation. An administrator sets them"
                    " apart under Configuration / Numbering.",
                    notation=notation,
                    year=year,
                    date=f"{other.issue_date:%d/%m/%Y}",
                )
            )
