# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_issuing import IssueCase
from .test_printing import read_text, sheet_column, word_column


@tagged("post_install", "-at_install")
class TestDeliveryBook(IssueCase):
    """What leaves on paper is entered, handed over and signed for (App. IV.III)."""

    def _paper(self, *ways, **values):
        citizens = self.env["res.partner"].create(
            [{"name": f"Hộ ông {way}"} for way in ways]
        )
        rows = [
            Command.create({"partner_id": partner.id, "channel": way})
            for partner, way in zip(citizens, ways, strict=True)
        ]
        return self._issued(recipient_ids=rows, **values)

    def _lines(self, document, user=None):
        lines = self.env["qlvb.delivery"].with_user(user or self.clerk)
        return lines.search([("document_id", "=", document.id)], order="id")

    def test_a_line_comes_by_itself_for_each_recipient_on_paper(self):
        document = self._paper("post", "hand")
        lines = self._lines(document)
        self.assertEqual(lines.mapped("way"), ["post", "hand"])
        self.assertEqual(set(lines.mapped("state")), {"waiting"})
        self.assertEqual(lines[0].notation, document.notation)
        self.assertEqual(document.recipient_ids.mapped("status"), ["00", "00"])

    def test_the_register_of_issued_documents_says_who_signed_for_it(self):
        """Column 9 of the book (App. IV.I): from the delivery book."""
        document = self._paper("post", "hand")
        self.assertEqual(document._register_row().receipt, "")
        lines = self._lines(document)
        lines.hand_over()
        lines[0].confirm("Nguyễn Văn A", "2026-03-02")
        self.assertEqual(document._register_row().receipt, "Nguyễn Văn A 02/03")
        lines[1].confirm("Trần Thị B", "2026-03-02")
        told = "Nguyễn Văn A 02/03; Trần Thị B 02/03"
        self.assertEqual(document._register_row().receipt, told)
        self.assertEqual(document._register_row().keeper, "VT; VHTT")

    def test_the_register_says_when_an_agency_of_the_system_got_it(self):
        document = self._issued()
        self.assertEqual(document._register_row().receipt, "")
        document.recipient_ids._set_status("01")
        receipt = document._register_row().receipt
        self.assertEqual(receipt, "UBND xã Mẫu 02/03")

    def test_who_wants_paper_too_gets_both(self):
        row = Command.create({"partner_id": self.commune.partner_id.id, "paper": True})
        document = self._issued(recipient_ids=[row])
        self.assertEqual(self._lines(document).way, "post")
        outbox = self.env["qlvb.outbox"].search([("document_id", "=", document.id)])
        self.assertEqual(outbox.channel, "internal")
        self.assertFalse(self._lines(self._issued()))

    def test_the_outbox_does_not_say_that_paper_has_left(self):
        document = self._paper("post")
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(document.recipient_ids.status, "00")

    def test_handing_over_and_the_signature_are_noted_with_their_times(self):
        document = self._paper("post")
        line = self._lines(document)
        line.hand_over("Bưu điện huyện", 2, "Gửi bảo đảm")
        self.assertRecordValues(
            line,
            [
                {
                    "state": "handed",
                    "moment": self._now(),
                    "carrier": "Bưu điện huyện",
                    "envelopes": 2,
                    "user_id": self.clerk.id,
                }
            ],
        )
        self.assertEqual(document.recipient_ids.status, "001")
        line.confirm("Nguyễn Văn A", "2026-03-02")
        self.assertRecordValues(
            line, [{"state": "received", "received_by": "Nguyễn Văn A"}]
        )
        self.assertEqual(document.recipient_ids.status, "01")
        self.assertIn("deliver", document.event_ids.mapped("kind"))

    def test_a_second_click_changes_nothing(self):
        line = self._lines(self._paper("hand"))
        line.hand_over("Giao liên")
        line.hand_over("Người khác", 9)
        self.assertEqual((line.carrier, line.envelopes), ("Giao liên", 1))

    def test_what_comes_back_can_leave_again(self):
        line = self._lines(self._paper("post"))
        line.hand_over("Bưu điện")
        line.come_back("Sai địa chỉ")
        self.assertRecordValues(line, [{"state": "returned", "note": "Sai địa chỉ"}])
        line.hand_over("Giao liên")
        self.assertEqual(line.state, "handed")

    def test_what_was_recalled_is_not_handed_over(self):
        document = self._paper("post")
        document.with_user(self.clerk).recall("Sai số liệu", self.leader.id)
        line = self._lines(document)
        with self.assertRaisesRegex(UserError, "does not leave any more"):
            line.hand_over("Bưu điện")
        self.assertEqual(line.state, "waiting")

    def test_each_bad_step_is_one_sentence_and_changes_nothing(self):
        line = self._lines(self._paper("post"))
        with self.assertRaisesRegex(UserError, "cannot become"):
            line.confirm("A")
        for count in (0, -1, 1001, "2", True, 1.5):
            with self.subTest(count=count), self.assertRaises(UserError):
                line.hand_over("Bưu điện", count)
        self.assertEqual(line.state, "waiting")
        line.hand_over()
        with self.assertRaisesRegex(UserError, "who signed"):
            line.confirm("  ")
        for day in ("2026-03-01", "2026-03-03"):
            with self.assertRaisesRegex(UserError, "between the day it left"):
                line.confirm("A", day)
        with self.assertRaisesRegex(UserError, "why it came back"):
            line.come_back(None)
        self.assertEqual(line.state, "handed")

    def test_only_clerks_of_the_agency_keep_the_book(self):
        line = self._lines(self._paper("post"))
        for user in (self.leader, self.specialist, self.head, self.admin_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).hand_over("Bưu điện")
        for user in (self.commune_clerk, self.stranger):
            mine = self.env["qlvb.delivery"].with_user(user)
            self.assertFalse(mine.search([]))
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).read(["receiver"])
        self.assertTrue(line.with_user(self.specialist).receiver)

    def test_the_book_is_kept_by_the_system(self):
        line = self._lines(self._paper("post"))
        for values in (
            {"state": "received"},
            {"moment": "2026-01-01 00:00:00"},
            {"received_by": "A"},
            {"way": "hand"},
        ):
            for records in (line, line.sudo()):
                with self.subTest(values=values), self.assertRaises(UserError):
                    records.write(values)
        with self.assertRaises(UserError):
            line.sudo().unlink()

    def test_several_lines_are_handed_over_in_one_dialog(self):
        lines = self._lines(self._paper("post", "post"))
        action = lines.action_hand_over()
        step = self.env["qlvb.delivery.step"].with_user(self.clerk)
        with Form(step.with_context(**action["context"])) as form:
            form.carrier = "Bưu điện"
        form.record.action_apply()
        self.assertEqual(set(lines.mapped("state")), {"handed"})

    def test_the_dialog_names_no_line_that_its_user_may_not_see(self):
        line = self._lines(self._paper("post"))
        step = self.env["qlvb.delivery.step"].with_user(self.commune_clerk)
        with self.assertRaises(AccessError):
            step.create({"delivery_ids": line.ids, "what": "hand_over"})

    def _print(self, user=None, **values):
        wizard = self.env["qlvb.delivery.print"].with_user(user or self.clerk)
        return wizard.create({"company_id": self.district.id, **values})._bytes()

    def test_the_book_has_the_six_columns_of_the_law(self):
        document = self._paper("post", "hand")
        post, hand = self._lines(document)
        post.hand_over("Bưu điện huyện", 3)
        post.confirm("Lê Thị B", "2026-03-02")
        hand.hand_over("Giao liên")
        sheet = self._print(form="xlsx")
        found = [sheet_column(sheet, place)[0] for place in range(6)]
        self.assertEqual(
            [str(value) for value in found[1:]],
            [
                document.notation,
                "Hộ ông post",
                "3",
                "Lê Thị B (02/03/2026)",
                "Bưu điện huyện",
            ],
        )
        by_hand = word_column(self._print(form="docx", way="hand"), 2)
        self.assertEqual(by_hand[0], "Hộ ông hand")
        words = read_text(self._print())
        for title in (
            "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN",
            "Ngày chuyển",
            "Số, ký hiệu văn bản",
            "Nơi nhận văn bản",
            "Số lượng bì",
            "Ký nhận và dấu bưu điện",
            "Ghi chú",
            "(6)",
        ):
            self.assertIn(title, words)
        self.assertNotIn("(7)", words)

    def test_the_book_shows_the_chosen_days_and_what_its_reader_may_see(self):
        line = self._lines(self._paper("post"))
        line.hand_over("Bưu điện")
        for days in (
            {"date_from": "2026-03-03", "date_to": False},
            {"date_from": False, "date_to": "2026-03-01"},
        ):
            self.assertNotIn("Hộ ông", read_text(self._print(**days)))
        self.assertIn("Hộ ông", read_text(self._print(self.leader)))
        self.assertNotIn("Hộ ông", read_text(self._print(self.stranger)))
