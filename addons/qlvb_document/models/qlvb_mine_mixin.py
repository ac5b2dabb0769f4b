# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain


class QlvbMineMixin(models.AbstractModel):
    """Small records on a document that wait for somebody: are they the reader's?

    They are for who is asked, and for those who act for them by a delegation that
    covers the document (S54). Needs ``user_id`` and ``document_id``.
    """

    _name = "qlvb.mine.mixin"
    _description = "Waits for Somebody"

    user_id = fields.Many2one("res.users", "Person")
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        if self.env["qlvb.delegation"]._active_for(self.env.user):
            mine = self.search([("id", "in", self.ids), ("is_mine", "=", True)])
        else:
            mine = self.filtered(lambda row: row.sudo()._is_for(self.env.user))
        for row in self:
            row.is_mine = row in mine

    @api.model
    def _search_is_mine(self, operator, value):
        """Search what is the user's, or that of somebody acted for."""
        if operator != "in":
            return NotImplemented
        mine = self.env["qlvb.delegation"]._mine_domain(self._part_of)
        return mine if True in value else ~mine

    def _is_for(self, user):
        """Tell whether this is for the current ``user``, not by a delegation."""
        return self.user_id == user

    @api.model
    def _part_of(self, user, unit):
        """Return what is for ``user``; in one ``unit`` only if that is given."""
        return Domain.FALSE if unit else Domain("user_id", "=", user.id)
