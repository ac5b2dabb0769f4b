# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import binascii

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from vnrecords import holidays
from vnrecords.errors import CalendarError

LARGEST = 100_000


class QlvbHolidayImport(models.TransientModel):
    """Enter the holidays and swap days of a year in the calendars of agencies.

    From the table that comes with the software, or from a file; shown line by line
    before anything is entered. What is there already is left alone, so importing
    twice changes nothing; what was only expected is confirmed by a confirmed line.
    Administrators do it for the agencies in which they work.
    """

    _name = "qlvb.holiday.import"
    _description = "Import Holidays"

    year = fields.Integer(required=True, default=lambda self: self._next_year())
    upload = fields.Binary("File", help="CSV: from, to, kind, name, confirmed.")
    upload_name = fields.Char()
    company_ids = fields.Many2many(
        "res.company", string="Agencies", default=lambda self: self.env.company
    )
    line_ids = fields.One2many(
        "qlvb.holiday.import.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        string="Days",
    )
    problem = fields.Text(compute="_compute_line_ids", store=True)

    @api.model
    def _next_year(self):
        today = self.env["qlvb.role"]._today()
        return today.year + (today.month > 10)

    @api.depends("year", "upload", "company_ids")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.problem = False
            days = []
            try:
                days = wizard._read_days()
            except CalendarError as error:
                wizard.problem = str(error)
            wizard.line_ids = [
                Command.clear(),
                *(Command.create(wizard._line_values(day)) for day in days),
            ]

    def _read_days(self):
        """Return the `SpecialDays` of the file, or of the shipped year."""
        if self.upload:
            try:
                data = base64.b64decode(self.upload, validate=True)
            except (binascii.Error, ValueError):
                raise CalendarError(self.env._("The file cannot be read.")) from None
            if len(data) > LARGEST:
                raise CalendarError(self.env._("The file is too large for a year."))
            return holidays.read(data)
        path = f"qlvb_document/data/holidays/{int(self.year)}.csv"
        try:
            with file_open(path, "rb") as table:
                return holidays.read(table.read())
        except FileNotFoundError:
            raise CalendarError(
                self.env._(
                    "No table of %s comes with the software: upload the one that was"
                    " announced.",
                    self.year,
                )
            ) from None

    def _line_values(self, day):
        calendars = self.company_ids.sudo().resource_calendar_id
        entered = [calendar._qlvb_has_days(day) for calendar in calendars]
        return {
            "date_from": day.first,
            "date_to": day.last,
            "kind": day.kind.value,
            "name": day.name,
            "expected": not day.confirmed,
            "is_entered": bool(entered) and all(entered),
        }

    def action_import(self):
        """Enter what is shown in the calendars of the chosen agencies."""
        self.ensure_one()
        self._check_may_import()
        days = [line._as_days() for line in self.line_ids if not line.is_left_out]
        if not days:
            raise UserError(self.problem or self.env._("There are no days to enter."))
        for company in self.company_ids:
            calendar = company.sudo().resource_calendar_id
            if not calendar:
                raise UserError(
                    self.env._("%s has no working calendar: enter one.", company.name)
                )
            calendar._qlvb_enter_days(days)
        return {"type": "ir.actions.act_window_close"}

    def _check_may_import(self):
        if not self.company_ids:
            raise UserError(self.env._("Choose at least one agency."))
        for company in self.company_ids:
            self.env["qlvb.document"]._check_role(("admin",), company)


class QlvbHolidayImportLine(models.TransientModel):
    """One run of days, to be entered or left out."""

    _name = "qlvb.holiday.import.line"
    _description = "Import Holidays: Days"
    _order = "date_from"

    wizard_id = fields.Many2one("qlvb.holiday.import", ondelete="cascade")
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    kind = fields.Selection(
        [("off", "Holiday"), ("work", "Worked in exchange")], required=True
    )
    name = fields.Char("Reason", required=True)
    expected = fields.Boolean("To be confirmed")
    is_entered = fields.Boolean("Entered already", readonly=True)
    is_left_out = fields.Boolean("Leave out")

    def _as_days(self):
        """Return the line as `SpecialDays`; it may have been changed by hand."""
        if self.date_to < self.date_from:
            raise UserError(self.env._("“%s” ends before it begins.", self.name))
        if (self.date_to - self.date_from).days >= holidays.LONGEST:
            raise UserError(self.env._("“%s” is too long for a holiday.", self.name))
        return holidays.SpecialDays(
            first=self.date_from,
            last=self.date_to,
            kind=holidays.DayKind(self.kind),
            name=self.name,
            confirmed=not self.expected,
        )
