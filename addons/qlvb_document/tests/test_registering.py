# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon, as_file, make_pdf


@tagged("post_install", "-at_install")
class TestRegistering(QlvbCommon):
    """Entering an incoming document in the book, or sending it back (art. 7.1)."""

    def test_registering_gives_the_number_and_the_status_by_itself_s18(self):
        document = self._receive()
        self.assertFalse(document.register_number)
        document.action_register()
        self.assertRecordValues(
            document,
            [{"state": "registered", "register_number": 1, "status": "03"}],
        )
        self.assertEqual(document.registered_at, self._now())
        self.assertEqual(document.number_id.ordinal, 1)
        self.assertEqual(document.register_id.direction, "incoming")
        kinds = document.event_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["receive", "file", "register"])

    def test_numbers_follow_each_other_in_the_book_s24(self):
        numbers = [self._registered().register_number for _n in range(3)]
        self.assertEqual(numbers, [1, 2, 3])

    def test_a_second_click_changes_nothing(self):
        document = self._registered()
        event = document.event_ids.sorted("id")[-1]
        document.action_register()
        self.assertRecordValues(document, [{"register_number": 1}])
        self.assertEqual(document.event_ids.sorted("id")[-1], event)
        self.assertEqual(len(document.assignment_ids), 1)

    def test_only_clerks_of_the_agency_register(self):
        document = self._receive()
        for user in (self.leader, self.office, self.head, self.specialist):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).action_register()
        for user in (self.commune_clerk, self.admin_user, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                document.with_user(user).action_register()
        self.assertEqual(document.state, "draft")

    def test_the_entry_must_be_complete_and_all_gaps_are_told_at_once_s24(self):
        document = self._receive(
            files=[], notation=False, issue_date=False, issuer=None, type=None
        )
        with self.assertRaises(UserError) as refusal:
            document.action_register()
        for gap in ("type", "number and notation", "date", "issuing body", "no file"):
            self.assertIn(gap, str(refusal.exception))

    def test_a_missing_book_opens_by_itself(self):
        self.registers.filtered(lambda book: book.direction == "incoming").unlink()
        document = self._registered()
        self.assertRecordValues(
            document.register_id,
            [{"name": "Sổ đăng ký văn bản đến năm 2026", "state": "open"}],
        )

    def test_a_closed_book_takes_no_entry(self):
        book = self.registers[0].with_user(self.admin_user)
        document = self._receive()
        book.action_close()
        with self.assertRaisesRegex(UserError, "is closed"):
            document.action_register()
        self.assertEqual(document.state, "draft")
        book.action_open()
        document.action_register()
        self.assertEqual(document.register_number, 1)

    def test_only_administrators_of_the_agency_close_a_book(self):
        for user in (self.clerk, self.leader, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.registers[0].with_user(user).action_close()
        self.assertEqual(self.registers[0].state, "open")

    def test_the_year_of_the_book_is_that_of_the_agency_not_of_utc(self):
        """2026-12-31 17:30 UTC is half an hour into 2027 in Việt Nam."""
        books = self._open_books(self.district, 2027)
        with freeze_time("2026-12-31 16:59:00"):
            last = self._registered(name="Cuối năm", received_at="2026-12-31 16:58:00")
        with freeze_time("2026-12-31 17:30:00"):
            first = self._registered(name="Đầu năm", received_at="2026-12-31 17:20:00")
        self.assertEqual(last.register_id.year, 2026)
        self.assertEqual(first.register_id, books[0])
        self.assertEqual(str(first.number_id.date), "2027-01-01")
        self.assertEqual((last.register_number, first.register_number), (1, 1))

    def test_the_same_bytes_again_need_a_reason(self):
        data = make_pdf("The same letter")
        self._registered(files=[as_file("a.pdf", data)], notation="1/A")
        again = self._receive(files=[as_file("b.pdf", data)], notation="2/B")
        with self.assertRaisesRegex(UserError, r"here already: 1/A"):
            again.action_register()
        again.duplicate_reason = "Bản gửi lại theo yêu cầu"
        again.action_register()
        self.assertEqual(again.register_number, 2)

    def test_the_same_notation_of_the_same_body_and_year_needs_a_reason(self):
        self._registered(name="Lần một", notation="12/STT-VP")
        again = self._receive(name="Lần hai", notation="12/stt-vp")
        self.assertTrue(again.duplicate_ids)
        with self.assertRaisesRegex(UserError, "here already"):
            again.action_register()

    def test_another_year_or_body_is_no_duplicate(self):
        self._registered(name="Lần một")
        for name, values in (
            ("Năm trước", {"issue_date": "2025-12-30"}),
            ("Nơi khác", {"issuer": {"name": "Sở Khác"}}),
        ):
            with self.subTest(name=name):
                self.assertEqual(
                    self._registered(name=name, **values).state, "registered"
                )

    def test_a_returned_document_may_come_again(self):
        first = self._receive()
        first.return_to_sender("Thiếu phụ lục")
        self.assertEqual(self._registered().state, "registered")

    def test_each_page_is_counted_and_a_difference_needs_a_reason_s21(self):
        document = self._receive(
            declared_pages=3, files=[as_file("a.pdf", make_pdf(pages=2))]
        )
        with self.assertRaisesRegex(UserError, "has 2 pages.*declared 3"):
            document.action_register()
        document.page_reason = "Trang trắng không quét"
        document.declared_pages = 4
        with self.assertRaisesRegex(UserError, "declared 4"):
            document.action_register()
        document.page_reason = "Bên gửi đếm cả bìa"
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_the_declared_number_of_pages_passes_s21(self):
        file = as_file("a.pdf", make_pdf(pages=2))
        document = self._registered(declared_pages=2, files=[file])
        self.assertEqual(document.state, "registered")

    @users("t_clerk")
    def test_the_clerk_enters_and_registers_in_the_form_s24(self):
        form = Form(
            self.env["qlvb.document"].with_context(default_direction="incoming")
        )
        form.name = "Báo cáo quý"
        form.type_id = self.letter
        form.notation = "99/BC"
        form.issue_date = "2026-03-01"
        form.issuer_id = self.ministry
        document = form.save()
        self.assertEqual(document.issuer_name, "Sở Thử nghiệm")
        document._store_upload("a.pdf", as_file("a.pdf", make_pdf("Form"))["content"])
        self.assertTrue(document.can_register)
        document.action_register()
        self.assertFalse(document.can_register)
        self.assertEqual(document.register_number, 1)

    def test_a_registered_entry_is_fixed_for_everybody(self):
        document = self._registered()
        changes = {
            "name": "Khác",
            "notation": "1/X",
            "issue_date": "2026-01-01",
            "received_at": "2026-01-01 00:00:00",
            "urgency": "3",
            "issuer_name": "Nơi khác",
            "needs_reply": "reply",
        }
        for field, value in changes.items():
            with self.subTest(field=field), self.assertRaises(UserError):
                document.write({field: value})

    def test_a_document_is_never_deleted_s20(self):
        for document in (
            self._receive(name="Nháp"),
            self._registered(name="Đã vào sổ"),
        ):
            with self.assertRaises(UserError):
                document.unlink()
            with self.assertRaises(UserError):
                document.sudo().unlink()

    def test_the_registered_document_is_on_the_leaders_list_by_itself_s25(self):
        document = self._registered()
        rows = self.env["qlvb.assignment"].with_user(self.leader)
        row = rows.search([("is_mine", "=", True), ("state", "=", "open")])
        self.assertRecordValues(
            row, [{"document_id": document.id, "role": "instruct", "state": "open"}]
        )
        self.assertFalse(rows.with_user(self.deputy).search([("is_mine", "=", True)]))

    def test_without_a_leader_on_duty_the_first_leader_gets_it_s25(self):
        self.district.qlvb_duty_leader_id = False
        leaders = self.env["qlvb.role"]._holders("leader", self.district)
        self.assertIn(self._registered().assignment_ids.user_id, leaders)

    def test_an_agency_without_leaders_is_told_to_name_one_s25(self):
        self.district.qlvb_duty_leader_id = False
        self.env["qlvb.role"].search(
            [("role", "=", "leader"), ("company_id", "=", self.district.id)]
        ).unlink()
        with self.assertRaisesRegex(UserError, "has no leader"):
            self._registered()

    def test_a_return_needs_a_reason_and_keeps_it_s22(self):
        document = self._receive()
        for reason in ("", "  ", None):
            with self.assertRaisesRegex(UserError, "Say why"):
                document.return_to_sender(reason)
        wizard = self.env["qlvb.document.return"].with_user(self.clerk)
        wizard = wizard.with_context(**document.action_return()["context"])
        with Form(wizard) as form:
            form.reason = "Thiếu trang 2"
        form.record.action_return()
        self.assertRecordValues(
            document,
            [{"state": "returned", "return_reason": "Thiếu trang 2", "status": "02"}],
        )
        self.assertFalse(document.register_number)

    def test_what_is_registered_or_returned_is_not_returned_again_s22(self):
        with self.assertRaisesRegex(UserError, "cannot become"):
            self._registered(name="Đã vào sổ").return_to_sender("Muộn")
        document = self._receive(name="Trả")
        document.return_to_sender("Nhầm nơi nhận")
        document.return_to_sender("Lần hai")
        self.assertEqual(document.return_reason, "Nhầm nơi nhận")
        with self.assertRaisesRegex(UserError, "cannot become"):
            document.action_register()

    def test_what_other_systems_cannot_take_is_told_not_refused(self):
        """ND 30/2020, App. VI, part II: the lengths of the input fields."""
        document = self._receive(name="Báo cáo " * 70, notation="12/" + "A" * 40)
        for words in ("Abstract has 559", "The notation has 40", "take 30"):
            self.assertIn(words, document.length_warning)
        document.action_register()
        self.assertEqual(document.state, "registered")
        self.assertFalse(self._receive().length_warning)
