# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import Form, tagged, users

from .cases import make_page
from .common import QlvbCommon, as_file


@tagged("post_install", "-at_install")
class TestEntryHelp(QlvbCommon):
    """What spares a clerk typing, and what is told in passing (S21, S24)."""

    def _letter(self, printed, **values):
        data = make_page(f"Số: {printed}")
        files = [as_file("scan_0001.pdf", data)]
        return self._receive(files=files, **values)

    @users("t_clerk")
    def test_a_draft_shows_the_arrival_number_it_would_get_s24(self):
        document = self._receive().with_env(self.env)
        expected = document.expected_number
        self.assertTrue(expected)
        document.action_register()
        self.assertEqual(document.register_number, expected)
        self.env.invalidate_all()
        self.assertFalse(document.expected_number)
        self.assertEqual(self._receive().expected_number, expected + 1)

    def test_a_year_without_a_book_begins_at_1_and_a_locked_one_shows_none_s24(self):
        Register = self.env["qlvb.register"]
        agency = self._make_agency("UBND xã Mới", "H99.01.09", "UBND")
        self.assertEqual(Register._expected_number(agency, "incoming"), 1)
        book = self.registers.filtered(
            lambda row: row.company_id == self.district and row.direction == "incoming"
        )
        book.with_user(self.clerk).lock("Kiểm kê")
        self.assertEqual(Register._expected_number(self.district, "incoming"), 0)

    @users("t_clerk")
    def test_the_number_drawn_is_told_when_the_next_one_is_opened_s24(self):
        self._receive()
        document = self._receive().with_env(self.env)
        notice = document.action_register_next()["params"]["notice"]
        self.assertIn(str(document.register_number), notice)
        self.assertIn(document.notation, notice)

    @users("t_clerk")
    def test_the_notation_names_the_type_of_an_entry_s24(self):
        form = Form(self.env["qlvb.document"].with_context(qlvb_incoming=True))
        form.notation = "12/BC-STT"
        self.assertEqual(form.type_id.code, "bao_cao")
        form.notation = "12/QĐ-STT"
        self.assertEqual(form.type_id.code, "bao_cao", "What is chosen stays.")

    @users("t_clerk")
    def test_a_notation_without_an_abbreviation_proposes_no_type_s24(self):
        form = Form(self.env["qlvb.document"])
        form.notation = "12/STT-VP"
        self.assertFalse(form.type_id)

    @users("t_clerk")
    def test_the_number_on_page_1_is_entered_by_one_click_s21(self):
        document = self._letter("15/TB-STT", notation=False, type=False)
        document = document.with_env(self.env)
        self.assertTrue(document.proposes_notation)
        document.action_take_found_notation()
        self.assertEqual(document.notation, "15/TB-STT")
        self.assertEqual(document.type_id.code, "thong_bao")
        self.assertFalse(document.proposes_notation)

    @users("t_clerk")
    def test_taking_the_number_leaves_the_chosen_type_s21(self):
        document = self._letter("16/TB-STT", notation=False).with_env(self.env)
        document.action_take_found_notation()
        self.assertEqual(document.type_id.code, "cong_van")

    @users("t_clerk")
    def test_a_coarse_scan_is_warned_of_s23(self):
        document = self._receive().with_env(self.env)
        self.assertFalse(document.has_coarse_scan)
        document.check_id.sudo().coarse_pages = "1 (150)"
        self.assertTrue(document.has_coarse_scan)
        self.assertIn("1 (150)", document.check_note)
