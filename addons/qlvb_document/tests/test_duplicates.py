# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon, as_file, make_pdf


@tagged("post_install", "-at_install")
class TestDuplicates(QlvbCommon):
    """What came before is not registered twice without a reason (art. 7.1)."""

    def test_the_same_bytes_are_found_whatever_else_is_entered(self):
        file = as_file("a.pdf", make_pdf("The same"))
        first = self._receive(files=[file], notation="1/A")
        again = self._receive(files=[file], notation="2/B", issuer={"name": "Sở Khác"})
        self.assertEqual(again.duplicate_ids, first)
        with self.assertRaisesRegex(UserError, "here already: 1/A"):
            again.action_register()

    def test_the_number_is_compared_without_zeros_case_and_accents(self):
        first = self._receive(notation="057/UBND-VX")
        for notation in ("57/UBND-VX", "57/ubnd-vx", "Số: 57 / UBND – VX"):
            with self.subTest(notation=notation):
                again = self._receive(notation=notation)
                self.assertIn(first, again.duplicate_ids)

    def _other(self, text, **values):
        """Return a document whose file nobody has sent before."""
        return self._receive(files=[as_file("a.pdf", make_pdf(text))], **values)

    def test_two_bodies_may_both_send_12_cv(self):
        self._receive(notation="12/CV")
        other = self._other("B", notation="12/CV", issuer={"name": "Sở Khác"})
        self.assertFalse(other.duplicate_ids)
        other.action_register()
        self.assertEqual(other.state, "registered")

    def test_the_body_is_the_same_by_record_or_by_its_name(self):
        self._receive(notation="12/CV", issuer={"name": "SỞ  Khác"})
        again = self._other("B", notation="12/CV", issuer={"name": "Sở Khác"})
        self.assertTrue(again.duplicate_ids)

    def test_another_year_is_another_document(self):
        self._receive(notation="12/CV", issue_date="2025-12-31")
        again = self._other("B", notation="12/CV", issue_date="2026-01-02")
        self.assertFalse(again.duplicate_ids)

    def test_only_a_clerk_of_the_agency_gives_the_reason_and_it_is_kept(self):
        self._receive(notation="12/CV")
        again = self._receive(notation="12/CV")
        for user in (self.leader, self.commune_clerk, self.specialist):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                again.with_user(user).accept_duplicate("Bản thứ hai")
        for reason in ("", "  ", None, 7):
            with self.assertRaisesRegex(UserError, "Say why"):
                again.accept_duplicate(reason)
        again.accept_duplicate("Bản gửi lại có đóng dấu")
        event = again.event_ids.filtered(lambda row: row.kind == "duplicate")
        self.assertEqual(event.details["reason"], "Bản gửi lại có đóng dấu")
        self.assertEqual(event.user_id, self.clerk)
        again.action_register()
        self.assertEqual(again.state, "registered")

    def test_what_the_reader_may_not_see_is_counted_but_not_named(self):
        first = self._receive(notation="12/CV", name="Điều hành kín")
        again = self._receive(notation="12/CV", name="Khác hẳn")
        seen = again.with_user(self.leader)
        self.env.flush_all()
        self.assertNotIn(first, seen.sudo().duplicate_ids)
        self.assertEqual(seen.sudo().hidden_duplicates, 1)
        (blocker,) = seen.sudo()._duplicate_blockers()
        self.assertNotIn("Điều hành kín", blocker)
        self.assertIn("1 that you may not see", blocker)

    def test_a_similar_abstract_of_the_same_body_only_warns(self):
        first = self._receive(name="Về việc báo cáo kết quả chuyển đổi số")
        again = self._receive(name="V/v báo cáo kết quả chuyển đổi số")
        self.assertEqual(again.similar_ids, first)
        self.assertFalse(again.duplicate_ids)
        again.action_register()
        self.assertFalse(again.similar_ids, "Registered: nobody has to look any more.")

    def test_another_body_month_or_long_ago_is_not_similar(self):
        name = "Báo cáo công tác tháng 02 năm 2026"
        self._receive(name=name)
        for title, values in (
            ("month", {"name": "Báo cáo công tác tháng 03 năm 2026"}),
            ("body", {"name": name, "issuer": {"name": "Sở Khác"}}),
            ("long ago", {"name": name, "received_at": "2026-01-02 02:00:00"}),
        ):
            with self.subTest(title):
                self.assertFalse(self._receive(**values).similar_ids)

    def test_each_check_has_its_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename IN"
            " ('qlvb_document', 'qlvb_document_file')"
        )
        indexes = [line.split(" btree ")[-1] for (line,) in self.env.cr.fetchall()]
        for columns in (
            "(company_id, notation_key) WHERE",
            "(company_id, issuer_name, received_at) WHERE",
            "(sha256)",
        ):
            self.assertTrue(
                [index for index in indexes if index.startswith(columns)], columns
            )
