# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .cases import make_page
from .common import QlvbCommon, as_file, make_pdf

CHOICES = ("accept", "tell_sender", "tell_office", "return")


@tagged("post_install", "-at_install")
class TestDiscrepancies(QlvbCommon):
    """Each number and every page is checked; what differs is settled (art. 7.1a)."""

    def _short(self, **values):
        """Return a draft of two pages that should have three."""
        file = as_file("a.pdf", make_pdf(pages=2))
        return self._receive(declared_pages=3, files=[file], **values)

    def test_a_difference_of_pages_stops_the_entry_and_names_it_s21(self):
        document = self._short()
        self.assertTrue(document.is_discrepancy_open)
        self.assertRegex(document.discrepancy, "has 2 pages.*declared 3")
        with self.assertRaisesRegex(UserError, "(?s)has 2 pages.*declared 3.*settle"):
            document.action_register()

    def test_the_number_on_page_1_is_compared_with_the_entry_s21(self):
        page = make_page("UBND HUYỆN", "Số: 15/QĐ-UBND", "Quyết định")
        document = self._receive(notation="16/QĐ-UBND", files=[as_file("a.pdf", page)])
        self.assertEqual(document.notation_found, "15/QĐ-UBND")
        with self.assertRaisesRegex(UserError, "bears the number 15/QĐ-UBND, but 16"):
            document.action_register()
        document.action_take_found_notation()
        self.assertEqual(document.notation, "15/QĐ-UBND")
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_the_same_number_written_otherwise_is_no_difference_s21(self):
        page = make_page("Số: 05/QĐ-UBND")
        document = self._receive(notation="5/qđ-ubnd", files=[as_file("a.pdf", page)])
        self.assertFalse(document.discrepancy)

    def test_it_is_accepted_with_a_reason_that_the_trail_keeps_s21(self):
        document = self._short()
        document.resolve_discrepancy("accept", "Trang 3 là trang trắng")
        self.assertFalse(document.is_discrepancy_open)
        event = document.event_ids.filtered(lambda row: row.kind == "discrepancy")
        self.assertEqual(event.details["choice"], "accept")
        self.assertIn("Trang 3 là trang trắng", event.details["told"])
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_a_choice_holds_only_for_the_difference_it_was_made_for_s21(self):
        document = self._short()
        document.resolve_discrepancy("accept", "Trang trắng")
        document.declared_pages = 9
        with self.assertRaisesRegex(UserError, "declared 9"):
            document.action_register()

    def test_it_is_returned_with_status_02_and_the_reason_s22(self):
        document = self._short()
        document.resolve_discrepancy("return", "Đề nghị gửi lại đủ trang")
        self.assertRecordValues(document, [{"state": "returned", "status": "02"}])
        self.assertRegex(document.return_reason, "(?s)declared 3.*gửi lại đủ trang")

    def test_it_is_kept_and_the_sender_told_by_mail_s22(self):
        self.ministry.email = "vanthu@so.example.org"
        document = self._short()
        document.resolve_discrepancy("tell_sender", "Đề nghị gửi bổ sung trang 3")
        mail = self.env["mail.mail"].search(
            [("email_to", "=", "vanthu@so.example.org")], order="id desc", limit=1
        )
        self.assertIn("gửi bổ sung trang 3", mail.body_html)
        self.assertIn("declared 3", mail.body_html)
        self.assertEqual(document.state, "draft")
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_the_same_choice_twice_tells_the_sender_once_s22(self):
        self.ministry.email = "vanthu@so.example.org"
        document = self._short()
        told = [("email_to", "=", "vanthu@so.example.org")]
        before = self.env["mail.mail"].search_count(told)
        for _click in range(2):
            document.resolve_discrepancy("tell_sender", "Đề nghị gửi bổ sung trang 3")
        self.assertEqual(self.env["mail.mail"].search_count(told), before + 1)
        document.resolve_discrepancy("accept", "Đã nhận đủ")
        self.assertEqual(document.discrepancy_choice, "accept")

    def test_without_an_address_another_way_is_shown_s22(self):
        document = self._short()
        with self.assertRaisesRegex(
            UserError, "no e-mail address.*return the document"
        ):
            document.resolve_discrepancy("tell_sender", "Thiếu trang")
        self.assertTrue(document.is_discrepancy_open)

    def test_the_clerk_may_type_where_an_unknown_sender_is_told_s22(self):
        document = self._short()
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            document.resolve_discrepancy("tell_sender", "Thiếu trang 3", "vanthu")
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            document.resolve_discrepancy("tell_sender", "Thiếu trang 3", ["a@b.org"])
        dialog = Form(
            self.env["qlvb.document.discrepancy"].with_context(
                default_document_id=document.id
            )
        )
        self.assertFalse(dialog.knows_address)
        dialog.choice, dialog.reason = "tell_sender", "Thiếu trang 3"
        dialog.email = "vanthu@noi-khac.example.org"
        dialog.save().action_resolve()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertEqual(mail.email_to, "vanthu@noi-khac.example.org")
        self.assertFalse(document.is_discrepancy_open)

    def test_a_known_address_is_not_replaced_by_a_typed_one_s22(self):
        self.ministry.email = "vanthu@so.example.org"
        document = self._short()
        document.resolve_discrepancy("tell_sender", "Thiếu trang 3", "a@b.example.org")
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertEqual(mail.email_to, "vanthu@so.example.org")

    def test_an_agency_of_this_system_is_told_at_its_own_document_s22(self):
        source = self._drafted()
        document = self._short()
        link = {"source_recipient_id": source.recipient_ids.id}
        document.sudo()._through_door().write(link)
        document.resolve_discrepancy("tell_sender", "Thiếu trang 3")
        event = source.event_ids.filtered(lambda row: row.kind == "discrepancy")
        self.assertEqual(event.details["recipient"], self.district.name)
        self.assertIn("Thiếu trang 3", event.details["told"])

    def test_the_head_of_office_is_told_and_sees_the_draft_s22(self):
        document = self._short()
        with self.assertRaises(AccessError):
            document.with_user(self.office).read(["name"])
        document.resolve_discrepancy("tell_office", "Xin ý kiến về việc thiếu trang")
        activity = document.sudo().activity_ids
        self.assertEqual(activity.user_id, self.office)
        self.assertIn("thiếu trang", activity.note)
        self.assertTrue(document.with_user(self.office).read(["name"]))
        document.action_register()
        self.assertEqual(document.state, "registered")

    def test_only_clerks_of_the_agency_settle_s22(self):
        document = self._short()
        for user in (self.leader, self.office, self.specialist, self.commune_clerk):
            for choice in CHOICES:
                with self.subTest(user.login), self.assertRaises(AccessError):
                    document.with_user(user).resolve_discrepancy(choice, "Lý do")

    def test_bad_arguments_are_told_s22(self):
        document = self._short()
        for choice, reason, pattern in (
            ("ignore", "x", "Choose one of"),
            (["accept"], "x", "Choose one of"),
            ("accept", "", "Give the reason"),
            ("accept", None, "Give the reason"),
        ):
            with self.subTest(choice), self.assertRaisesRegex(UserError, pattern):
                document.resolve_discrepancy(choice, reason)
        with self.assertRaisesRegex(UserError, "no difference"):
            self._receive().resolve_discrepancy("accept", "Không có gì")
        for values in ({"discrepancy_choice": "accept"}, {"discrepancy_key": "x"}):
            with self.assertRaises(UserError):
                document.write(values)

    def test_the_dialog_asks_and_settles_s22(self):
        document = self._short()
        action = document.action_resolve_discrepancy()
        wizard = self.env[action["res_model"]].with_user(self.clerk)
        with Form(wizard.with_context(**action["context"])) as form:
            self.assertIn("declared 3", form.discrepancy)
            form.choice = "accept"
            form.reason = "Trang trắng không quét"
        form.record.action_resolve()
        self.assertFalse(document.is_discrepancy_open)

    def test_blank_pages_and_coarse_scans_are_looked_for_by_the_job_s21_s23(self):
        document = self._receive(files=[as_file("a.pdf", make_pdf(pages=2))])
        check = document.check_id
        self.assertEqual(check.state, "waiting")
        check.sudo()._check()
        self.assertRecordValues(
            check, [{"state": "done", "pages": 2, "blank_pages": ""}]
        )
        self.assertFalse(document.check_note)
        notes = {"blank_pages": "2, 5", "coarse_pages": "1 (150)"}
        check.sudo().write(notes)
        self.assertRegex(document.check_note, r"(?s)2, 5.*1 \(150\)")

    def test_the_job_takes_every_waiting_file_and_survives_a_bad_one_s21(self):
        good = self._receive().check_id
        bad = self._receive().check_id
        self.env.cr.execute(
            "UPDATE ir_attachment SET store_fname = NULL, db_datas = 'x' WHERE id = %s",
            [bad.file_id.attachment_id.id],
        )
        self.env.invalidate_all()
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_file_check").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(good.state, "done")
        self.assertEqual(bad.state, "failed")

    def test_a_file_that_ends_the_job_three_times_is_left_out_s21(self):
        """Each try is counted before the look, which may end the process."""
        check, other = (self._receive().check_id.sudo() for _file in range(2))
        check.attempts = 3
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_file_check").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((check.state, check.attempts), ("failed", 4))
        self.assertEqual((other.state, other.attempts), ("done", 1))

    def test_a_reason_given_with_the_entry_holds_for_that_difference_s22(self):
        document = self._receive(
            declared_pages=3,
            page_reason="Trang trắng không quét",
            files=[as_file("a.pdf", make_pdf(pages=2))],
        )
        self.assertTrue(document.discrepancy_key)
        self.assertFalse(document.is_discrepancy_open)
        self.assertIn("discrepancy", document.event_ids.mapped("kind"))
        document.declared_pages = 5
        self.assertTrue(document.is_discrepancy_open)
        with self.assertRaisesRegex(UserError, "declared 5"):
            document.action_register()

    def test_signatures_are_named_checked_or_not_s12(self):
        self.assertTrue(self._receive().signature_note)
