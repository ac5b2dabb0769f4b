# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unicodedata

from odoo.exceptions import AccessError
from odoo.tests import tagged, users
from odoo.tools import SQL

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

    @users("t_clerk")
    def test_either_way_of_writing_finds_the_other(self):
        for words in ("ubnd tỉnh", "uy ban nhan dan", "ủy ban nhân dân", "quyết định"):
            with self.subTest(words=words):
                self.assertIn(self.document.id, self._found(words).ids)
        self.assertNotIn(self.document.id, self._found("hội đồng nhân dân").ids)

    @users("t_clerk")
    def test_the_place_of_the_tone_does_not_matter(self):
        old = self._receive(name="Hoà giải ở cơ sở, thuý kiều")
        new = self._receive(name="Hòa giải ở cơ sở, thúy kiều")
        for words in ("hoà giải", "hòa giải", "thuý", "thúy"):
            with self.subTest(words=words):
                self.assertEqual(self._found(words), old | new)

    @users("t_clerk")
    def test_fragments_of_a_number_find_it(self):
        document = self._receive(notation="057/UBND-TH")
        for words in (
            "57/UBND",
            "57-UBND",
            "57 UBND",
            "057/ubnd",
            "57ubnd",
            "0057 ubnd",
        ):
            with self.subTest(words=words):
                self.assertEqual(self._found(words).ids, document.ids)

    def test_signer_and_recipients_are_found(self):
        draft = self._drafted(name="về việc khác", signer_id=self.leader.id)
        self.leader.sudo().name = "Nguyễn Thị Thuỷ Tiên"
        documents = self.env["qlvb.document"].with_user(self.specialist)
        for words in ("thuy tien", "xa mau"):
            with self.subTest(words=words):
                found = documents.search([("search_all", "ilike", words)])
                self.assertEqual(found.ids, draft.ids)

    def test_an_agency_adds_its_own_abbreviations(self):
        rows = self.env["qlvb.abbreviation"]
        document = self._receive(name="Dự án Khu liên hợp thể thao")
        found = self.env["qlvb.document"].with_user(self.clerk)
        self.assertFalse(found.search([("search_all", "ilike", "KLHTT")]))
        entry = {"name": "KLHTT", "meaning": "Khu liên hợp thể thao"}
        with self.assertRaises(AccessError):
            rows.with_user(self.clerk).create(entry)
        rows.with_user(self.admin_user).create(entry)
        self.assertEqual(
            found.search([("search_all", "ilike", "KLHTT")]).ids, document.ids
        )


# Copies of one document and its file, whatever columns they have.
FILL = """
WITH filled AS (
    INSERT INTO qlvb_document SELECT (jsonb_populate_record(old, jsonb_build_object(
        'id', nextval('qlvb_document_id_seq'), 'uuid', 'plan-' || n,
        'access_tokens', jsonb_build_array(n * 16 + 1, old.company_id * 16 + 4),
        'search_text', 'cong van so ' || n || ' ve viec ' || md5(n::text)))).*
    FROM qlvb_document AS old, generate_series(1000000, 1004000) AS n
    WHERE old.id = %(document)s RETURNING id),
kept AS (
    INSERT INTO qlvb_document_file SELECT (jsonb_populate_record(old,
        jsonb_build_object('id', nextval('qlvb_document_file_id_seq'),
                           'document_id', filled.id))).*
    FROM qlvb_document_file AS old, filled
    WHERE old.document_id = %(document)s RETURNING id, document_id)
INSERT INTO qlvb_file_text (file_id, document_id, state, words)
SELECT id, document_id, 'done', to_tsvector('simple', md5(id::text)) FROM kept
"""


@tagged("post_install", "-at_install")
class TestSearchPlan(QlvbCommon):
    """The searches go by their indexes, in one agency with thousands of documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        document = cls._receive()
        cls.env.flush_all()
        cls.cr.execute(FILL, {"document": document.id})
        cls.cr.execute("ANALYZE qlvb_document, qlvb_file_text")

    def _plan(self, field, user=None):
        documents = self.env["qlvb.document"].with_user(user or self.head)
        query = documents._search([(field, "ilike", "sot xuat")], order="id desc")
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in rows)

    def test_the_search_goes_by_the_index_of_tokens_and_words(self):
        plan = self._plan("search_all")
        index = plan.partition("on qlvb_document_search_idx")[2]
        condition = index.partition("Index Cond:")[2].partition("\n")[0]
        self.assertIn("access_tokens", condition, plan)
        self.assertIn("to_tsvector", condition, plan)

    def test_a_clerk_who_sees_all_searches_by_the_same_index(self):
        plan = self._plan("search_all", self.clerk)
        condition = plan.partition("qlvb_document_search_idx")[2]
        self.assertIn("access_tokens", condition, plan)

    def test_the_search_in_files_goes_by_its_index(self):
        self.assertIn("qlvb_file_text_words_idx", self._plan("search_content"))

    def test_the_search_everywhere_goes_by_both(self):
        plan = self._plan("search_everywhere")
        self.assertIn("qlvb_file_text_words_idx", plan)
        self.assertIn("qlvb_document_search_idx", plan)
