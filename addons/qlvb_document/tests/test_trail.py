# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .cases import RealTransactions
from .common import QlvbCommon, as_file, make_pdf


@tagged("post_install", "-at_install")
class TestTrail(QlvbCommon):
    """Who did what and when: appended, chained, never changed (S53)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.events = self.env["qlvb.event"]

    def test_every_step_names_who_did_it_s53(self):
        self._given(self.document).complete("Xong")
        lines = self.document.event_ids.sorted("id")
        self.assertEqual(
            [(line.kind, line.user_id) for line in lines],
            [
                ("receive", self.clerk),
                ("file", self.clerk),
                ("register", self.clerk),
                ("done", self.leader),
                ("instruct", self.leader),
                ("read", self.head),
                ("give", self.head),
                ("done", self.specialist),
                ("done", self.specialist),
            ],
        )
        self.assertTrue(all(line.moment == self._now() for line in lines))
        self.assertFalse(self.events._first_broken(self.document))

    def test_each_line_is_chained_to_the_one_before_s53(self):
        previous = ""
        for line in self.document.event_ids.sorted("id"):
            self.assertEqual(line.previous_hash or "", previous)
            self.assertEqual(len(line.hash), 64)
            previous = line.hash

    def test_neither_users_nor_the_system_change_a_line_s53(self):
        line = self.document.event_ids[0]
        for user in (self.clerk, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    line.with_user(user).write({"kind": "x"})
                with self.assertRaises(UserError):
                    line.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    self._forge(line.with_user(user))
        for change in (lambda: line.sudo().write({"kind": "x"}), line.sudo().unlink):
            with self.assertRaisesRegex(UserError, "never changed"):
                change()

    def _forge(self, line):
        line.create(
            {
                "document_id": line.document_id.id,
                "moment": "2026-01-01 00:00:00",
                "user_id": self.head.id,
                "kind": "agree",
            }
        )

    def test_lines_are_not_slipped_in_with_a_document_s53(self):
        line = {"kind": "issue", "moment": "2026-01-01 00:00:00", "user_id": 1}
        documents = self.env["qlvb.document"].with_user(self.clerk)
        with self.assertRaises(UserError):
            documents.create({"name": "Giả", "event_ids": [(0, 0, line)]})
        with self.assertRaises(UserError):
            self._receive().write({"event_ids": [(0, 0, line)]})

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_refuses_to_change_a_line_s53(self):
        line = self.document.event_ids[0]
        for statement in (
            "UPDATE qlvb_event SET kind = 'x' WHERE id = %s",
            "UPDATE qlvb_event SET hash = NULL WHERE id = %s",
            "UPDATE qlvb_event SET user_id = 1 WHERE id = %s",
            "DELETE FROM qlvb_event WHERE id = %s",
        ):
            with (
                self.subTest(statement=statement),
                self.assertRaisesRegex(psycopg2.Error, "never changed"),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement, [line.id])

    def test_a_line_altered_behind_the_trigger_is_found_s53(self):
        second = self.document.event_ids.sorted("id")[1]
        for change in ("kind = 'agree'", "user_id = 1", "moment = now()"):
            with self.subTest(change=change), self.cr.savepoint() as savepoint:
                self._without_trigger(
                    f"UPDATE qlvb_event SET {change} WHERE id = %s", second
                )
                self.assertEqual(self.events._first_broken(self.document), second)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_a_removed_line_is_found_s53(self):
        first, second, third = self.document.event_ids.sorted("id")[:3]
        self._without_trigger("DELETE FROM qlvb_event WHERE id = %s", second)
        self.assertEqual(self.events._first_broken(self.document), third)
        self.assertTrue(first.hash)

    def _without_trigger(self, statement, line):
        self.env.flush_all()
        self.cr.execute("ALTER TABLE qlvb_event DISABLE TRIGGER qlvb_event_keep")
        self.cr.execute(statement, [line.id])
        self.cr.execute("ALTER TABLE qlvb_event ENABLE TRIGGER qlvb_event_keep")
        self.env.invalidate_all()

    def test_programs_read_the_trail_of_what_they_may_see_s53(self):
        lines = self.document.with_user(self.head).trail()
        self.assertEqual(lines[0]["kind"], "receive")
        self.assertEqual(lines[0]["user"], self.clerk.name)
        self.assertEqual(lines[1]["previous_hash"], lines[0]["hash"])
        for user in (self.stranger, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.document.with_user(user).trail()

    def test_the_summary_has_no_technical_words_s53(self):
        document = self._registered(files=[as_file("cong-van.pdf", make_pdf("Trang"))])
        document.with_user(self.clerk).correct({"notation": "99/STT-VP"}, "Đọc nhầm")
        document.invalidate_recordset()
        told = {line.kind: line.summary for line in document.sudo().event_ids}
        digest = document.main_file_id.sha256[:12]
        self.assertCountEqual(
            told["file"].removeprefix("File stored: ").split(", "),
            ["Received file", "cong-van.pdf", f"SHA-256 {digest}…"],
        )
        self.assertEqual(
            told["correct"],
            "Entry corrected: Number and notation, 13/STT-VP, 99/STT-VP, Đọc nhầm",
        )

    def test_the_summary_says_it_in_words_s53(self):
        line = self.document.event_ids.filtered(lambda row: row.kind == "register")
        self.assertEqual(line.summary, "Registered: Văn bản đến")


@tagged("post_install", "-at_install")
class TestTrailAtOnce(RealTransactions):
    """Two requests on one document at once leave one chain (S53)."""

    def test_two_at_once_do_not_fork_the_chain_s53(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            for cr in (first, second):
                # Both look at the trail before either of them appends.
                cr.execute("SELECT count(*) FROM qlvb_event")
            self._append(first)
            first.commit()  # pylint: disable=invalid-commit
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.SerializationFailure),
            ):
                self._append(second)
            second.rollback()
            self._append(second)
        with self._request() as env:
            document = env["qlvb.document"].browse(self.document_id)
            self.assertEqual(document.event_ids.mapped("kind")[:2], ["read", "read"])
            self.assertFalse(env["qlvb.event"]._first_broken(document))

    def _append(self, cr):
        self.env(cr=cr)["qlvb.document"].browse(self.document_id)._log("read")
