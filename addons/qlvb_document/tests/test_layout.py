# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from pdfminer.high_level import extract_text

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from vnrecords import drafting

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestLayout(QlvbCommon):
    """The page is drawn from the form for those who have no Word (S8)."""

    def _text(self, code=None, **values):
        """Return the text of the PDF of a draft that is drawn from the form."""
        if code:
            values["type_id"] = self.env.ref(f"qlvb_document.type_{code}").id
        values.setdefault("body", "Căn cứ Luật A;\nĐiều 1. Giao.\nĐiều 2. Thi hành.")
        draft = self._drafted(layout="form", **values)
        draft.make_pdf()
        return extract_text(io.BytesIO(draft._newest("pdf")._bytes()))

    def test_a_pdf_is_made_without_any_word_file(self):
        draft = self._drafted(layout="form", body="Một đoạn.")
        draft.action_make_draft()
        self.assertFalse(draft._newest("draft"))
        self.assertEqual(draft._newest("pdf").note, "drawn from the form")
        self.assertEqual(draft.main_file_id.kind, "pdf")

    def test_it_can_be_submitted_like_any_other(self):
        draft = self._drafted(layout="form", body="Một đoạn.")
        draft.make_pdf()
        draft.submit("Trình ký")
        self.assertEqual(draft.submission_ids.file_id, draft._newest("pdf"))

    def test_each_of_the_29_types_is_drawn_s11(self):
        kinds = self.env["qlvb.document.template"].search([]).type_id
        self.assertEqual(len(kinds), 29)
        for kind in kinds:
            with self.subTest(kind.code):
                text = self._text(type_id=kind.id)
                self.assertIn("Thi hành./.", text)
                if kind.template != "letter":
                    self.assertIn(kind.name.upper(), text.upper())

    def test_a_decision_has_its_grounds_and_who_decides(self):
        self.district.write(
            {
                "qlvb_full_name": "Ủy ban nhân dân huyện Thử",
                "qlvb_head_position": "Chủ tịch",
            }
        )
        text = self._text("quyet_dinh", authority="KT.")
        self.assertIn("CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THỬ", text)
        self.assertIn("Căn cứ Luật A.", text)
        self.assertIn("QUYẾT ĐỊNH:", text)
        self.assertIn("- Như Điều 2;", text)

    def test_the_collective_decides_in_its_own_name(self):
        self.district.qlvb_full_name = "Ủy ban nhân dân huyện Thử"
        text = self._text("nghi_quyet", authority="TM.")
        self.assertIn("ỦY BAN NHÂN DÂN HUYỆN THỬ\n", text)
        self.assertIn("QUYẾT NGHỊ:", text)

    def test_an_invitation_names_whom_it_invites(self):
        text = " ".join(self._text("giay_moi", body="Thời gian: 8 giờ.").split())
        self.assertIn("trân trọng kính mời: UBND xã Mẫu", text)
        self.assertIn("- Như trên;", text)

    def test_minutes_are_signed_by_who_wrote_and_who_presided(self):
        text = self._text("bien_ban")
        for part in ("THƯ KÝ", "CHỦ TỌA", self.specialist.name, "Lưu: VT, Hồ sơ."):
            self.assertIn(part, text)

    def test_a_leave_permit_begins_with_the_request_and_can_be_confirmed(self):
        body = "Xét Đơn đề nghị của bà Hoa;\nBà: Trần Thị Hoa."
        text = " ".join(self._text("giay_nghi_phep", body=body).split())
        self.assertLess(text.index("Xét Đơn"), text.index("cấp cho:"))
        self.assertIn("nơi nghỉ phép (nếu cần)", text)
        self.assertNotIn("về việc trả lời", text)

    def test_word_and_form_show_the_same_parts(self):
        for code in ("quyet_dinh", "to_trinh", "cong_van"):
            draft = self._drafted(
                type_id=self.env.ref(f"qlvb_document.type_{code}").id, body="Một."
            )
            data, drawn = draft._docx_context(), draft._letter_content()
            with self.subTest(code):
                self.assertEqual([*drawn.recipients], data["recipients"])
                self.assertEqual(drawn.enacting, data["enacting"])
                addressed = code in drafting.ADDRESSED
                self.assertEqual(
                    [*drawn.addressees], data["addressees"] if addressed else []
                )

    @users("t_specialist")
    def test_the_choice_is_made_in_the_form(self):
        documents = self.env["qlvb.document"].with_context(default_direction="outgoing")
        with Form(documents) as form:
            form.name = "về việc khen thưởng"
            form.layout = "form"
        self.assertEqual(form.record.layout, "form")

    def test_strangers_choose_nothing_s55(self):
        draft = self._drafted()
        with self.assertRaises(AccessError):
            draft.with_user(self.stranger).layout = "form"
        approved = self._approved()
        with self.assertRaises(UserError):
            approved.layout = "form"

    def test_words_that_look_like_markup_stay_words(self):
        text = self._text(body="a < b & c <b>đậm</b>")
        self.assertIn("a < b & c <b>đậm</b>", text)

    def test_recipients_of_a_letter_are_those_above(self):
        partners = [
            Command.create({"partner_id": agency.partner_id.id})
            for agency in (self.commune, self.district)
        ]
        text = self._text(recipient_ids=partners)
        self.assertIn("- UBND xã Mẫu;", text)
        self.assertIn("- Như trên;", text)
