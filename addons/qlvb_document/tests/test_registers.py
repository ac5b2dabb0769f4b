# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .cases import RealTransactions
from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestRegisters(QlvbCommon):
    """The book of a year: opens by itself, is locked, closed, never deleted."""

    def _books(self, year, agency=None):
        return self.env["qlvb.register"].search(
            [("company_id", "=", (agency or self.district).id), ("year", "=", year)],
            order="direction",
        )

    def _tick(self):
        self.env["qlvb.register"]._agencies_with_books()
        for agency in self.district | self.commune:
            self.env["qlvb.register"]._open_books(agency)

    def test_the_first_document_of_a_year_opens_its_book(self):
        with freeze_time("2026-12-31 17:30:00"):  # 00:30 of the first of January
            document = self._registered(received_at="2026-12-31 17:20:00")
        book = document.register_id
        self.assertRecordValues(
            book, [{"year": 2027, "direction": "incoming", "state": "open"}]
        )
        self.assertEqual(document.register_number, 1)

    def test_the_books_open_on_the_first_working_day_of_the_year(self):
        with freeze_time("2027-01-01 18:00:00"):  # Saturday the second
            self._tick()
            self.assertFalse(self._books(2027))
        with freeze_time("2027-01-03 17:05:00"):  # Monday the fourth, 00:05
            self._tick()
            self._tick()
        self.assertEqual(
            self._books(2027).mapped("direction"), ["incoming", "outgoing"]
        )
        self.assertEqual(
            self._books(2027, self.commune).mapped("direction"),
            ["incoming", "outgoing"],
        )

    def test_a_new_book_is_named_as_that_of_the_year_before(self):
        self.registers[0].name = "Sổ công văn đến 2026"
        with freeze_time("2027-01-04 02:00:00"):
            self._tick()
        self.assertEqual(
            self._books(2027).mapped("name"),
            ["Sổ công văn đến 2027", "Sổ đăng ký văn bản đi năm 2027"],
        )

    def test_a_closed_book_is_not_replaced_by_a_new_one(self):
        self.registers[0].with_user(self.admin_user).action_close()
        self._tick()
        self.assertEqual(len(self._books(2026)), 2)

    def test_nothing_is_entered_in_a_locked_book(self):
        document = self._receive()
        self.registers[0].with_user(self.clerk).lock("Kiểm kê sổ")
        with self.assertRaisesRegex(UserError, "locked for now .Kiểm kê sổ."):
            document.action_register()
        self.registers[0].with_user(self.clerk).action_open()
        self.assertFalse(self.registers[0].lock_reason)
        document.action_register()
        self.assertEqual(document.register_number, 1)

    def test_who_locks_and_who_closes(self):
        book = self.registers[0]
        for user in (self.leader, self.specialist, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                book.with_user(user).lock("Khoá")
        for user in (self.clerk, self.admin_user):
            book.with_user(user).lock("Khoá")
            self.assertEqual(book.state, "locked")
            book.with_user(user).action_open()
        book.with_user(self.admin_user).action_close()
        with self.assertRaises(AccessError):
            book.with_user(self.clerk).action_open()
        with self.assertRaisesRegex(UserError, "Say why"):
            book.with_user(self.clerk).lock(" ")
        with self.assertRaisesRegex(UserError, "cannot become"):
            book.with_user(self.admin_user).lock("Khoá")

    def test_a_second_click_changes_nothing(self):
        book = self.registers[0].with_user(self.clerk)
        book.lock("Khoá")
        book.lock("Lần hai")
        self.assertEqual(book.lock_reason, "Khoá")

    def test_the_state_of_a_book_is_not_written_by_hand(self):
        book = self.registers[0].with_user(self.admin_user)
        for values in ({"state": "closed"}, {"lock_reason": "x"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                book.write(values)

    def test_a_used_book_is_never_deleted_an_empty_one_may_be(self):
        self._registered()
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.registers[0].with_user(self.admin_user).unlink()
        self.registers[1].with_user(self.admin_user).unlink()

    def test_a_book_of_which_a_number_was_drawn_is_not_deleted(self):
        self.registers[0].series_id.with_user(self.clerk).reserve(1, "Giữ số")
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            self.registers[0].with_user(self.admin_user).unlink()

    def test_the_form_tells_the_next_number_and_the_counts(self):
        series = self.registers[0].series_id.with_user(self.clerk)
        self._registered(name="Một")
        series.reserve(2, "Giữ")
        series.skip(1, "Bỏ")
        self._registered(name="Hai").number_id.cancel("Nhầm")
        self.env.invalidate_all()
        self.assertRecordValues(
            self.registers[0].with_user(self.clerk),
            [
                {
                    "next_number": 6,
                    "used_count": 1,
                    "reserved_count": 2,
                    "skipped_count": 1,
                    "cancelled_count": 1,
                    "gap_count": 0,
                }
            ],
        )

    def test_one_series_counts_paper_and_electronic(self):
        values = [{"name": "Giấy"}, {"name": "Điện tử"}]
        numbers = [self._registered(**each).register_number for each in values]
        self.assertEqual(numbers, [1, 2])

    @users("t_clerk")
    def test_the_clerk_locks_by_the_dialog(self):
        book = self.env["qlvb.register"].browse(self.registers[0].id)
        action = book.action_lock()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Kiểm kê"
        form.record.action_apply()
        self.assertEqual(book.state, "locked")


@tagged("post_install", "-at_install")
class TestRegistersAtOnce(RealTransactions):
    """Books on which somebody works while they open or are locked."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_books)

    def _remove_books(self):
        with self._request() as env:
            env.cr.execute(
                "UPDATE qlvb_document SET register_id = NULL WHERE id = %s",
                [self.document_id],
            )
            env.cr.execute("DELETE FROM qlvb_register WHERE year = 1975")
            env.cr.execute("DELETE FROM qlvb_series WHERE year = 1975")

    def _open(self, env):
        agency = env.ref("base.main_company")
        return env["qlvb.register"]._open_year(agency, "internal", 1975)

    def test_of_two_who_open_a_book_at_once_the_later_starts_anew(self):
        with self.registry.cursor() as cr:
            later = api.Environment(cr, SUPERUSER_ID, {})
            later["qlvb.register"].search_count([])  # its view of the books is taken
            with self._request() as first:
                self._open(first)
            with self.assertRaises(ConcurrencyError):
                self._open(later)
            cr.rollback()
            found = later["qlvb.register"].search([("year", "=", 1975)])
            self.assertEqual(len(found), 1)
            cr.rollback()

    def test_an_entry_begun_before_the_lock_is_not_made_after_it(self):
        with self._request() as env:
            book = self._open(env).id
        with self.registry.cursor() as cr:
            clerk = api.Environment(cr, SUPERUSER_ID, {})
            self.assertEqual(clerk["qlvb.register"].browse(book).state, "open")
            with self._request() as env:
                env["qlvb.register"].browse(book).lock("Kiểm kê")
            document = clerk["qlvb.document"].browse(self.document_id)
            document._through_door().register_id = book
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                clerk.flush_all()
            clerk.transaction.clear()
            cr.rollback()
