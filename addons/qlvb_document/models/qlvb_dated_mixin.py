# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class QlvbDatedMixin(models.AbstractModel):
    """A rule that holds from a day on; what it decided until then stays as it was.

    Nobody changes one that holds already: a new one is made from a later day. Only
    installing, which acts as the system, may write rules of the past.
    """

    _name = "qlvb.dated.mixin"
    _description = "Rule That Holds from a Day on"

    # What the rule decides by: not rewritten once it holds.
    _rule_fields = frozenset({"company_id", "date_from"})

    company_id = fields.Many2one("res.company", "Agency")
    date_from = fields.Date("Holds from", required=True)
    basis = fields.Char("Legal basis", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._check_not_begun(
            self.env._("A rule holds from today on at the earliest.")
        )
        return rules

    def write(self, vals):
        if not self._rule_fields & set(vals):
            return super().write(vals)
        sentence = self.env._(
            "A rule that holds already is not changed: make a new one from a later day."
        )
        self._check_not_begun(sentence, strictly=True)
        result = super().write(vals)
        self._check_not_begun(sentence)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_before_it_holds(self):
        sentence = self.env._("A rule that holds already is not deleted.")
        self._check_not_begun(sentence, strictly=True)

    def _check_not_begun(self, sentence, strictly=False):
        if self.env.su:
            return
        today = self.env["qlvb.role"]._today()
        for rule in self:
            if rule.date_from < today or (strictly and rule.date_from == today):
                raise ValidationError(sentence)
