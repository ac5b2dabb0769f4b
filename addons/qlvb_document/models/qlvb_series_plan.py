# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class QlvbSeriesPlan(models.Model):
    """A run of numbers of its own, as the head of the agency decided (ND 30, art. 15).

    A *book* takes the documents of certain types, where the agency numbers per book.
    A *body* issues with the agency's seal (a council, a board, a Party cell): what
    it issues is numbered by itself, whatever the agency's own setting is.

    Everybody in the agency reads them; its administrators enter them, with the
    decision they rest on and the day from which they hold. Numbers that were drawn
    stay in the run from which they came.
    """

    _name = "qlvb.series.plan"
    _description = "Numbering by Book or Body"
    _order = "company_id, kind, name"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [("book", "Book of certain types"), ("body", "Body that uses the seal")],
        required=True,
        default="book",
    )
    direction = fields.Selection(
        [("outgoing", "Outgoing"), ("internal", "Internal")],
        required=True,
        default="outgoing",
    )
    type_ids = fields.Many2many("qlvb.document.type", string="Types")
    abbreviation = fields.Char(
        help="Of the body, in notations, such as HĐTĐ: 01/QĐ-HĐTĐ."
    )
    date_from = fields.Date(
        "Holds from", required=True, default=lambda self: self.env["qlvb.role"]._today()
    )
    legal_basis = fields.Char("Decision it rests on", required=True)
    active = fields.Boolean(default=True)
    next_number = fields.Integer(
        "Next number this year", compute="_compute_next_number"
    )

    _abbreviated = models.Constraint(
        "CHECK(kind != 'body' OR abbreviation IS NOT NULL)",
        "A body that uses the seal has an abbreviation for its notations.",
    )

    def _compute_next_number(self):
        today = self.env["qlvb.role"]._today()
        runs = self.env["qlvb.series"].search(
            [
                ("year", "=", today.year),
                ("scope_key", "in", [plan._scope_key() for plan in self]),
            ]
        )
        following = {run.scope_key: run.next_number for run in runs}
        for plan in self:
            plan.next_number = following.get(plan._scope_key(), 1)

    @api.constrains("kind", "type_ids", "company_id", "direction", "active")
    def _check_types(self):
        """A type is entered in one book, or nobody knows in which."""
        for plan in self.filtered(lambda row: row.kind == "book" and row.active):
            if not plan.type_ids:
                raise ValidationError(
                    self.env._("Say which types the book “%s” takes.", plan.name)
                )
            others = self.search(plan._same_place() & Domain("id", "!=", plan.id))
            for other in others.filtered(lambda row, new=plan: row._shares_type(new)):
                raise ValidationError(
                    self.env._(
                        "“%(type)s” is entered in the book “%(book)s” already: take it"
                        " out there first.",
                        type=(other.type_ids & plan.type_ids)[0].name,
                        book=other.name,
                    )
                )

    def _shares_type(self, other):
        return bool(self.type_ids & other.type_ids)

    def _same_place(self):
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("direction", "=", self.direction)
            & Domain("kind", "=", self.kind)
        )

    def _scope_key(self):
        """Return the key of the runs that this makes; see `qlvb.series`."""
        self.ensure_one()
        return f"plan:{self._origin.id}"

    @api.model
    def _book_of(self, document):
        """Return the book that takes a document today, by its type."""
        return self.sudo().search(
            [
                ("company_id", "=", document.company_id.id),
                ("direction", "=", document.direction),
                ("kind", "=", "book"),
                ("type_ids", "in", document.type_id.ids),
                ("date_from", "<=", document._agency_today()),
            ],
            limit=1,
        )
