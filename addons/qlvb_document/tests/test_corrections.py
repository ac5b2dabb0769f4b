# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestCorrections(QlvbCommon):
    """A registered entry is corrected with a reason; what stood there stays (S24)."""

    def setUp(self):
        super().setUp()
        self.document = self._registered(notation="12/STT-VP")

    def test_the_clerk_corrects_and_the_old_value_stays(self):
        self.document.correct(
            {"notation": "13/STT-VP", "issue_date": "2026-02-26"}, "Đọc nhầm số"
        )
        self.assertEqual(self.document.notation, "13/STT-VP")
        self.assertRecordValues(
            self.document.correction_ids,
            [
                {
                    "field_name": "notation",
                    "old_value": "12/STT-VP",
                    "new_value": "13/STT-VP",
                    "reason": "Đọc nhầm số",
                    "user_id": self.clerk.id,
                },
                {
                    "field_name": "issue_date",
                    "old_value": "27/02/2026",
                    "new_value": "26/02/2026",
                    "reason": "Đọc nhầm số",
                    "user_id": self.clerk.id,
                },
            ],
        )
        events = self.document.event_ids.filtered(lambda row: row.kind == "correct")
        self.assertEqual(len(events), 2)
        self.assertFalse(self.env["qlvb.event"]._first_broken(self.document))
        self.assertEqual(self.document.register_number, 1)

    def test_what_stands_there_already_is_no_correction(self):
        values = {"notation": "13/STT-VP", "name": self.document.name}
        first = self.document.correct(values, "Đọc nhầm")
        self.assertEqual(len(first), 1)
        self.assertFalse(self.document.correct(values, "Lần nữa"))

    def test_another_issuer_is_one_correction(self):
        other = self.env["res.partner"].create({"name": "Sở Khác", "is_company": True})
        self.document.correct({"issuer_id": other.id}, "Nhầm nơi gửi")
        self.assertEqual(self.document.issuer_name, "Sở Khác")
        self.assertRecordValues(
            self.document.correction_ids,
            [{"old_value": "Sở Thử nghiệm", "new_value": "Sở Khác"}],
        )

    def test_only_clerks_correct_and_administrators_where_the_agency_says_so(self):
        others = (self.leader, self.office, self.head, self.specialist)
        for user in (*others, self.commune_clerk, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.document.with_user(user).correct({"name": "Khác"}, "Tôi muốn")
        self.assertEqual(self.document.name, "Báo cáo chuyển đổi số")
        self.assertTrue(self.document.with_user(self.clerk).can_correct)
        self.assertFalse(self.document.with_user(self.leader).can_correct)

    def test_what_is_not_of_the_entry_is_not_corrected(self):
        for values in (
            {"state": "draft"},
            {"register_number": 7},
            {"received_at": "2026-01-01 00:00:00"},
            {"company_id": self.commune.id},
            {"sha256": "0"},
            {},
            None,
            ["name"],
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.document.correct(values, "Sửa")

    def test_an_entry_is_not_emptied(self):
        with self.assertRaisesRegex(UserError, "Abstract.*Number and notation"):
            self.document.correct({"name": " ", "notation": False}, "Xoá")

    def test_a_correction_needs_a_reason(self):
        for reason in ("", " ", None):
            with (
                self.subTest(reason=reason),
                self.assertRaisesRegex(UserError, "Say why"),
            ):
                self.document.correct({"name": "Khác"}, reason)

    def test_a_secret_does_not_come_in_by_a_correction_s2(self):
        refused = self.env["qlvb.document.type"].search(
            [("is_refused", "=", True)], limit=1
        )
        with self.enter_registry_test_mode(), self.assertRaises(UserError):
            self.document.correct({"type_id": refused.id}, "Đổi loại")

    def test_a_draft_is_edited_not_corrected(self):
        with self.assertRaisesRegex(UserError, "not an entry"):
            self._receive().correct({"name": "Khác"}, "Sửa")

    def test_a_cancelled_entry_is_not_corrected(self):
        self.document.number_id.cancel("Vào sổ hai lần")
        with self.assertRaisesRegex(UserError, "is cancelled"):
            self.document.correct({"name": "Khác"}, "Sửa")
        self.assertFalse(self.document.can_correct)

    def test_a_correction_is_never_changed(self):
        self.document.correct({"name": "Khác"}, "Sửa")
        row = self.document.correction_ids
        with self.assertRaises(UserError):
            row.sudo().write({"old_value": "x"})
        with self.assertRaises(UserError):
            row.sudo().unlink()
        with self.assertRaises(AccessError):
            row.with_user(self.stranger).read(["old_value"])
        self.assertEqual(row.with_user(self.leader).new_value, "Khác")

    def test_a_cancelled_duplicate_no_longer_warns(self):
        self.document.number_id.cancel("Nhầm cơ quan")
        again = self._registered(name="Gửi lại", notation="12/STT-VP")
        self.assertEqual(again.register_number, 2)

    @users("t_clerk")
    def test_the_dialog_without_a_change_says_what_to_do(self):
        wizard = self.env["qlvb.document.correct.entry"].create(
            {"document_id": self.document.id, "reason": "Đọc ngược số"}
        )
        with self.assertRaisesRegex(UserError, "Nothing differs from the book"):
            wizard.action_correct()

    @users("t_clerk")
    def test_the_dialog_shows_the_entry_and_corrects_it(self):
        document = self.env["qlvb.document"].browse(self.document.id)
        action = document.action_correct()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            self.assertEqual(form.notation, "12/STT-VP")
            form.notation = "21/STT-VP"
            form.reason = "Đọc ngược số"
        form.record.action_correct()
        self.assertEqual(document.notation, "21/STT-VP")
        self.assertEqual(len(document.correction_ids), 1)
