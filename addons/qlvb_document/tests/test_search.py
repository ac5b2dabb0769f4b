# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unicodedata

from odoo.tests import tagged, users

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestSearch(QlvbCommon):
    """Finding documents as people type: without accents, by the start of words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls._registered(
            name="Về việc phòng, chống dịch sốt xuất huyết năm 2026",
            notation="2080/QĐ-UBND",
            issuer={"name": "Uỷ ban nhân dân tỉnh Đồng Tháp"},
        )
        cls.other = cls._registered(name="Báo cáo thu ngân sách", notation="15/BC-STC")

    def _found(self, *words):
        documents = self.env["qlvb.document"]
        return documents.search([("search_all", "ilike", " ".join(words))])

    @users("t_clerk")
    def test_it_is_found_without_accents_and_by_the_start_of_words(self):
        for words in (
            "sốt xuất huyết",
            "sot xuat huyet",
            "SOT XUAT",
            "phong chong dich",
            "xuat hu",
            "huyet sot",
            "dong thap",
            "Đồng",
            "2080",
            "2080/QĐ-UBND",
            "qd ubnd",
            "2080/qd",
            unicodedata.normalize("NFD", "Đồng Tháp"),
            "công văn 2080",
        ):
            with self.subTest(words=words):
                self.assertEqual(self._found(words).ids, self.document.ids)

    @users("t_clerk")
    def test_every_word_must_be_there(self):
        for words in ("sot ret", "ngan sach dong thap", "208x", "uyet"):
            with self.subTest(words=words):
                self.assertFalse(self._found(words))

    @users("t_clerk")
    def test_signs_of_the_query_language_are_only_signs(self):
        for words in (
            "sot & | !",
            "'sot':*",
            "(sot",
            "sot:*",
            "so't",
            "s\\ot",
            "%sot%",
        ):
            with self.subTest(words=words):
                self.assertLessEqual(self._found(words), self.document | self.other)
        self.assertEqual(self._found("!!!"), self.env["qlvb.document"].search([]))

    @users("t_clerk")
    def test_the_number_in_the_book_is_found(self):
        self.assertIn(self.other.id, self._found(str(self.other.register_number)).ids)

    @users("t_stranger")
    def test_nobody_finds_what_is_not_theirs(self):
        self.assertFalse(self._found("sot"))

    @users("t_clerk")
    def test_what_changes_is_found_by_its_new_words(self):
        draft = self._receive(name="Bản nháp")
        draft.name = "Quyết định khen thưởng"
        self.assertEqual(self._found("khen thuong").ids, draft.ids)
        self.assertFalse(self._found("ban nhap"))

    @users("t_clerk")
    def test_not_containing_is_the_opposite(self):
        documents = self.env["qlvb.document"]
        rest = documents.search([("search_all", "not ilike", "sot")])
        self.assertEqual(rest | self._found("sot"), documents.search([]))
        self.assertNotIn(self.document.id, rest.ids)
