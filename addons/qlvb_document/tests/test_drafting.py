# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import zipfile
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from ..tools import office
from .common import QlvbCommon

# ND 30/2020, art. 7: abbreviation by code; an official letter has none.
KINDS = {
    "nghi_quyet": "NQ",
    "quyet_dinh": "QĐ",
    "chi_thi": "CT",
    "quy_che": "QC",
    "thong_bao": "TB",
    "huong_dan": "HD",
    "chuong_trinh": "CTr",
    "ke_hoach": "KH",
    "phuong_an": "PA",
    "de_an": "ĐA",
    "du_an": "DA",
    "bao_cao": "BC",
    "bien_ban": "BB",
    "to_trinh": "TTr",
    "hop_dong": "HĐ",
    "cong_dien": "CĐ",
    "giay_moi": "GM",
    "cong_van": False,
}


@tagged("post_install", "-at_install")
class TestDrafting(QlvbCommon):
    """What a draft starts from, and who works on it (art. 9)."""

    def test_the_types_of_the_decree_are_there_s11(self):
        types = self.env["qlvb.document.type"].search([("is_refused", "=", False)])
        known = {kind.code: kind.abbreviation for kind in types}
        self.assertGreaterEqual(known.items(), KINDS.items())
        decree = len(known.keys() - {"sao_y", "trich_sao", "sao_luc"})
        self.assertGreaterEqual(decree, 29)

    def test_what_else_is_exchanged_has_a_type_s11(self):
        """The regulation, art. 5: schedules, introduction of seal and signatures…"""
        for code in ("lich_lam_viec", "gioi_thieu_con_dau", "tai_lieu_trao_doi"):
            with self.subTest(code=code):
                self.assertEqual(self._registered(type=code).type_id.code, code)

    def test_an_unknown_type_or_field_is_told_in_words(self):
        for values in ({"type": "khong_co"}, {"no_such_field": 1}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._receive(**values)

    def test_a_draft_knows_its_unit_place_signer_and_notation(self):
        self.assertRecordValues(
            self._drafted(),
            [
                {
                    "department_id": self.culture.id,
                    "place": "Quảng Thử",
                    "signer_id": self.leader.id,
                    "notation_tail": "UBND-VHTT",
                    "user_id": self.specialist.id,
                }
            ],
        )

    @users("t_specialist")
    def test_the_notation_follows_the_type_in_the_form(self):
        documents = self.env["qlvb.document"].with_context(default_direction="outgoing")
        with Form(documents) as form:
            form.name = "về việc khen thưởng"
            form.type_id = self.decision
            self.assertEqual(form.notation_tail, "QĐ-UBND")
        self.assertEqual(form.record.user_id, self.specialist)

    def test_the_head_signs_for_the_collective_and_the_deputy_for_the_head(self):
        self.district.qlvb_collective = "ỦY BAN NHÂN DÂN"
        self.assertEqual(self._drafted().authority, "TM.")
        self.assertEqual(self._drafted(signer_id=self.deputy.id).authority, "KT.")

    def test_the_word_file_carries_the_entry(self):
        draft = self._drafted(body="Đoạn thứ nhất.\nĐoạn thứ hai.")
        draft.make_docx()
        word = draft.file_ids.filtered(lambda file: file.kind == "draft")
        with zipfile.ZipFile(io.BytesIO(word._bytes())) as archive:
            text = archive.read("word/document.xml").decode()
        for part in ("Đoạn thứ hai.", "UBND-VHTT", "UBND xã Mẫu", "Quảng Thử"):
            self.assertIn(part, text)

    def test_each_upload_is_a_version_with_its_note_s33(self):
        draft = self._drafted()
        draft.make_docx()
        draft.make_docx()
        word = draft.file_ids.filtered(lambda file: file.kind == "draft")
        self.assertEqual(sorted(word.mapped("version")), [1, 2])

    def test_without_libreoffice_the_letter_is_drawn_all_the_same(self):
        draft = self._drafted(body="Một đoạn.")
        draft.make_docx()
        missing = office.OfficeError("not here", missing=True)
        with patch.object(office, "to_pdf", side_effect=missing):
            draft.make_pdf()
        self.assertTrue(draft.main_file_id._bytes().startswith(b"%PDF"))
        self.assertEqual(draft.main_file_id.kind, "pdf")

    def test_a_libreoffice_that_dies_changes_nothing_and_says_so(self):
        draft = self._drafted()
        draft.make_docx()
        files = draft.file_ids
        with (
            patch.object(office, "to_pdf", side_effect=office.OfficeError("killed")),
            self.assertRaisesRegex(UserError, "LibreOffice did not answer"),
        ):
            draft.make_pdf()
        self.assertEqual(draft.file_ids, files)

    def test_strangers_neither_see_nor_change_a_draft_s55(self):
        draft = self._drafted()
        content = base64.b64encode(b"x")
        for user in (self.stranger, self.finance_head, self.commune_clerk):
            mine = draft.with_user(user)
            for call in (
                lambda row: row.read(["name"]),
                lambda row: row.write({"name": "x"}),
                lambda row: row.make_docx(),
                lambda row: row.make_pdf(),
                lambda row: row.upload_version("a.pdf", content),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call(mine)
