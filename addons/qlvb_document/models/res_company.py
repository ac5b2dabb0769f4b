# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time
from pathlib import Path

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from vnrecords import forms

from ..tools import scan_folder


class ResCompany(models.Model):
    """An agency: its code and names, its seal, and how it numbers."""

    _inherit = "res.company"

    qlvb_code = fields.Char(
        "Agency code",
        related="partner_id.agency_code",
        readonly=False,
        help="Identifier on the exchange axis (QĐ 20/2020/QĐ-TTg).",
    )
    qlvb_abbreviation = fields.Char("Abbreviation", help="In notations, such as UBND.")
    qlvb_full_name = fields.Char("Name on documents")
    qlvb_superior = fields.Char("Superior body on documents")
    qlvb_collective = fields.Char(
        "Collective",
        help="After TM., such as ỦY BAN NHÂN DÂN; empty: one head decides.",
    )
    qlvb_head_position = fields.Char(
        "Position of the head", help="After KT., TL., TUQ. and Q., such as CHỦ TỊCH."
    )
    qlvb_place = fields.Char("Place on documents", help="In the date line.")
    qlvb_seal_image = fields.Image(
        "Seal",
        help="Red, transparent PNG at real size.",
        groups="qlvb_document.group_qlvb_clerk,base.group_system",
    )
    qlvb_number_scope = fields.Selection(
        [
            ("common", "One common series"),
            ("type", "One series per type"),
            ("book", "One series per book"),
        ],
        "Outgoing numbers",
        default="common",
        required=True,
        help="ND 30/2020, art. 15: the head of the agency decides.",
    )
    qlvb_format_gate = fields.Selection(
        [("error", "Errors prevent it"), ("off", "Errors are only shown")],
        "Layout before signing",
        default="error",
        required=True,
        help="ND 30/2020, art. 12: the layout is checked before the leader signs. How"
        " grave each rule is stands in the rules of layout.",
    )
    qlvb_duty_leader_id = fields.Many2one(
        "res.users",
        "Leader on duty",
        help="Gets newly registered documents; empty: the first leader of the agency.",
    )
    qlvb_admin_corrects = fields.Boolean(
        "Administrators correct entries",
        help="Otherwise only clerks correct a registered entry (ND 30/2020, art. 22).",
    )
    qlvb_stop_days = fields.Integer(
        "Longest stop of a deadline",
        default=5,
        help="Working days for which the clock of one assignment may stand still in all"
        " while an opinion or the answer of the sender is awaited.",
    )
    qlvb_office_first = fields.Boolean(
        "Head of office first",
        help="New documents go to the head of office, who instructs or hands them to"
        " the leader; a routing rule may say otherwise.",
    )

    qlvb_route_id = fields.Many2one(
        "qlvb.approval.route",
        "Usual approval route",
        domain="[('company_id', '=', False)]",
        help="Of the common routes, for drafts that no route of the agency fits.",
    )
    qlvb_separate_drafter = fields.Boolean(
        "Nobody approves what they drafted",
        help="Nor signs it; they may still give an opinion.",
    )
    qlvb_separate_stages = fields.Boolean("Nobody decides at two stages of one slip")

    _qlvb_stop_days = models.Constraint(
        "CHECK(qlvb_stop_days >= 0)", "The days of a stop cannot be negative."
    )

    qlvb_scan_folder = fields.Char(
        "Scan folder",
        help="Below the base folder of the server, such as ubnd-huyen/scan. Each"
        " complete file in it becomes a draft of an incoming document.",
    )
    qlvb_remind_percent = fields.Integer(
        "Remind after",
        default=50,
        help="Percent of the working time until the deadline; 0: never.",
    )
    qlvb_remind_hours = fields.Float(
        "Remind before",
        default=7.5,
        help="Working hours before the deadline; 7.5 is a working day.",
    )
    qlvb_escalate_1_hours = fields.Float(
        "Tell the substitute after",
        default=0,
        help="Working hours after the deadline; without a substitute, the superior.",
    )
    qlvb_escalate_2_hours = fields.Float(
        "Tell the superior after",
        default=7.5,
        help="Working hours after the deadline.",
    )
    qlvb_digest_1_hour = fields.Float(
        "First digest at", default=7.5, help="By the agency's clock, on working days."
    )
    qlvb_digest_2_hour = fields.Float("Second digest at", default=13.5)

    _qlvb_remind = models.Constraint(
        "CHECK(qlvb_remind_percent BETWEEN 0 AND 100"
        " AND qlvb_remind_hours BETWEEN 0 AND 400)",
        "Remind after 0 to 100 percent of the time, and up to 400 hours before.",
    )
    _qlvb_escalate = models.Constraint(
        "CHECK(qlvb_escalate_1_hours >= 0 AND qlvb_escalate_2_hours <= 400"
        " AND qlvb_escalate_1_hours <= qlvb_escalate_2_hours)",
        "The superior is told after the substitute, at most 400 hours after.",
    )
    _qlvb_digest = models.Constraint(
        "CHECK(qlvb_digest_1_hour >= 0 AND qlvb_digest_2_hour < 24"
        " AND qlvb_digest_1_hour < qlvb_digest_2_hour)",
        "The second digest of a day comes after the first one.",
    )

    def write(self, vals):
        if "resource_calendar_id" in vals:
            self.env.registry.clear_cache()
        result = super().write(vals)
        self.env["qlvb.role"]._forget_tokens()
        return result

    def _qlvb_calendar(self):
        """Return the working calendar, perhaps empty, without reading the agency."""
        return self.env["resource.calendar"].sudo().browse(self._qlvb_calendar_ids())

    @ormcache("self.id")
    def _qlvb_calendar_ids(self):
        return tuple(self.sudo().resource_calendar_id.ids)

    @ormcache("self.id")
    def _qlvb_zone_name(self):
        """Return the name of the agency's time zone; a changed calendar forgets it."""
        return self.sudo().resource_calendar_id.tz or "Asia/Ho_Chi_Minh"

    def _qlvb_local(self, moment):
        """Return a naive UTC ``moment`` as the naive local time of the agency."""
        local = utc.localize(moment).astimezone(timezone(self._qlvb_zone_name()))
        return local.replace(tzinfo=None)

    def _qlvb_print_mark(self):
        """Return the line on what the user prints now (ND 30/2020, App. VI.III.6)."""
        now = self._qlvb_local(fields.Datetime.now())
        return forms.print_mark(self.env.user.name, now)

    def _qlvb_midnight(self, day):
        """Return the naive UTC moment at which a local ``day`` begins."""
        zone = timezone(self._qlvb_zone_name())
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(utc).replace(tzinfo=None)

    def _qlvb_today(self):
        """Return today's date in the time zone of the agency."""
        return self._qlvb_local(fields.Datetime.now()).date()

    @api.constrains("qlvb_scan_folder")
    def _check_qlvb_scan_folder(self):
        others = self.sudo().search([("qlvb_scan_folder", "!=", False)])
        for agency in self.filtered("qlvb_scan_folder"):
            base = self.env["qlvb.scan"]._base()
            try:
                mine = scan_folder.locate(base, agency.qlvb_scan_folder)
            except scan_folder.FolderError as error:
                raise ValidationError(agency._scan_folder_fault(str(error))) from None
            for other in others - agency:
                theirs = Path(base, other.qlvb_scan_folder)
                if mine.is_relative_to(theirs) or theirs.is_relative_to(mine):
                    raise ValidationError(agency._scan_folder_fault("shared"))

    def _scan_folder_fault(self, code):
        _ = self.env._
        sentences = {
            "base": _(
                "The server allows no scan folders yet: its administrator sets"
                " “qlvb_scan_base” in odoo.conf."
            ),
            "name": _(
                "Name the scan folder as it lies below the base folder, without a"
                " leading “/” and without “..”."
            ),
            "link": _("The scan folder must not be, or lie behind, a link."),
            "missing": _(
                "There is no such scan folder: the administrator of the server makes"
                " it."
            ),
            "shared": _(
                "The scan folder of an agency must not be, hold, or lie in, that of"
                " another."
            ),
        }
        return sentences[code]

    @api.model
    def _qlvb_working(self):
        """Return the agencies that have a working calendar."""
        return self.sudo().search([("resource_calendar_id", "!=", False)])
