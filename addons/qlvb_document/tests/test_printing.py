# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from docx import Document
from freezegun import freeze_time
from openpyxl import load_workbook
from pdfminer.high_level import extract_text

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon


def read_text(pdf):
    return " ".join(extract_text(io.BytesIO(pdf)).split())


def sheet_column(data, place):
    """Return one column of the rows below the row (1) (2) ... of a book in .xlsx."""
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "(1)")
    return [row[place] for row in rows[start + 1 :]]


def word_column(data, place):
    rows = Document(io.BytesIO(data)).tables[0]._tbl.tr_lst[2:]
    cells = [row.tc_lst[place] for row in rows]
    return ["".join(text.text or "" for text in cell.iter("{*}t")) for cell in cells]


@tagged("post_install", "-at_install")
class TestPrinting(QlvbCommon):
    """Books in the form of ND 30/2020, App. IV: they show what the list shows (S24)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.book = cls.registers[0]
        cls.documents = cls.env["qlvb.document"].with_user(cls.clerk)
        for number in range(1, 6):
            cls.documents |= cls._registered(name=f"Văn bản thứ {number}")
        cls._instruct(cls.documents[0])

    def _print(self, user=None, **values):
        wizard = self.env["qlvb.register.print"].with_user(user or self.clerk)
        return wizard.create({"register_id": self.book.id, **values})._bytes()

    def _select(self, documents, user=None, **values):
        values = {"selected_ids": documents.ids, **values}
        return self._print(user, register_id=False, **values)

    def test_the_whole_year_shows_every_entry_in_every_file_s24(self):
        expected = [str(number) for number in range(1, 6)]
        self.assertEqual(sheet_column(self._print(form="xlsx"), 1), expected)
        self.assertEqual(word_column(self._print(form="docx"), 1), expected)
        found = read_text(self._print(form="pdf"))
        for words in (
            "UBND HUYỆN THỬ",
            "Văn bản thứ 5",
            "Sở Thử nghiệm",
            "Tổng cộng: 5",
        ):
            self.assertIn(words, found)

    def test_a_selection_prints_exactly_these_rows_in_that_order(self):
        chosen = self.documents[3] | self.documents[0] | self.documents[2]
        for form, column in (("xlsx", sheet_column), ("docx", word_column)):
            with self.subTest(form=form):
                self.assertEqual(
                    column(self._select(chosen, form=form), 1), ["4", "1", "3"]
                )
        found = read_text(self._select(chosen, form="pdf"))
        self.assertLess(found.index("thứ 4"), found.index("thứ 1"))
        self.assertNotIn("thứ 2", found)

    def test_what_a_filter_finds_is_what_is_printed(self):
        found = self.documents.search(
            [("register_id", "=", self.book.id), ("name", "like", "thứ 3")]
        )
        self.assertEqual(sheet_column(self._select(found, form="xlsx"), 1), ["3"])

    def test_nobody_prints_what_they_may_not_see(self):
        ids = self.documents.ids
        data = self._select(self.documents, self.head, form="xlsx")
        self.assertEqual(sheet_column(data, 1), ["1"])
        self.assertEqual(sheet_column(self._print(self.head, form="xlsx"), 1), ["1"])
        with self.assertRaisesRegex(UserError, "choose those"):
            self._select(self.documents.browse(ids), self.stranger)
        with self.assertRaises(AccessError):
            self._print(self.commune_clerk)

    def test_what_one_asked_to_print_is_ones_own_affair(self):
        wizard = self.env["qlvb.register.print"].with_user(self.clerk)
        wizard = wizard.create({"register_id": self.book.id})
        finding = self.env["qlvb.number.finding"].with_user(self.clerk)
        finding = finding.create(
            {"series_id": self.book.series_id.id, "kind": "gap", "first": 1}
        )
        for record in (wizard, finding):
            self.assertTrue(record.has_access("read"))
            self.assertFalse(record.with_user(self.leader).has_access("read"))

    def test_a_period_is_counted_in_the_days_of_the_agency(self):
        with freeze_time("2026-03-09 16:59:00"):  # 23:59 of the ninth
            self._registered(name="Cuối ngày", received_at="2026-03-09 16:58:00")
        with freeze_time("2026-03-09 17:01:00"):  # 00:01 of the tenth
            self._registered(name="Đầu ngày", received_at="2026-03-09 17:00:00")
        for day, expected in (("2026-03-09", ["6"]), ("2026-03-10", ["7"])):
            values = {"period": "dates", "date_from": day, "date_to": day}
            data = self._print(form="xlsx", **values)
            self.assertEqual(sheet_column(data, 1), expected)

    def test_numbers_without_an_entry_are_explained_in_the_book(self):
        series = self.book.series_id.with_user(self.clerk)
        series.skip(1, "Ghi nhầm trên giấy")
        series.reserve(1, "Chờ ký")
        data = self._print(form="xlsx")
        self.assertEqual(sheet_column(data, 1)[-2:], ["6", "7"])
        self.assertEqual(
            sheet_column(data, 9)[-2:], ["Bỏ số: Ghi nhầm trên giấy", "Giữ số: Chờ ký"]
        )

    def test_a_cancelled_entry_stays_in_the_book_with_the_reason(self):
        self.documents[1].number_id.cancel("Vào sổ hai lần")
        self.assertEqual(
            sheet_column(self._print(form="xlsx"), 9)[1], "Hủy: Vào sổ hai lần"
        )
        self.assertIn("Hủy: Vào", read_text(self._print()))

    def test_a_correction_is_shown_with_the_old_value(self):
        old = self.documents[1].notation
        self.documents[1].correct({"notation": "99/STT-VP"}, "Đọc nhầm")
        data = self._print(form="xlsx")
        self.assertEqual(sheet_column(data, 3)[1], "99/STT-VP")
        self.assertEqual(
            sheet_column(data, 9)[1],
            f"Đính chính 02/03/2026: số, ký hiệu trước là “{old}” (Đọc nhầm)",
        )

    def test_a_sender_cannot_put_a_formula_into_the_sheet(self):
        document = self._registered(
            name='=HYPERLINK("http://x";"Bấm")', type="cong_van"
        )
        document.correct({"issuer_id": False, "issuer_name": "=1+1"}, "Thử")
        data = self._print(form="xlsx")
        book = load_workbook(io.BytesIO(data))
        kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
        self.assertNotIn("f", kinds)
        self.assertIn("=1+1", sheet_column(data, 2))

    def test_the_book_of_the_handling_has_seven_columns(self):
        self._given(self.documents[0])
        reply = self._drafted(reply_to_id=self.documents[0].id)
        reply.sudo()._through_door().write({"notation": "05/UBND-VP"})
        self.documents[1].number_id.cancel("Nhầm")
        data = self._print(form="xlsx", kind="tracking")
        self.assertEqual(
            sheet_column(data, 1)[0],
            f"Công văn số {self.documents[0].notation} ngày 27/02/2026 của"
            " Sở Thử nghiệm",
        )
        self.assertEqual(sheet_column(data, 2)[0], "Phòng Văn hóa; Phòng Tài chính")
        self.assertEqual(sheet_column(data, 3)[0], "06/03/2026 17:00")
        self.assertEqual(sheet_column(data, 5)[0], "05/UBND-VP")
        self.assertEqual(
            sheet_column(data, 4)[:3],
            ["Đang giải quyết", "Đã hủy", "Chờ ý kiến chỉ đạo"],
        )
        clerk = read_text(self._print(kind="tracking"))
        self.assertIn("SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN", clerk)
        self.assertIn("(7)", clerk)

    def test_the_check_of_the_numbers_is_printed(self):
        self.env.flush_all()
        self.cr.execute(
            "DELETE FROM qlvb_number WHERE series_id = %s AND ordinal IN (2, 3)",
            [self.book.series_id.id],
        )
        self.env.invalidate_all()
        data = self._print(form="xlsx", kind="findings")
        self.assertEqual(sheet_column(data, 1), ["Khuyết số, không có giải trình"])
        self.assertEqual(sheet_column(data, 2) + sheet_column(data, 3), ["2", "3"])
        found = read_text(self._print(kind="findings"))
        self.assertIn("BÁO CÁO KIỂM TRA SỐ KHUYẾT, SỐ TRÙNG", found)

    def test_only_incoming_documents_have_a_book_of_their_handling(self):
        outgoing = self.registers[1].with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "Only incoming"):
            outgoing.print_book(kind="tracking")

    def test_what_cannot_be_one_book_is_told(self):
        draft = self._receive(name="Nháp")
        with self.assertRaisesRegex(UserError, "Only registered"):
            self._select(self.documents | draft)
        for ids in (["1"], "1", [[1]], {"1": 1}):
            with self.subTest(ids=ids), self.assertRaises(UserError):
                self._print(selected_ids=ids)
        for form in ("exe", None, 1):
            with self.subTest(form=form), self.assertRaises(UserError):
                self.book.with_user(self.clerk).print_book(form=form)

    def test_an_empty_book_is_still_a_form(self):
        self.assertIn(
            "(10)", read_text(self.registers[1].with_user(self.clerk)._draw_pdf())
        )

    @users("t_clerk")
    def test_the_dialog_starts_from_the_list_and_from_the_book(self):
        chosen = self.documents.with_user(self.env.user)[1:3]
        action = chosen.action_print_book()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.form = "xlsx"
        self.assertEqual(form.record.selected_count, 2)
        self.assertEqual(sheet_column(form.record._bytes(), 1), ["2", "3"])
        self.assertIn("/qlvb/print/book/", form.record.action_print()["url"])
        action = self.env["qlvb.register"].browse(self.book.id).action_print()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        form = Form(wizard)
        self.assertTrue(form.save()._bytes().startswith(b"%PDF"))

    def test_a_hundred_rows_cost_no_more_queries_than_five(self):
        self.env.invalidate_all()
        self._print(form="xlsx")
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self._print(form="xlsx")
        for number in range(20):
            self._registered(name=f"Thêm {number}")
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self._print(form="xlsx")
