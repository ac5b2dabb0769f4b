# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QlvbCommon

PAPER = {"has_paper": True, "paper_location": "Tủ 2, cặp 5"}


@tagged("post_install", "-at_install")
class TestPaper(QlvbCommon):
    """Paper that comes in: where it is, when it came (art. 7.1b, S23, S31)."""

    def test_the_clerk_notes_where_the_original_is_and_when_it_came_s23(self):
        document = self._receive(**PAPER, paper_received_on="2026-03-02")
        self.assertEqual(document.paper_location, "Tủ 2, cặp 5")

    def test_the_moment_that_the_clerk_enters_counts_s31(self):
        document = self._receive(**PAPER, received_at="2026-03-02 00:35:00")
        self.assertEqual(str(document.received_at), "2026-03-02 00:35:00")

    def test_it_is_never_in_the_future_s31(self):
        for moment in ("2026-03-02 01:05:00", "2026-03-03 00:00:00"):
            with self.assertRaisesRegex(UserError, "future"):
                self._receive(**PAPER, received_at=moment)
        document = self._receive(**PAPER)
        with self.assertRaisesRegex(UserError, "future"):
            document.received_at = "2026-03-02 09:00:00"
        with self.assertRaisesRegex(UserError, "future"):
            document.paper_received_on = "2026-03-03"

    def test_an_electronic_document_has_not_arrived_before_it_is_here_s31(self):
        document = self._receive()
        with self.assertRaisesRegex(UserError, "arrived in the future"):
            document.received_at = "2026-03-02 09:00:00"

    def test_before_today_only_with_a_reason_that_the_trail_keeps_s31(self):
        """Sunday 23:59 in Việt Nam is yesterday, Monday 00:01 is today."""
        today = self._receive(**PAPER, received_at="2026-03-01 17:01:00")
        self.assertFalse(today.late_entry_reason)
        early = {**PAPER, "received_at": "2026-03-01 16:59:00"}
        with self.assertRaisesRegex(UserError, "before today.*reason"):
            self._receive(**early)
        document = self._receive(**early, late_entry_reason="Mất điện chiều Chủ nhật")
        event = document.event_ids.filtered(lambda row: row.kind == "late_entry")
        self.assertEqual(event.details["reason"], "Mất điện chiều Chủ nhật")
        self.assertEqual(event.details["arrived"], "01/03/2026 23:59")
        with self.assertRaisesRegex(UserError, "before today"):
            document.late_entry_reason = " "

    def test_an_electronic_document_may_have_come_before_today_s31(self):
        document = self._receive(received_at="2026-02-27 02:00:00")
        self.assertFalse(document.has_paper)
        with self.assertRaisesRegex(UserError, "before today"):
            document.has_paper = True

    def test_the_paper_may_move_after_the_entry_and_the_trail_says_so_s23(self):
        document = self._registered(**PAPER)
        document.paper_location = "Phòng Văn hóa"
        event = document.event_ids.filtered(lambda row: row.kind == "paper")[:1]
        self.assertEqual(event.details, {"place": "Phòng Văn hóa"})
        with self.assertRaises(UserError):
            document.has_paper = False

    def test_only_clerks_and_archivists_say_where_it_is_s23(self):
        document = self._assigned(**PAPER)
        for user in (self.leader, self.head, self.office):
            with self.subTest(user.login), self.assertRaises(AccessError):
                document.with_user(user).paper_location = "Nhà"
