# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestReplies(WorkfileCommon):
    """A reply goes into the work file of what it answers, by itself (S30, S38)."""

    def test_a_drafted_reply_is_filed_at_once(self):
        """S38: the answer stays linked to the incoming document."""
        assignment = self._work()
        workfile = self._open(assignment)
        reply = self._reply(assignment)
        self.assertEqual(workfile.entry_ids.document_id, assignment.document_id | reply)
        self.assertEqual(reply.reply_to_id, assignment.document_id)

    def test_a_reply_drafted_before_the_file_follows(self):
        assignment = self._work()
        reply = self._reply(assignment)
        self.assertFalse(reply.workfile_entry_ids)
        workfile = self._open(assignment)
        self.assertIn(reply, workfile.entry_ids.document_id)

    def test_drafting_again_files_nothing_twice(self):
        assignment = self._work()
        workfile = self._open(assignment)
        self.assertEqual(self._reply(assignment), self._reply(assignment))
        self.assertEqual(workfile.document_count, 2)

    def test_an_issued_reply_is_shown_with_its_number(self):
        """S30, S38: the file tells number and date once the reply is issued."""
        assignment = self._work()
        workfile = self._open(assignment)
        reply = self._reply(assignment)
        self._issue(reply)
        self.assertRecordValues(
            workfile.entry_ids[1],
            [{"notation": "05/UBND-VHTT", "document_state": "issued"}],
        )
        self.assertEqual(assignment.state, "done")

    def test_a_reply_goes_into_the_file_of_the_unit(self):
        """The head opened the file, the specialist drafts the reply."""
        document = self._assigned()
        workfile = self._open(self._lead_row(document).with_user(self.head))
        reply = self._reply(self._given(document))
        self.assertIn(reply, workfile.entry_ids.document_id)

    def test_another_units_file_waits_for_the_issue(self):
        """A draft is its unit's affair; what is issued belongs to the matter."""
        document = self._assigned()
        rows = document.sudo().assignment_ids
        row = rows.filtered(lambda row: row.department_id == self.finance)
        other = self._open(row.with_user(self.finance_head), None)
        reply = self._reply(self._given(document))
        self.assertNotIn(reply, other.entry_ids.document_id)
        self.assertFalse(self._sees(reply, self.finance_head))
        self._issue(reply)
        self.assertIn(reply, other.entry_ids.document_id)
        self.assertTrue(self._sees(reply, self.finance_head))

    def test_a_closed_file_takes_no_late_reply(self):
        workfile = self._finished()
        document = workfile.entry_ids.document_id
        workfile.close()
        reply = self._drafted(reply_to_id=document.id)
        self._issue(reply)
        self.assertFalse(reply.sudo().workfile_entry_ids)

    def test_a_letter_that_answers_nothing_is_filed_nowhere(self):
        letter = self._drafted()
        self._issue(letter)
        self.assertFalse(letter.sudo().workfile_entry_ids)

    def _reply(self, assignment):
        documents = self.env["qlvb.document"].with_user(assignment.env.user)
        return documents.browse(assignment.draft_reply())

    def test_the_submission_slip_names_the_work_file_s32(self):
        assignment = self._work()
        workfile = self._open(assignment)
        reply = self._reply(assignment)
        slip = self.env["qlvb.submission"].new({"document_id": reply.id})
        self.assertEqual(slip.work_file, workfile.code)
