# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..orm import create_once

# The names of the books (ND 30/2020, App. IV).
NAMES = {
    "incoming": "Sổ đăng ký văn bản đến",
    "outgoing": "Sổ đăng ký văn bản đi",
    "internal": "Sổ đăng ký văn bản nội bộ",
}


class QlvbRegisterOpening(models.AbstractModel):
    """How the book of a year opens by itself, and how the right book is found.

    A new year's books open on its first working day, or with its first document,
    whichever is earlier; nobody has to think of it.
    """

    _name = "qlvb.register.opening"
    _description = "Opening of Registers"

    @api.model
    def _find(self, company, direction, year):
        """Return the open book of the year, opened by itself in the running year."""
        registers = self.sudo().search_fetch(
            [
                ("company_id", "=", company.id),
                ("direction", "=", direction),
                ("year", "=", year),
            ],
            order="state DESC, id",  # open, locked, closed
        )
        if not registers and year == company._qlvb_today().year:
            registers = self._open_year(company, direction, year)
        if not registers:
            label = dict(self._fields["direction"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(agency)s has no register “%(kind)s” for %(year)s: an"
                    " administrator opens it under Configuration / Registers.",
                    agency=company.sudo().name,
                    kind=label[direction],
                    year=year,
                )
            )
        registers[0]._check_takes_entries()
        return registers[0]

    @api.model
    def _expected_number(self, company, direction):
        """Return what the next entry would get now; 0 where no book takes one."""
        books = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("direction", "=", direction),
                ("year", "=", company._qlvb_today().year),
            ],
            order="state DESC, id",  # open, locked, closed
            limit=1,
        )
        if not books:
            return 1  # the book opens by itself
        return books.next_number if books.state == "open" else 0

    def _check_takes_entries(self):
        """Raise when the book is locked or closed, and say who can open it."""
        values = {"book": self.name, "agency": self.company_id.sudo().name}
        if self.state == "locked":
            raise UserError(
                self.env._(
                    "The book “%(book)s” of %(agency)s is locked for now (%(reason)s):"
                    " a clerk or administrator unlocks it.",
                    reason=self.lock_reason or "",
                    **values,
                )
            )
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "The book “%(book)s” of %(agency)s is closed: an administrator can"
                    " open it again.",
                    **values,
                )
            )

    @api.model
    def _open_year(self, company, direction, year):
        """Make the book of the year, named as the one of the year before."""
        last = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("direction", "=", direction),
                ("year", "<", year),
            ],
            order="year DESC, id",
            limit=1,
        )
        name = f"{NAMES[direction]} năm {year}"
        if last and str(last.year) in last.name:
            name = last.name.replace(str(last.year), str(year))
        values = {
            "name": name,
            "company_id": company.id,
            "direction": direction,
            "year": year,
        }
        return create_once(self.sudo(), values)

    @api.model
    def _cron_open_books(self):
        """Open the books of the year on its first working day (agency's clock)."""
        Cron = self.env["ir.cron"]
        agencies = self._agencies_with_books()
        Cron._commit_progress(remaining=len(agencies))
        for agency in agencies:
            self._open_books(agency)
            Cron._commit_progress(1)

    @api.model
    def _agencies_with_books(self):
        """Return the agencies that have a book or a clerk."""
        with_books = self.sudo()._read_group([], ["company_id"])
        Role = self.env["qlvb.role"].sudo()
        clerks = Role._active_domain() & Domain("role", "=", "clerk")
        with_clerk = Role._read_group(clerks, ["company_id"])
        agencies = self.env["res.company"].sudo()
        for (agency,) in [*with_books, *with_clerk]:
            agencies |= agency
        return agencies

    @api.model
    def _open_books(self, agency):
        """Open what the year lacks; internal books only where there was one."""
        calendar = agency.resource_calendar_id
        today = agency._qlvb_today()
        day = [agency._qlvb_midnight(today + timedelta(days=n)) for n in (0, 1)]
        if calendar and not calendar._qlvb_minutes_between(*day):
            return
        books = self.sudo().search_fetch(
            [("company_id", "=", agency.id)], ["direction", "year"]
        )
        kinds = {"incoming", "outgoing", *books.mapped("direction")}
        present = {book.direction for book in books if book.year == today.year}
        for direction in sorted(kinds - present):
            self._open_year(agency, direction, today.year)
