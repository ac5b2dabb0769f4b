# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.base.models.res_users import check_identity

from .qlvb_pin_mixin import hides_pin


class QlvbSignMany(models.TransientModel):
    """Ask for one PIN, and sign or issue many documents with it.

    A program on the desktop asks for its PIN by itself, for one document after another.

    A leader signs what names them, a clerk issues for the agency; whatever a
    document refuses stands beside its name in the result.
    """

    _name = "qlvb.sign.many"
    _description = "Sign Many Documents"
    _inherit = ["qlvb.key.mixin"]
    _key_by = ("role",)

    role = fields.Selection(
        [("person", "Sign"), ("agency", "Issue")], required=True, default="person"
    )
    document_ids = fields.Many2many("qlvb.document", "qlvb_sign_many_rel")
    count = fields.Integer("Documents", compute="_compute_count")

    @api.depends("document_ids")
    def _compute_count(self):
        for dialog in self:
            dialog.count = len(dialog.document_ids)

    def _key_owner(self):
        if self.role == "agency":
            return [("company_id", "=", self.env.company.id)]
        return super()._key_owner()

    @hides_pin
    @check_identity
    def action_run(self):
        auth = self._take_auth(self.key_id)
        if auth is None:
            return self._reopen()
        documents = self.document_ids
        run = documents.sign_many if self.role == "person" else documents.issue_many
        title = dict(self._fields["role"]._description_selection(self.env))[self.role]
        results = run(auth.pin, auth.otp)
        if any("request" in row for row in results):
            Request = self.env["qlvb.sign.request"]
            return Request._desktop_action(title=title, rows=results)
        return self.env["qlvb.batch.mixin"]._show_results(title, results)
