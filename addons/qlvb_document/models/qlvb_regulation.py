# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class QlvbRegulation(models.Model):
    """The agency's own regulation on this work, as its head issued it (S46).

    Everybody in the agency reads it; leaders and administrators add one with the day
    from which it holds. A newer one takes the place of the older, which is kept. What
    was uploaded is not exchanged: a changed regulation is a new one.
    """

    _name = "qlvb.regulation"
    _description = "Internal Regulation"
    _order = "date_from desc, id desc"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        "Agency",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    notation = fields.Char(
        "Number and notation", help="Of the decision that issued it."
    )
    issued_on = fields.Date("Issued on")
    date_from = fields.Date("In force from", required=True)
    date_to = fields.Date(
        "In force until", help="Empty: until a newer one comes into force."
    )
    content = fields.Binary("File", required=True, attachment=True)
    file_name = fields.Char(required=True)
    note = fields.Text("What it sets out")
    state = fields.Selection(
        [
            ("coming", "To come"),
            ("current", "In force"),
            ("past", "No longer in force"),
        ],
        compute="_compute_state",
        search="_search_state",
    )

    _dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A regulation cannot end before it begins.",
    )
    _one_a_day = models.UniqueIndex(
        "(company_id, date_from)",
        "A regulation comes into force on that day already.",
    )

    @api.depends("date_from", "date_to", "company_id")
    def _compute_state(self):
        current = {agency: self._in_force(agency) for agency in self.company_id}
        for row in self:
            today = row.company_id._qlvb_today()
            if row._origin in current.values():
                row.state = "current"
            elif row.date_from and row.date_from > today:
                row.state = "coming"
            else:
                row.state = "past"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self.search(Domain("company_id", "in", self.env.companies.ids))
        return Domain("id", "in", rows.filtered(lambda row: row.state in value).ids)

    @api.model
    def _in_force(self, agency):
        """Return the regulation of an agency that holds today, or none."""
        today = agency._qlvb_today()
        found = self.search(
            Domain("company_id", "=", agency.id) & Domain("date_from", "<=", today),
            limit=1,
        )
        return found.filtered(lambda row: not row.date_to or row.date_to >= today)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_file(vals)
        return super().create(vals_list)

    @api.model
    def _check_file(self, vals):
        """Let the file through the same gate as every other."""
        document = self.env["qlvb.document"]
        name = vals.get("file_name") or ""
        data = document._decode_upload(name, vals.get("content"))
        vals["file_name"] = document._examine(name, data).name

    def write(self, vals):
        if {"content", "file_name", "company_id"} & set(vals):
            raise UserError(
                self.env._(
                    "The file of a regulation is not exchanged: add the changed"
                    " regulation as a new one; this one is kept."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A regulation is kept: say until when it was in force.")
        )

    def action_read(self):
        """Open the file in a new tab."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/qlvb.regulation/{self.id}/content"
            "?filename_field=file_name",
            "target": "new",
        }

    @api.model
    def action_read_current(self):
        """Open the regulation that is in force in the agency of the user."""
        found = self._in_force(self.env.company)
        if not found:
            raise UserError(
                self.env._(
                    "%s has no internal regulation here yet: a leader or an"
                    " administrator adds it under Internal Regulation.",
                    self.env.company.name,
                )
            )
        return found.action_read()


class QlvbApprovalRoute(models.Model):
    """A route shows the regulation that it carries out."""

    _inherit = "qlvb.approval.route"

    regulation_id = fields.Many2one(
        "qlvb.regulation", "Internal regulation", compute="_compute_regulation_id"
    )

    @api.depends("company_id")
    @api.depends_context("allowed_company_ids", "uid")
    def _compute_regulation_id(self):
        Regulation = self.env["qlvb.regulation"]
        for route in self:
            agency = route.company_id or self.env.company
            route.regulation_id = Regulation._in_force(agency)

    def action_read_regulation(self):
        self.ensure_one()
        agency = self.company_id or self.env.company
        return self.env["qlvb.regulation"].with_company(agency).action_read_current()
