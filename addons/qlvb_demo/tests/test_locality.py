# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools.misc import file_open

from vnrecords.codes import DOCUMENT_TYPES

from .. import locality
from .common import DemoCase


@tagged("post_install", "-at_install")
class TestLocality(DemoCase):
    """The invented locality is complete: others rely on it (S3, S7, S11)."""

    def test_accounts_json_is_in_step_with_the_people(self):
        with file_open("qlvb_demo/accounts.json") as file:
            self.assertEqual(json.load(file), locality.accounts())

    def test_every_account_can_log_in_with_its_own_password(self):
        account = locality.accounts()[0]
        credential = {
            "login": account["login"],
            "password": account["password"],
            "type": "password",
        }
        user = self._user(account["login"])
        answer = self.env["res.users"].authenticate(credential, {"interactive": False})
        self.assertEqual(answer["uid"], user.id)

    def test_every_role_is_held_by_somebody(self):
        held = set(self.env["qlvb.role"].search([]).mapped("role"))
        roles = {
            name for name, _label in self.env["qlvb.role"]._fields["role"].selection
        }
        self.assertEqual(held, roles)

    def test_all_29_types_exist_with_their_abbreviations(self):
        types = self.env["qlvb.document.type"].search([])
        found = {kind.code: kind.abbreviation or "" for kind in types}
        for kind in DOCUMENT_TYPES:
            with self.subTest(kind.name):
                self.assertEqual(found[kind.code], kind.abbreviation)

    def test_the_exchange_types_of_the_regulation_exist(self):
        """S11: lịch làm việc and giới thiệu con dấu, chữ ký are types too."""
        codes = self.env["qlvb.document.type"].search([]).mapped("code")
        self.assertIn("lich_lam_viec", codes)
        self.assertIn("gioi_thieu_con_dau", codes)

    def test_the_books_of_this_year_are_open_in_both_agencies(self):
        year = self.env["qlvb.role"]._today().year
        for agency in (self.district, self.commune):
            books = self.env["qlvb.register"].search(
                [("company_id", "=", agency.id), ("year", "=", year)]
            )
            directions = sorted(books.mapped("direction"))
            self.assertEqual(directions, ["incoming", "internal", "outgoing"])
            self.assertEqual(set(books.mapped("state")), {"open"})

    def test_the_calendar_knows_holidays_and_swap_days(self):
        calendar = self.district.resource_calendar_id
        self.assertEqual(calendar.tz, "Asia/Ho_Chi_Minh")
        # Saturday 22 August 2026 is worked; 2 September is a holiday.
        saturday = calendar._qlvb_add_hours(self._utc("2026-08-22 00:30:00"), 1)
        self.assertEqual(str(saturday), "2026-08-22 01:30:00")
        holiday = calendar._qlvb_add_hours(self._utc("2026-09-02 00:30:00"), 1)
        self.assertEqual(str(holiday), "2026-09-03 01:30:00")

    def test_each_signer_and_each_agency_has_a_key(self):
        keys = self.env["qlvb.sign.key"].search([])
        self.assertEqual(set(keys.user_id.mapped("login")), set(locality.SIGNERS))
        self.assertEqual(keys.company_id, self.district | self.commune)

    def test_the_lists_of_the_roles_have_something_to_show(self):
        documents = self.env["qlvb.document"].search([])
        self.assertIn("draft", documents.mapped("state"))
        self.assertIn("registered", documents.mapped("state"))
        self.assertIn("3", documents.mapped("urgency"))
        steps = self.env["qlvb.submission.step"].search([("state", "=", "current")])
        self.assertTrue(steps)

    def test_one_instruction_is_overdue_and_none_ends_out_of_hours(self):
        rows = self.env["qlvb.assignment"].search([("role", "!=", "instruct")])
        late = rows.filtered("is_overdue")
        self.assertEqual(len(late.document_id), 1)
        calendar = self.district.resource_calendar_id
        for row in rows:
            eve = row.deadline - timedelta(hours=1)
            self.assertEqual(calendar._qlvb_end_of_day(eve), row.deadline)

    def _utc(self, text):
        return fields.Datetime.to_datetime(text)
