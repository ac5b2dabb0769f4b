# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from pytz import timezone

from odoo import Command, api, fields, models
from odoo.fields import Domain

from vnrecords.holidays import DayKind

# From this day on the holidays of the next year are wanted.
WARN_FROM = (12, 1)


class ResourceCalendar(models.Model):
    """The holidays of an agency, and the warning when next year's are missing."""

    _inherit = "resource.calendar"

    qlvb_holiday_ids = fields.One2many(
        "resource.calendar.leaves",
        compute="_compute_qlvb_holiday_ids",
        string="Holidays",
    )
    qlvb_holidays_wanted = fields.Char(
        "Year without holidays", compute="_compute_qlvb_holidays_wanted"
    )

    def _compute_qlvb_holiday_ids(self):
        leaves = self.env["resource.calendar.leaves"].sudo()
        for calendar in self:
            calendar.qlvb_holiday_ids = leaves.search(
                calendar._qlvb_holiday_domain(), order="date_from desc"
            )

    def _qlvb_holiday_domain(self):
        return (
            Domain("calendar_id", "in", [False, self._origin.id])
            & Domain("company_id", "in", [False, self.company_id.id])
            & Domain("resource_id", "=", False)
        )

    def _compute_qlvb_holidays_wanted(self):
        for calendar in self:
            year = calendar._qlvb_year_wanted()
            calendar.qlvb_holidays_wanted = str(year) if year else False

    def _qlvb_year_wanted(self):
        """Return the year whose holidays are missing or only expected, or None.

        This year's always; next year's from 1 December on.
        """
        zone = self.tz or "Asia/Ho_Chi_Minh"
        today = fields.Date.context_today(self.with_context(tz=zone))
        late = (today.month, today.day) >= WARN_FROM
        for year in (today.year, today.year + 1)[: 2 if late else 1]:
            first = self._qlvb_midnight(today.replace(year=year, month=1, day=1))
            holidays = self.env["resource.calendar.leaves"].sudo()
            found = holidays.search(
                self._qlvb_holiday_domain()
                & Domain("date_from", ">=", first)
                & Domain("date_from", "<", first + timedelta(days=365))
            )
            coming = found.filtered(lambda leave: leave.date_to > fields.Datetime.now())
            if not found or any(coming.mapped("qlvb_expected")):
                return year
        return None

    @api.model
    def _cron_warn_of_holidays(self):
        """Tell administrators once a week which holidays are to be entered."""
        reminders = self.env["qlvb.reminder"].sudo()
        for company in self.env["res.company"]._qlvb_working():
            calendar = company.resource_calendar_id
            year = calendar and calendar._qlvb_year_wanted()
            admins = self.env["qlvb.role"]._holders("admin", company).filtered("active")
            if not year or not admins:
                continue
            week = "-".join(map(str, fields.Date.today().isocalendar()[:2]))
            key = f"holidays:{company.id}:{year}:{week}"
            if reminders._claim(company, [{"key": key, "kind": "holidays"}]):
                calendar._qlvb_warn(company, year, admins)
            self.env["ir.cron"]._commit_progress(1)

    def _qlvb_warn(self, company, year, admins):
        for admin in admins:
            _ = self.with_context(lang=admin.lang).env._
            self.env["mail.thread"].message_notify(
                partner_ids=admin.partner_id.ids,
                subject=_(
                    "%(agency)s: holidays of %(year)s", agency=company.name, year=year
                ),
                body=_(
                    "The holidays and swap days of %s are not entered, or wait to be"
                    " confirmed: Configuration / Import Holidays. Without them"
                    " deadlines over these days are wrong.",
                    year,
                ),
            )

    def _qlvb_midnight(self, day):
        """Return local midnight of ``day`` as naive UTC."""
        midnight = timezone(self.tz).localize(datetime.combine(day, time.min))
        return self._qlvb_utc(midnight)

    def _qlvb_same_days(self, days):
        """Return what is entered of these `SpecialDays`: leaves or extra days."""
        if days.kind is DayKind.WORK:
            return self.extra_day_ids.filtered(lambda day: day.date in days.dates())
        return (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                self._qlvb_holiday_domain()
                & Domain("date_from", "<=", self._qlvb_midnight(days.first))
                & Domain(
                    "date_to",
                    ">",
                    self._qlvb_midnight(days.last) + timedelta(hours=23),
                )
            )
        )

    def _qlvb_has_days(self, days):
        """Tell whether these days are entered, and confirmed if they are now."""
        found = self._qlvb_same_days(days)
        if days.kind is DayKind.WORK:
            return set(found.mapped("date")) == set(days.dates())
        return bool(found) and not (
            days.confirmed and any(found.mapped("qlvb_expected"))
        )

    def _qlvb_enter_days(self, special):
        """Enter `SpecialDays` that are not there yet; confirm what was expected."""
        self.ensure_one()
        for days in special:
            found = self._qlvb_same_days(days)
            if days.kind is DayKind.WORK:
                self._qlvb_enter_worked(
                    set(days.dates()) - set(found.mapped("date")), days
                )
            elif not found:
                self._qlvb_enter_holiday(days)
            elif days.confirmed:
                found.filtered("qlvb_expected").qlvb_expected = False

    def _qlvb_enter_holiday(self, days):
        end = self._qlvb_midnight(days.last + timedelta(days=1))
        self.env["resource.calendar.leaves"].sudo().create(
            {
                "name": days.name,
                "calendar_id": self.id,
                "company_id": self.company_id.id,
                "date_from": self._qlvb_midnight(days.first),
                "date_to": end - timedelta(seconds=1),
                "qlvb_expected": not days.confirmed,
            }
        )

    def _qlvb_enter_worked(self, dates, days):
        """Enter days that are worked in exchange, with the hours of a usual day."""
        parts = self.attendance_ids.filtered(
            lambda part: not part.display_type and part.day_period != "lunch"
        )
        usual = max(parts.grouped("dayofweek").values(), key=len, default=parts)
        self.sudo().extra_day_ids = [
            Command.create(
                {
                    "date": date,
                    "hour_from": part.hour_from,
                    "hour_to": part.hour_to,
                    "name": days.name,
                }
            )
            for date in sorted(dates)
            for part in usual
        ]
