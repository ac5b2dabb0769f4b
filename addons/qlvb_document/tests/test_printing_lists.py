# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

import pikepdf
from docx import Document

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import QlvbCommon, as_file, make_pdf
from .test_printing import read_text, sheet_column, word_column

MARK = "In từ Hệ thống quản lý văn bản và điều hành – {} – 02/03/2026 08:00"


class ListCase(QlvbCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letters = cls.env["qlvb.document"]
        for number in range(1, 4):
            cls.letters |= cls._registered(name=f"Văn bản thứ {number}")
        cls._instruct(cls.letters[0])
        cls.draft = cls._drafted()

    def _list(self, documents, user=None, form="xlsx"):
        """Print the list as the dialog does that the list view opens."""
        action = documents.with_user(user or self.clerk).action_print_list()
        wizard = self.env[action["res_model"]].with_user(user or self.clerk)
        with Form(wizard.with_context(**action["context"])) as dialog:
            dialog.form = form
        return dialog.record._bytes()


@tagged("post_install", "-at_install")
class TestPrintingLists(ListCase):
    """What was found is printed as a list (ND 30/2020, App. VI.III.6)."""

    def test_exactly_the_chosen_rows_in_the_order_of_the_list(self):
        chosen = self.letters[2] | self.letters[0]
        expected = [row._title() for row in chosen]
        self.assertEqual(sheet_column(self._list(chosen), 5), expected)
        self.assertEqual(word_column(self._list(chosen, form="docx"), 5), expected)
        found = read_text(self._list(chosen, form="pdf"))
        self.assertIn("DANH SÁCH VĂN BẢN", found)
        self.assertIn("UBND HUYỆN THỬ", found)
        self.assertNotIn("Văn bản thứ 2", found)

    def test_all_directions_and_unregistered_ones_stand_together(self):
        chosen = self.draft.with_user(self.specialist) | self.letters[0]
        data = self._list(chosen, self.specialist)
        self.assertEqual(sheet_column(data, 1)[0], "Đi")
        self.assertEqual(sheet_column(data, 6)[0], "Mới")
        self.assertIn(self.commune.partner_id.name, sheet_column(data, 4)[0])

    def test_only_what_the_reader_may_see_s20(self):
        self.assertEqual(len(sheet_column(self._list(self.letters, self.head), 0)), 1)
        with self.assertRaisesRegex(UserError, "Choose the documents"):
            self._list(self.letters, self.stranger)

    def test_the_print_is_noted_for_each_document_s20(self):
        self._list(self.letters[:2])
        self.env.flush_all()
        rows = self.env["qlvb.access.log"].search([("kind", "=", "print")])
        self.assertEqual(rows.document_id, self.letters[:2])
        self.assertEqual(set(rows.mapped("what")), {"Danh sách văn bản"})
        self.assertEqual(rows.user_id, self.clerk)
        self.assertFalse(self._lead_row(self.letters[0]).read_at, "No reading.")

    def test_bad_input_is_refused(self):
        wizard = self.env["qlvb.register.print"].with_user(self.clerk)
        for ids in (False, [], ["1"], "1", [[1]]):
            with self.subTest(ids=ids), self.assertRaises(UserError):
                wizard.create({"as_list": True, "selected_ids": ids})._bytes()

    def test_many_rows_cost_no_more_queries(self):
        self._list(self.letters[:1])
        counts = []
        for chosen in (self.letters[:2], self.letters):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._list(chosen)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestPrintMark(ListCase):
    """Who printed it from the system, and when, stands on every print (VI.III.6)."""

    def setUp(self):
        super().setUp()
        self.mark = MARK.format(self.clerk.name)

    def _is_marked(self, pdf):
        self.assertIn(self.mark, read_text(pdf))

    def test_books_lists_and_checks_are_marked(self):
        book = self.registers[0].with_user(self.clerk)
        self._is_marked(book._draw_pdf())
        for kind in ("tracking", "findings"):
            self._is_marked(base64.b64decode(book.print_book(kind=kind)))
        self._is_marked(self._list(self.letters, form="pdf"))
        word = Document(io.BytesIO(self._list(self.letters, form="docx")))
        self.assertEqual(
            word.sections[0].first_page_footer.paragraphs[0].text, self.mark
        )

    def test_slips_are_marked(self):
        letter = self.letters[0].with_user(self.clerk)
        self._is_marked(base64.b64decode(letter.print_slip()))
        word = Document(io.BytesIO(base64.b64decode(letter.print_slip("docx"))))
        self.assertEqual(
            word.sections[0].first_page_footer.paragraphs[0].text, self.mark
        )

    def test_every_page_of_a_copy_is_marked_and_the_original_never(self):
        data = make_pdf("Nguyên bản", pages=3)
        letter = self._registered(
            name="Ba trang", notation="3/TR", files=[as_file("a.pdf", data)]
        )
        copy = base64.b64decode(letter.with_user(self.clerk).print_copy())
        with pikepdf.open(io.BytesIO(copy)) as pdf:
            self.assertEqual(len(pdf.pages), 3)
        self.assertEqual(read_text(copy).count(self.mark), 3)
        file = letter.file_ids.with_user(self.clerk)
        self.assertEqual(base64.b64decode(file.download()), data)

    def test_a_stamp_that_goes_onto_the_paper_itself_carries_no_mark(self):
        letter = self.letters[0].with_user(self.clerk)
        for on_sheet in (False, True):
            pdf = base64.b64decode(letter.print_stamp(on_sheet))
            self.assertNotIn("In từ", read_text(pdf))
