# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import forms


class QlvbRegister(models.Model):
    """The book of a year, in which documents are entered (ND 30/2020, App. IV).

    Clerks of the agency enter; administrators open and close books; everybody in
    the agency sees which books there are, but only the entries they may see.
    """

    _name = "qlvb.register"
    _description = "Register Book"
    _inherit = ["qlvb.state.mixin"]
    _order = "year desc, direction, name"
    _check_company_auto = True
    _transitions = {"open": {"closed"}, "closed": {"open"}}

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", "Agency", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env["qlvb.role"]._today().year,
    )
    direction = fields.Selection(
        [("incoming", "Incoming"), ("outgoing", "Outgoing"), ("internal", "Internal")],
        required=True,
    )
    series_id = fields.Many2one("qlvb.series", readonly=True, check_company=True)
    next_number = fields.Integer(related="series_id.next_number")
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], default="open", required=True
    )
    document_ids = fields.One2many("qlvb.document", "register_id")
    document_count = fields.Integer(compute="_compute_document_count")

    _register_uniq = models.UniqueIndex(
        "(company_id, year, direction, name)",
        "The agency already has a register of that name in that year.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        registers = super().create(vals_list)
        for register in registers:
            if not register.series_id:
                series = self.env["qlvb.series"]._get(
                    register.company_id, register.direction, register.year
                )
                register._through_door().series_id = series
        return registers

    def _compute_document_count(self):
        counts = dict(
            self.env["qlvb.document"]._read_group(
                [("register_id", "in", self.ids), ("register_number", ">", 0)],
                ["register_id"],
                ["__count"],
            )
        )
        for register in self:
            register.document_count = counts.get(register, 0)

    def write(self, vals):
        """A book that was written in keeps its year and its kind."""
        fixed = {"year", "direction", "company_id"} & set(vals)
        if fixed and any(register.sudo().document_ids for register in self):
            raise UserError(
                self.env._("A register with entries keeps its year and its kind.")
            )
        return super().write(vals)

    def _blockers_closed(self):
        reserved = (
            self.env["qlvb.number"]
            .sudo()
            .search(
                [("document_id.register_id", "=", self.id), ("state", "=", "reserved")]
            )
        )
        return [
            self.env._(
                "Number %(number)s is reserved for “%(name)s”: issue that first.",
                number=number.ordinal,
                name=number.document_id.display_name,
            )
            for number in reserved
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(register.sudo().document_ids for register in self):
            raise UserError(
                self.env._("A register with entries cannot be deleted: close it.")
            )

    @api.model
    def _find(self, company, direction, year):
        """Return the open register of the year, or say what is missing."""
        registers = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("direction", "=", direction),
                ("year", "=", year),
            ],
            order="state DESC, id",
        )
        label = dict(self._fields["direction"]._description_selection(self.env))
        values = {"agency": company.name, "kind": label[direction], "year": year}
        if not registers:
            raise UserError(
                self.env._(
                    "%(agency)s has no register “%(kind)s” for %(year)s: an"
                    " administrator opens it under Configuration / Registers.",
                    **values,
                )
            )
        if registers[0].state == "closed":
            raise UserError(
                self.env._(
                    "The register “%(kind)s” of %(agency)s for %(year)s is closed: an"
                    " administrator can open it again.",
                    **values,
                )
            )
        return registers[0]

    def action_close(self):
        self._check_administrator()
        self.sudo()._set_state("closed")

    def action_open(self):
        self._check_administrator()
        self.sudo()._set_state("open")

    def _check_administrator(self):
        for register in self:
            self.env["qlvb.document"]._check_role(("admin",), register.company_id)

    def action_view_documents(self):
        """Open the entries of the book."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"qlvb_document.qlvb_document_{self.direction}_action"
        )
        return {**action, "domain": [("register_id", "=", self.id)], "context": {}}

    def action_print(self):
        """Open the printed book in a new tab."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/register/{self.id}",
            "target": "new",
        }

    def print_pdf(self):
        """Return the book as base64 of a PDF with the columns fixed by law."""
        self.ensure_one()
        return base64.b64encode(self._draw_pdf()).decode()

    def _draw_pdf(self):
        documents = self.env["qlvb.document"].search(
            [("register_id", "=", self.id), ("register_number", ">", 0)],
            order="register_number, id",
        )
        draw = (
            forms.incoming_register
            if self.direction == "incoming"
            else forms.outgoing_register
        )
        rows = [document._register_row() for document in documents]
        agency = self.company_id.sudo()
        head = forms.RegisterHead(
            issuer=(agency.qlvb_full_name or agency.name).upper(),
            parent=(agency.qlvb_superior or "").upper(),
            year=self.year,
        )
        return draw(head, rows)
