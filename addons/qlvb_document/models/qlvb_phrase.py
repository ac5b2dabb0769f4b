# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class QlvbPhrase(models.Model):
    """What leaders write often, to be inserted with one tap.

    Everybody who instructs keeps phrases of their own, which nobody else sees;
    administrators and heads of office keep those of the agency.
    """

    _name = "qlvb.phrase"
    _description = "Phrase of an Instruction"
    _order = "use_count desc, sequence, id"
    _rec_name = "text"

    text = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        "Whose",
        index="btree_not_null",
        default=lambda self: self.env.user,
        help="Empty: for all leaders of the agency.",
    )
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    use_count = fields.Integer("Times used", readonly=True, copy=False)

    _text_uniq = models.UniqueIndex(
        "(company_id, COALESCE(user_id, 0), text) WHERE active",
        "This phrase is there already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{**self._typed(vals), "use_count": 0} for vals in vals_list]
        )

    def write(self, vals):
        return super().write(self._typed(vals))

    @api.model
    def _typed(self, vals):
        """Return the values without what the system counts."""
        return {name: vals[name] for name in vals if name != "use_count"}

    @api.model
    def _note_use(self, text):
        """Count the phrases of the user and the agency that stand in ``text``."""
        phrases = self.search([("user_id", "in", [False, self.env.uid])])
        used = phrases.filtered(lambda phrase: phrase.text in text)
        if used:
            count = "UPDATE %s SET use_count = use_count + 1 WHERE id IN %s"
            self.env.cr.execute(
                SQL(count, SQL.identifier(self._table), tuple(used.ids))
            )
            used.invalidate_recordset(["use_count"])
