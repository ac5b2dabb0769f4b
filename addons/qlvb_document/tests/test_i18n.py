# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .cases import RefusalCase
from .common import as_file
from .i18n import TranslationMixin


@tagged("post_install", "-at_install")
class TestTranslation(TranslationMixin, RefusalCase):
    """Everything is said in Vietnamese, the refusals too (S2, S57)."""

    def setUp(self):
        super().setUp()
        self.clerk.lang = "vi_VN"
        documents = self.env["qlvb.document"].with_user(self.clerk)
        self.documents = documents.with_context(lang="vi_VN")

    def test_every_term_is_translated(self):
        self.assertTranslated("qlvb_document")

    def test_a_refusal_is_told_in_vietnamese_with_its_basis_s2(self):
        sentence = "Bí mật nhà nước không được đưa vào phần mềm này .*Luật Bảo vệ"
        with self._refused(sentence):
            self.documents.receive({"name": "Thử", "secrecy": "mat"})
        for data, sentence in (
            (b"", "rỗng: hãy chọn lại tệp"),
            (b"x", "không đúng với tên tệp"),
        ):
            with self.subTest(sentence=sentence), self._refused(sentence):
                self.documents.receive({"name": "Thử"}, [as_file("a.pdf", data)])

    def test_the_steps_and_states_have_their_official_names(self):
        document = self.documents.browse(self._assigned().id)
        self.env.invalidate_all()
        states = dict(document._fields["state"]._description_selection(document.env))
        self.assertEqual(states["registered"], "Đã vào sổ")
        self.assertEqual(states["issued"], "Đã phát hành")
        roles = [row.display_name.partition(":")[0] for row in document.assignment_ids]
        self.assertEqual(set(roles), {"Chờ chỉ đạo", "Chủ trì", "Phối hợp"})
        with self.assertRaisesRegex(UserError, "đang ở trạng thái “Đã vào sổ”"):
            document._set_state("issued")
