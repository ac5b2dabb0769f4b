# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class QlvbRegister(models.Model):
    """The book of a year, in which documents are entered (ND 30/2020, App. IV).

    Who may do what:

    * the book of a year opens by itself (`qlvb.register.opening`);
    * clerks of the agency enter; clerks and administrators lock a book, with a
      reason, so that nothing is entered for the time being, and unlock it;
    * administrators close the book of a year that is over, and open it again;
    * everybody in the agency sees which books there are and prints them, but sees
      and prints only the entries they may see;
    * nobody deletes a book in which something was entered.
    """

    _name = "qlvb.register"
    _description = "Register Book"
    _inherit = [
        "qlvb.state.mixin",
        "qlvb.register.opening",
        "qlvb.register.counts",
        "qlvb.register.printing",
    ]
    _order = "year desc, direction, name"
    _check_company_auto = True
    _transitions = {
        "open": {"locked", "closed"},
        "locked": {"open", "closed"},
        "closed": {"open"},
    }

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
        [("open", "Open"), ("locked", "Locked"), ("closed", "Closed")],
        default="open",
        required=True,
    )
    lock_reason = fields.Char(readonly=True)
    first_number = fields.Integer(related="series_id.first_number")
    start_reason = fields.Char(related="series_id.start_reason")
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
        numbers = self.env["qlvb.number"].sudo()
        drawn = Domain("series_id", "in", self.sudo().series_id.ids)
        if any(register.sudo().document_ids for register in self) or (
            numbers.search_count(drawn, limit=1)
        ):
            raise UserError(
                self.env._("A register with entries cannot be deleted: close it.")
            )

    def action_close(self):
        """Close books whose year is over; only administrators."""
        self._move("closed", ("admin",))
        return True

    def action_open(self):
        """Open closed books again (administrators), or unlock (clerks, too)."""
        closed = self.sudo().filtered(lambda register: register.state == "closed")
        self._move("open", ("admin",) if closed else ("clerk", "admin"))
        return True

    def lock(self, reason):
        """Let nothing be entered for now; clerks and administrators."""
        reason = self.env["qlvb.number"]._checked_reason(reason)
        self._move("locked", ("clerk", "admin"), reason)
        return True

    def _move(self, state, roles, reason=False):
        """Wait for entries that are being made, then move; a second call does nothing.

        Entries that began meanwhile are refused by the database and start anew.
        """
        self.check_access("read")
        for register in self:
            self.env["qlvb.document"]._check_role(roles, register.company_id)
        self.env.cr.execute(
            SQL("SELECT id FROM qlvb_register WHERE id = ANY(%s) FOR UPDATE", self.ids)
        )
        self.invalidate_recordset(["state"])
        for register in self.sudo():
            if register.state != state:
                register._set_state(state, lock_reason=reason)

    def action_view_documents(self):
        """Open the entries of the book."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"qlvb_document.qlvb_document_{self.direction}_action"
        )
        return {**action, "domain": [("register_id", "=", self.id)], "context": {}}

    def action_lock(self):
        """Ask why nothing is to be entered for now."""
        return self._ask_step("lock", self.env._("Lock the book"))

    def action_reserve(self):
        return self._ask_step("reserve", self.env._("Reserve numbers"))

    def action_skip(self):
        return self._ask_step("skip", self.env._("Skip numbers"))

    def action_start(self):
        return self._ask_step("start", self.env._("Begin after an older system"))

    def _ask_step(self, what, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "qlvb.register.step",
            "view_mode": "form",
            "target": "new",
            "context": {"default_register_id": self.id, "default_what": what},
        }

    def action_view_numbers(self):
        """Open the ledger of the book's numbers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "qlvb_document.qlvb_number_action"
        )
        return {**action, "domain": [("series_id", "in", self._own_series().ids)]}

    def action_check_numbers(self):
        """Look for gaps and doubles, and list what was found."""
        self.check_access("read")
        findings = self.env["qlvb.number.finding"]._check(self._own_series())
        sound = self.env._("No gap and no double: every number is accounted for.")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Gaps and doubles"),
            "res_model": "qlvb.number.finding",
            "view_mode": "list",
            "domain": [("id", "in", findings.ids)],
            "help": Markup("<p>%s</p>") % sound,
        }

    def _own_series(self):
        """Return the runs that the books draw from; there may be one per type."""
        Series = self.env["qlvb.series"]
        return Series.union(
            *(
                Series.search(
                    [
                        ("company_id", "=", book.company_id.id),
                        ("direction", "=", book.direction),
                        ("year", "=", book.year),
                    ]
                )
                for book in self
            )
        )

    def action_print(self):
        """Ask for form, period and file, and print."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print the book"),
            "res_model": "qlvb.register.print",
            "view_mode": "form",
            "target": "new",
            "context": {"default_register_id": self.id},
        }
