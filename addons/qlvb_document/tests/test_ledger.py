# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestLedger(QlvbCommon):
    """Reserved, released, skipped and cancelled numbers (ND 30/2020, art. 15, 22)."""

    def setUp(self):
        super().setUp()
        self.book = self.registers[0]
        self.series = self.book.series_id.with_user(self.clerk)

    def _number(self, ordinal):
        numbers = self.env["qlvb.number"].with_user(self.clerk)
        domain = [("series_id", "=", self.series.id), ("ordinal", "=", ordinal)]
        return numbers.search(domain)

    def test_a_clerk_reserves_numbers_with_a_reason(self):
        self.assertEqual(
            self.series.reserve(2, "Văn bản mời họp ký buổi chiều"), [1, 2]
        )
        self.assertRecordValues(
            self._number(1),
            [
                {
                    "state": "reserved",
                    "document_id": False,
                    "reason": "Văn bản mời họp ký buổi chiều",
                }
            ],
        )
        self.assertEqual(self._registered().register_number, 3)
        self.assertFalse(self.series.findings())

    def test_a_reserved_number_is_used_for_a_document_once(self):
        self.series.reserve(1, "Giữ số")
        self._registered(name="Trước")
        document = self._receive(name="Sau")
        number = self._number(1)
        number.use_for(document.id)
        self.assertRecordValues(
            document, [{"state": "registered", "register_number": 1, "status": "03"}]
        )
        self.assertRecordValues(number, [{"state": "used", "document_id": document.id}])
        with self.assertRaises(UserError):
            number.use_for(self._receive(name="Nữa").id)
        self.assertFalse(self.series.findings())

    def test_a_reserved_number_goes_into_its_own_book_only(self):
        self.series.reserve(1, "Giữ số")
        strange = self._receive(clerk=self.commune_clerk)
        with self.assertRaises(AccessError):
            self._number(1).use_for(strange.id)
        outgoing = self._drafted()
        with self.assertRaisesRegex(UserError, "another book"):
            self._number(1).use_for(outgoing.id)
        for wrong in (None, "1", 0, [1]):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self._number(1).use_for(wrong)

    def test_a_released_number_is_given_again_on_the_same_day(self):
        self.series.reserve(1, "Giữ số")
        self._registered(name="Giữa")
        self._number(1).release("Không dùng nữa")
        document = self._registered(name="Sau")
        self.assertEqual(document.register_number, 1)
        number = self._number(1)
        self.assertEqual(number.state, "used")
        self.assertRegex(
            number.history, "08:00.*Released.*Không dùng nữa\n.*given again"
        )
        self.assertEqual(self._registered(name="Tiếp").register_number, 3)

    def test_a_day_later_the_released_number_stays_explained(self):
        self.series.reserve(1, "Giữ số")
        self._number(1).release("Không dùng nữa")
        with freeze_time("2026-03-03 01:00:00"):
            self.assertEqual(self._registered().register_number, 2)
        self.assertRecordValues(
            self._number(1), [{"state": "released", "reason": "Không dùng nữa"}]
        )
        self.assertFalse(self.series.findings())

    def test_skipped_numbers_are_left_out_for_good(self):
        self.assertEqual(self.series.skip(3, "Số đã ghi nhầm trên giấy"), [1, 2, 3])
        self.assertEqual(self._registered().register_number, 4)
        for step in ("release", "cancel"):
            with self.subTest(step=step), self.assertRaises(UserError):
                getattr(self._number(2), step)("Lấy lại")

    def test_a_skipped_number_is_never_one_that_was_released(self):
        self.series.reserve(1, "Giữ")
        self._number(1).release("Thôi")
        self.assertEqual(self.series.skip(1, "Bỏ"), [2])
        self.assertEqual(self._number(1).state, "released")

    def test_a_cancelled_entry_stays_marked_and_nobody_works_on_it(self):
        document = self._assigned()
        document.number_id.cancel("Vào sổ hai lần")
        self.assertTrue(document.is_cancelled)
        self.assertRecordValues(
            document, [{"state": "done", "register_number": 1, "status": "04"}]
        )
        self.assertFalse(
            document.assignment_ids.filtered(
                lambda row: row.state in ("open", "accepted")
            )
        )
        self.assertEqual(document.event_ids.sorted("id")[-1].kind, "cancel")
        self.assertEqual(self._registered(name="Sau").register_number, 2)
        found = self.env["qlvb.document"].search([("is_cancelled", "=", True)])
        self.assertEqual(found, document)

    def test_nothing_waits_for_anybody_on_a_cancelled_entry(self):
        document = self._assigned()
        row = self._lead_row(document).with_user(self.head)
        row.mark_read()
        row.ask_extension("2026-03-20 10:00:00", "Chờ số liệu")
        row.stop_clock("Chờ trả lời")
        document.with_user(self.clerk).number_id.cancel("Vào sổ hai lần")
        self.assertEqual(row.sudo().state, "recalled")
        self.assertEqual(row.sudo().extension_ids.state, "lapsed")
        self.assertFalse(row.sudo().clock_stops)
        line = self.env["qlvb.recall"].with_user(self.head).search([])
        self.assertEqual(line.reason, "Vào sổ hai lần")

    def test_cancelling_twice_changes_nothing(self):
        number = self._registered().number_id
        number.cancel("Vào sổ hai lần")
        number.cancel("Lần nữa")
        self.assertEqual(number.reason, "Vào sổ hai lần")

    def test_the_number_of_an_issued_document_is_not_cancelled(self):
        document = self._drafted()
        number = self.registers[1].series_id._draw(document)
        with self.assertRaisesRegex(UserError, "recall the document"):
            number.with_user(self.clerk).cancel("Sai")

    def test_a_number_reserved_for_a_draft_is_taken_back(self):
        document = self._drafted()
        number = self.registers[1].series_id._draw(document, state="reserved")
        document.sudo()._through_door().number_id = number
        number.with_user(self.clerk).release("Không ban hành")
        self.assertFalse(document.number_id)
        self.assertRecordValues(number, [{"state": "released", "document_id": False}])
        self.assertEqual(document.event_ids.sorted("id")[-1].kind, "release")

    def test_every_step_needs_a_reason(self):
        self.series.reserve(1, "Giữ")
        number = self._number(1)
        for reason in ("", "  ", None, 5, False):
            with self.subTest(reason=reason):
                for step in (number.release, number.cancel):
                    with self.assertRaisesRegex(UserError, "Say why"):
                        step(reason)
                for step in (self.series.reserve, self.series.skip):
                    with self.assertRaisesRegex(UserError, "Say why"):
                        step(1, reason)

    def test_a_senseless_count_is_refused(self):
        for count in (0, -1, 201, True, "3", None, 1.5):
            with self.subTest(count=count), self.assertRaises(UserError):
                self.series.reserve(count, "Giữ")
        self.assertEqual(self.series.next_number, 1)

    def test_only_clerks_of_the_agency_touch_the_ledger(self):
        self.series.reserve(1, "Giữ")
        number = self._number(1)
        others = (self.leader, self.office, self.head, self.specialist)
        for user in (*others, self.admin_user, self.commune_clerk):
            with self.subTest(user=user.login):
                for step in ("reserve", "skip"):
                    with self.assertRaises(AccessError):
                        getattr(self.series.with_user(user), step)(1, "Giữ")
                for step in ("release", "cancel"):
                    with self.assertRaises(AccessError):
                        getattr(number.with_user(user), step)("Thôi")
                with self.assertRaises(AccessError):
                    number.with_user(user).use_for(1)
        self.assertEqual(number.state, "reserved")

    def test_nothing_is_taken_from_a_locked_book_or_another_year(self):
        self.book.with_user(self.clerk).lock("Kiểm kê")
        with self.assertRaisesRegex(UserError, "locked"):
            self.series.reserve(1, "Giữ")
        self.book.with_user(self.clerk).action_open()
        with (
            freeze_time("2027-01-04 01:00:00"),
            self.assertRaisesRegex(UserError, "year"),
        ):
            self.series.reserve(1, "Giữ")

    def test_the_ledger_is_not_written_by_hand(self):
        self.series.reserve(1, "Giữ")
        number = self._number(1).with_user(self.admin_user)
        for values in ({"reason": "x"}, {"history": "x"}, {"document_id": 1}):
            with self.subTest(values=values), self.assertRaises(UserError):
                number.write(values)

    @users("t_clerk")
    def test_the_dialogs_reserve_and_release(self):
        book = self.env["qlvb.register"].browse(self.book.id)
        action = book.action_reserve()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.count = 2
            form.reason = "Giữ số"
        form.record.action_apply()
        self.assertEqual((book.reserved_count, book.next_number), (2, 3))
        action = self._number(2).action_release()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.reason = "Thôi"
        form.record.action_apply()
        self.assertEqual(self._number(2).state, "released")

    @users("t_clerk")
    def test_the_dialog_offers_only_documents_that_fit(self):
        self.series.reserve(1, "Giữ")
        document = self._receive()
        self._registered(name="Đã vào sổ")
        wizard = self.env["qlvb.number.use"].create(
            {"number_id": self._number(1).id, "document_id": document.id}
        )
        found = self.env["qlvb.document"].search(wizard.document_domain)
        self.assertEqual(found, document)
        wizard.action_use()
        self.assertEqual(document.register_number, 1)
