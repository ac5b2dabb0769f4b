# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestClose(WorkfileCommon):
    """Closing a work file, and what stands against it, told at once (S30, S44)."""

    def test_closing_fixes_the_end_and_the_retention(self):
        """S44: the period counts from the year the work ends."""
        workfile = self._finished()
        workfile.close()
        self.assertRecordValues(
            workfile,
            [
                {
                    "state": "closed",
                    "end_date": self.env["qlvb.role"]._today(),
                    "retain_until": workfile.end_date.replace(2031, 12, 31),
                }
            ],
        )
        self.assertIn("file_close", self._kinds(workfile.sudo().entry_ids.document_id))

    def test_the_year_is_the_one_on_the_agencys_clock(self):
        workfile = self._finished()
        # 31 December, 23:30 in Greenwich, is New Year's Day in Việt Nam.
        with freeze_time("2026-12-31 23:30:00"):
            workfile.close()
        self.assertEqual(str(workfile.end_date), "2027-01-01")
        self.assertEqual(str(workfile.retain_until), "2032-12-31")

    def test_a_permanent_file_has_no_last_day(self):
        workfile = self._finished()
        workfile.retention_id = self.permanent
        workfile.close()
        self.assertFalse(workfile.retain_until)

    def test_every_reason_is_told_at_once(self):
        """S30: without an incoming document a file is not finished."""
        workfile = self._make_workfile(title="")
        letter = self._drafted()
        workfile.add_documents(letter.ids)
        with self.assertRaises(UserError) as refusal:
            workfile.close()
        for words in ("no title", "no retention", "no incoming document", "not issued"):
            self.assertIn(words, str(refusal.exception))
        self.assertEqual(workfile.state, "open")

    def test_a_reply_that_is_owed_keeps_the_file_open_s43(self):
        workfile = self._finished()
        document = workfile.sudo().entry_ids.document_id.filtered(
            lambda row: row.direction == "incoming"
        )
        document.write({"needs_reply": "reply"})
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            workfile.close()
        self.assertEqual(workfile.state, "open")

    def test_open_work_keeps_the_file_open(self):
        assignment = self._work()
        workfile = self._open(assignment, "none", plan_id=self.plan.id)
        with self.assertRaises(UserError) as refusal:
            workfile.close()
        sentence = "“12/STT-VP – Báo cáo chuyển đổi số” is still being worked on by %s."
        # The unit's row waits for that of its specialist: one sentence is enough.
        self.assertEqual(
            sorted(str(refusal.exception).split("\n")),
            [sentence % name for name in ("Phòng Tài chính", self.specialist.name)],
        )
        self._complete_all(assignment)
        workfile.close()
        self.assertEqual(workfile.state, "closed")

    def test_who_only_takes_note_holds_nothing_up(self):
        assignment = self._work()
        workfile = self._open(assignment, "none", plan_id=self.plan.id)
        assignment.document_id.with_user(self.leader).instruct(
            "Để biết", [{"role": "inform", "user_id": self.stranger.id}]
        )
        self._complete_all(assignment)
        workfile.close()
        self.assertEqual(workfile.state, "closed")

    def test_an_issued_reply_lets_the_file_close(self):
        assignment = self._work()
        workfile = self._open(assignment, plan_id=self.plan.id)
        replies = self.env["qlvb.document"].with_user(self.specialist)
        reply = replies.browse(assignment.draft_reply())
        with self.assertRaisesRegex(UserError, "not issued"):
            workfile.close()
        self._issue(reply)
        workfile.close()
        self.assertEqual(workfile.state, "closed")
        self.assertEqual(workfile.entry_ids[1].notation, "05/UBND-VHTT")

    def test_blockers_count_what_the_reader_does_not_see(self):
        """The head of the unit sees the file, but not every document in it."""
        workfile = self._finished()
        letter = self._drafted()
        workfile.add_documents(letter.ids)
        letter.sudo().department_id = self.finance
        self.assertFalse(self._sees(letter, self.head))
        with self.assertRaisesRegex(UserError, "not issued"):
            workfile.with_user(self.head).close()

    def test_closing_twice_changes_nothing(self):
        workfile = self._finished()
        workfile.close()
        with freeze_time("2027-02-01 01:00:00"):
            workfile.close()
        self.assertEqual(str(workfile.end_date), "2026-03-02")
        self.assertEqual(
            self._kinds(workfile.entry_ids.document_id).count("file_close"), 1
        )

    def test_a_closed_file_is_not_changed(self):
        workfile = self._finished()
        workfile.close()
        letter = self._drafted()
        for change in (
            lambda: workfile.write({"title": "Khác"}),
            lambda: workfile.write({"retention_id": self.permanent.id}),
            lambda: workfile.add_documents(letter.ids),
            lambda: workfile.entry_ids.write({"note": "Khác"}),
            lambda: workfile.entry_ids.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "is closed"):
                change()
        with self.assertRaisesRegex(UserError, "can be deleted"):
            workfile.unlink()

    def test_the_system_keeps_its_own_fields(self):
        workfile = self._make_workfile()
        with self.assertRaisesRegex(UserError, "buttons only"):
            workfile.state = "closed"
        for name, value in (("end_date", "2026-03-02"), ("year", 2020)):
            with self.subTest(field=name):
                with self.assertRaisesRegex(UserError, "kept by the system"):
                    workfile.write({name: value})
        with self.assertRaisesRegex(UserError, "do not change"):
            workfile.write({"company_id": self.commune.id})

    def test_a_file_is_not_closed_before_it_began(self):
        workfile = self._finished()
        workfile.start_date = "2026-03-09"
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            workfile.close()
            self.env.flush_all()

    def test_office_and_archivist_open_again_with_a_reason(self):
        for user in (self.office, self.archivist):
            with self.subTest(user=user.login):
                workfile = self._closed_again()
                workfile.with_user(user).reopen("Thiếu phụ lục")
                self.assertRecordValues(
                    workfile,
                    [{"state": "open", "end_date": False, "retain_until": False}],
                )
                document = workfile.entry_ids.document_id
                event = document.sudo().event_ids.sorted("id")[-1]
                self.assertEqual(event.kind, "file_reopen")
                self.assertEqual(event.details["reason"], "Thiếu phụ lục")
                self.assertIn("Thiếu phụ lục", workfile.message_ids[0].body)

    def test_others_do_not_open_again(self):
        workfile = self._closed_again()
        for user in (self.specialist, self.head, self.leader):
            with self.subTest(user=user.login):
                with self.assertRaisesRegex(AccessError, "Head of office / Archivist"):
                    workfile.with_user(user).reopen("Lý do")
                self.assertFalse(workfile.with_user(user).can_reopen)
        self.assertTrue(workfile.with_user(self.office).can_reopen)

    def test_opening_again_needs_a_reason(self):
        workfile = self._closed_again().with_user(self.office)
        with self.assertRaisesRegex(UserError, "Say why"):
            workfile.reopen("  ")
        action = workfile.action_reopen()
        wizards = self.env[action["res_model"]].with_user(self.office)
        form = Form(wizards.with_context(**action["context"]))
        form.reason = "Bổ sung văn bản"
        form.save().action_reopen()
        self.assertEqual(workfile.state, "open")
        workfile.reopen("Lần nữa")
        self.assertEqual(workfile.state, "open")

    def _closed_again(self):
        workfile = self.plan.sudo().workfile_ids.with_user(self.specialist)
        workfile = workfile or self._finished()
        workfile.action_close()
        return workfile
