# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .following import FollowCase


@tagged("post_install", "-at_install")
class TestRecipientStatuses(FollowCase):
    """How far a document is at each recipient: 01-06, 13, 15, 16 (S39)."""

    def _codes(self, recipient):
        return recipient.sudo().status_ids.sorted("id").mapped("code")

    def test_each_status_says_when_by_whom_and_why_s39(self):
        document = self._delivered()
        arrived = self._arrived(document).with_user(self.commune_clerk)
        arrived.return_to_sender("Nhầm nơi nhận")
        last = document.recipient_ids.timeline[-1]
        self.assertEqual(
            (last["code"], last["by"], last["reason"], last["at"]),
            ("02", self.commune_clerk.name, "Nhầm nơi nhận", "2026-03-02 01:00:00"),
        )

    def test_late_doubled_and_unordered_codes_converge_s39(self):
        recipient = self._issued().recipient_ids
        for code in ("03", "01", "03", "15", "06", "05", "02"):
            recipient._set_status(code)
        self.assertEqual(self._codes(recipient), ["00", "03", "06"])

    def test_a_taken_back_document_shows_it_until_it_is_answered_s39(self):
        recipient = self._issued().recipient_ids
        for code in ("01", "13", "03"):
            recipient._set_status(code)
        self.assertEqual(recipient.status, "13")
        for code in ("16", "05"):
            recipient._set_status(code)
        self.assertEqual(recipient.status, "05")
        self.assertEqual(self._codes(recipient), ["00", "01", "13", "03", "16", "05"])

    def _by_post(self):
        citizen = self.env["res.partner"].create({"name": "Hộ ông C"})
        document = self._issued(
            recipient_ids=[Command.create({"partner_id": citizen.id})]
        )
        document.recipient_ids._set_status("001")  # as the delivery book says
        return document.recipient_ids

    def test_the_clerk_notes_what_a_recipient_outside_says_s39(self):
        recipient = self._by_post()
        self.assertEqual(recipient.status, "001")
        recipient.with_user(self.clerk).action_note_received()
        self.assertEqual(recipient.status, "03")
        recipient.with_user(self.clerk).note_status("06")
        self.assertEqual(recipient.status, "06")

    def test_what_a_clerk_cannot_note_is_told_s39(self):
        recipient = self._by_post().with_user(self.clerk)
        for code, reason, sentence in (
            ("13", None, "A clerk notes 01, 02, 03 or 06"),
            ("zz", None, "A clerk notes 01, 02, 03 or 06"),
            ("02", " ", "Say why"),
        ):
            with self.subTest(code=code), self.assertRaisesRegex(UserError, sentence):
                recipient.note_status(code, reason)
        inside = self._delivered().recipient_ids.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "comes back by itself"):
            inside.note_status("03")
        draft = self._drafted(
            recipient_ids=[Command.create({"partner_id": self.ministry.id})]
        )
        with self.assertRaisesRegex(UserError, "Nothing was sent"):
            draft.recipient_ids.with_user(self.clerk).note_status("03")

    def test_nobody_but_the_sender_s_clerk_notes_a_status_s39(self):
        recipient = self._by_post()
        for user in (self.specialist, self.leader, self.admin_user, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                recipient.with_user(user).note_status("03")

    def test_the_board_shows_what_its_reader_may_see_s39(self):
        document = self._issued()
        for user, seen in (
            (self.clerk, True),
            (self.leader, True),
            (self.specialist, True),
            (self.stranger, False),
            (self.commune_clerk, False),
            (self.admin_user, False),
        ):
            with self.subTest(user=user.login):
                rows = self.env["qlvb.recipient"].with_user(user)
                found = rows.search([("status", "!=", False)])
                self.assertEqual(document.recipient_ids in found, seen)
                history = self.env["qlvb.recipient.status"].with_user(user)
                mine = history.search(
                    [("recipient_id", "=", document.recipient_ids.id)]
                )
                self.assertEqual(bool(mine), seen)

    def test_the_history_is_the_system_s_s39(self):
        recipient = self._issued().recipient_ids
        row = recipient.status_ids
        for user in (self.clerk, self.specialist, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    row.with_user(user).write({"code": "06"})
                with self.assertRaises(AccessError):
                    row.with_user(user).create(
                        {"recipient_id": recipient.id, "code": "06"}
                    )

    def test_a_name_tells_the_title_only_to_who_may_see_it_s20(self):
        recipient = self._issued().recipient_ids
        self.assertIn("về việc", recipient.with_user(self.clerk).display_name)
        shown = recipient.with_user(self.stranger).sudo().display_name
        self.assertEqual(shown, "UBND xã Mẫu")

    def test_a_longer_board_asks_no_more_often_s57(self):
        names = ["name", "notation", "issue_date", "status", "timeline", "read_at"]

        def queries(number):
            partners = self.env["res.partner"].create(
                [{"name": f"Nơi nhận {number} {n}"} for n in range(number)]
            )
            document = self._issued(
                recipient_ids=[
                    Command.create({"partner_id": partner.id}) for partner in partners
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            rows = self.env["qlvb.recipient"].with_user(self.clerk)
            before = self.cr.sql_log_count
            rows.search_read([("document_id", "=", document.id)], names)
            return self.cr.sql_log_count - before

        queries(1)
        self.assertLessEqual(queries(8), queries(2) + 2)
