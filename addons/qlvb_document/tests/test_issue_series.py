# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_issuing import IssueCase


@tagged("post_install", "-at_install")
class TestIssueSeries(IssueCase):
    """Each run of numbers as the head of the agency decided (ND 30, art. 15; S36)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env.ref("qlvb_document.type_bao_cao")
        cls.plans = cls.env["qlvb.series.plan"].with_user(cls.admin_user)

    def _plan(self, **values):
        # The administrator of the district enters nothing for the commune.
        plans = self.plans.sudo("company_id" in values)
        return plans.create(
            {
                "name": "Sổ quyết định",
                "company_id": self.district.id,
                "legal_basis": "Quyết định số 01/QĐ-UBND",
                "type_ids": [Command.set(self.decision.ids)],
                **values,
            }
        )

    def _body(self, **values):
        return self._plan(
            name="Hội đồng thi đua",
            kind="body",
            abbreviation="HĐTĐ",
            type_ids=False,
            **values,
        )

    def test_a_series_per_book_takes_the_types_of_the_book_s36(self):
        self.district.qlvb_number_scope = "book"
        self._plan()
        one, two = (self._issued(type_id=self.decision.id) for _n in range(2))
        letter, report = self._issued(), self._issued(type_id=self.report.id)
        self.assertEqual(
            [row.notation for row in (one, two, letter, report)],
            ["01/QĐ-UBND", "02/QĐ-UBND", "01/UBND-VHTT", "02/BC-UBND"],
        )
        self.assertEqual(
            one.number_id.series_id.display_name, "Outgoing 2026 (Sổ quyết định)"
        )

    def test_a_book_counts_from_its_day_on_s36(self):
        self.district.qlvb_number_scope = "book"
        plan = self._plan(date_from="2026-03-03")
        today = self._issued(type_id=self.decision.id)
        with freeze_time("2026-03-03 01:00:00"):
            tomorrow = self._issued(type_id=self.letter.id)
            self.assertEqual(plan._book_of(tomorrow.sudo()), plan.browse())
        self.assertEqual(today.number_id.series_id.scope_key, "common")

    def test_books_change_nothing_where_one_series_is_common(self):
        self._plan()
        decision, letter = self._issued(type_id=self.decision.id), self._issued()
        self.assertEqual(decision.number_id.series_id, letter.number_id.series_id)

    def test_a_body_with_the_agencys_seal_has_a_series_of_its_own_s36(self):
        body = self._body()
        own = self._issued(type_id=self.decision.id)
        theirs = self._issued(type_id=self.decision.id, body_id=body.id)
        self.assertEqual((own.notation, theirs.notation), ("01/QĐ-UBND", "01/QĐ-HĐTĐ"))
        self.assertNotEqual(own.number_id.series_id, theirs.number_id.series_id)
        self.assertEqual(own.register_id, theirs.register_id)
        self.assertEqual(body.next_number, 2)

    def test_the_settings_show_the_next_number_of_each_series_s36(self):
        plan = self._plan()
        self.assertEqual(plan.next_number, 1)
        self.district.qlvb_number_scope = "book"
        self._issued(type_id=self.decision.id)
        plan.invalidate_recordset()
        self.assertEqual(plan.with_user(self.clerk).next_number, 2)

    def test_a_type_stands_in_one_book_only(self):
        self._plan()
        with self.assertRaisesRegex(ValidationError, "already: take it out there"):
            self._plan(name="Sổ khác")
        with self.assertRaisesRegex(ValidationError, "which types"):
            self._plan(name="Sổ trống", type_ids=False)
        self._plan(name="Nơi khác", company_id=self.commune.id)

    def test_a_body_needs_its_abbreviation(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._body().abbreviation = False
            self.env.flush_all()

    def test_only_administrators_decide_how_is_numbered(self):
        for user in (self.clerk, self.leader, self.specialist, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plans.with_user(user).create({"name": "x", "legal_basis": "y"})
        plan = self._plan()
        self.assertFalse(self.plans.with_user(self.commune_clerk).search([]))
        self.assertIn(plan, self.plans.with_user(self.clerk).search([]))

    def test_a_document_is_issued_by_a_body_of_its_own_agency(self):
        foreign = self._body(company_id=self.commune.id)
        with self.assertRaises(UserError):
            self._drafted(body_id=foreign.id)
        with self.assertRaisesRegex(ValidationError, "issues no documents"):
            self._drafted(body_id=self._plan().id)

    def test_a_notation_is_unique_in_its_year_s36(self):
        self.district.qlvb_number_scope = "book"
        first = self._issued(type_id=self.report.id)
        self._plan(type_ids=[Command.set(self.report.ids)])
        second = self._signed(type_id=self.report.id)
        numbers = self.env["qlvb.number"].search_count([])
        with self.assertRaisesRegex(UserError, "01/BC-UBND was issued in 2026"):
            self._issue(second)
        self.assertEqual(self.env["qlvb.number"].search_count([]), numbers)
        self.assertRecordValues(second, [{"state": "signed", "number_id": False}])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            second._through_door().write(
                {
                    "notation": first.notation,
                    "issue_date": first.issue_date,
                    "register_number": 7,
                }
            )
            self.env.flush_all()

    def test_the_same_notation_comes_again_in_the_next_year_s36(self):
        self._open_books(self.district, 2027)
        first = self._issued()
        with freeze_time("2027-01-04 01:00:00"):
            second = self._issued()
        self.assertEqual(first.notation, second.notation)

    def test_no_date_before_the_date_of_the_last_number_s36(self):
        self._issued()
        series = self.env["qlvb.series"]._get(self.district, "outgoing", 2026)
        rows = self.env["qlvb.number"].search_count([])
        document = self._signed()
        with (
            freeze_time("2026-03-01 01:00:00"),
            self.assertRaisesRegex(UserError, "is dated 02/03/2026 already"),
        ):
            self._issue(document)
        self.assertEqual(self.env["qlvb.number"].search_count([]), rows)
        self.assertFalse(document.number_id)
        with self.assertRaisesRegex(UserError, "cannot be dated 27/02/2026"):
            series.with_user(self.clerk).reserve(1, "Văn bản giấy", "2026-02-27")

    def test_an_earlier_date_needs_a_clerk_a_reason_and_the_ledger_s36(self):
        series = self.env["qlvb.series"]._get(self.district, "outgoing", 2026)
        mine = series.with_user(self.clerk)
        (number,) = mine.reserve(1, "Văn bản giấy ký ngày 27/02", "2026-02-27")
        row = series.number_ids.filtered(lambda one: one.ordinal == number)
        document = self._signed()
        row.with_user(self.clerk).use_for(document.id)
        answer = self._issue(document)
        self.assertEqual((answer["number"], answer["issue_date"]), (1, "2026-02-27"))
        self.assertEqual(row.reason, "Văn bản giấy ký ngày 27/02")
        self.assertEqual(self._issue(self._signed())["issue_date"], "2026-03-02")

    def test_a_reserved_number_stays_in_its_own_series_s36(self):
        self.district.qlvb_number_scope = "type"
        runs = self.env["qlvb.series"]
        letters = runs._get(self.district, "outgoing", 2026, self.letter.code)
        letters.with_user(self.clerk).reserve(1, "Giữ số")
        number = letters.number_ids.with_user(self.clerk)
        decision, letter = self._signed(type_id=self.decision.id), self._signed()
        with self.assertRaisesRegex(UserError, "a number of its own series"):
            number.use_for(decision.id)
        self.assertFalse(decision.number_id)
        number.use_for(letter.id)
        self.assertEqual(self._issue(letter)["number"], 1)

    def test_a_number_is_never_dated_in_the_future_or_nonsense(self):
        series = self.env["qlvb.series"]._get(self.district, "outgoing", 2026)
        for day in ("2026-03-03", "hôm qua", "2025-12-31"):
            with self.subTest(day=day), self.assertRaises(UserError):
                series.with_user(self.clerk).reserve(1, "Lý do", day)
        for user in (self.leader, self.specialist, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                series.with_user(user).reserve(1, "Lý do", "2026-02-27")
        with self.assertRaisesRegex(UserError, "Say why"):
            series.with_user(self.clerk).reserve(1, " ", "2026-02-27")

    def test_a_released_reservation_goes_to_the_next_issue_of_the_day_s36(self):
        document, other = self._signed(), self._signed()
        self.seal_fails = True
        with self.assertRaisesRegex(UserError, "seal does not answer"):
            self._issue(document)
        self.seal_fails = False
        number = document.number_id
        with self.assertRaises(AccessError):
            number.with_user(self.specialist).release("Không dùng")
        number.with_user(self.clerk).release("Rút văn bản")
        self.assertEqual(self._issue(other)["number"], 1)
        self.assertIn("Rút văn bản", number.history)
        self.assertEqual(self._issue(document)["number"], 2)

    def test_a_book_of_its_own_is_chosen_in_the_dialog_of_the_register(self):
        self.district.qlvb_number_scope = "type"
        self._issued(type_id=self.decision.id)
        book = self.registers[1].with_user(self.clerk)
        run = book._own_series().filtered(lambda row: row.scope_key == "quyet_dinh")
        action = run.action_reserve()
        self.assertEqual(action["context"]["default_series_id"], run.id)
        wizard = (
            self.env["qlvb.register.step"]
            .with_user(self.clerk)
            .with_context(**action["context"])
            .create({"count": 2, "reason": "Kỳ họp"})
        )
        wizard.action_apply()
        self.assertEqual(run.next_number, 4)
        self.assertEqual(book.next_number, 1)
