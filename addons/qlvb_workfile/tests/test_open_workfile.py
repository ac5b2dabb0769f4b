# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestOpenWorkfile(WorkfileCommon):
    """Opening a work file from an assignment: the document is filed at once (S30)."""

    def test_the_document_is_filed_now_and_the_sender_learns_it(self):
        """S19, S30: the file starts from the incoming document; status 05."""
        assignment = self._work()
        workfile = self._open(assignment)
        document = assignment.document_id
        self.assertEqual(workfile.entry_ids.document_id, document)
        self.assertEqual(document.status, "05")
        self.assertEqual(assignment.state, "accepted")
        self.assertRecordValues(
            workfile,
            [
                {
                    "code": "03.VHTT",
                    "title": document.name,
                    "year": 2026,
                    "user_id": self.specialist.id,
                    "department_id": self.culture.id,
                    "company_id": self.district.id,
                    "state": "open",
                    "start_date": self.env["qlvb.role"]._today(),
                    "document_count": 1,
                }
            ],
        )

    def test_a_second_call_returns_the_same_file(self):
        assignment = self._work()
        workfile = self._open(assignment)
        again = self._open(assignment, "none", title="Another")
        self.assertEqual(again, workfile)
        self.assertEqual(again.title, assignment.document_id.name)
        self.assertEqual(self._kinds(assignment.document_id).count("file_in"), 1)
        self.assertEqual(assignment.document_id.needs_reply, "reply")

    def test_a_planned_file_takes_code_title_and_retention_from_its_line(self):
        workfile = self._open(self._work(), plan_id=self.plan.id)
        self.assertRecordValues(
            workfile,
            [
                {
                    "code": "01.VHTT",
                    "title": "Hồ sơ chuyển đổi số năm 2026",
                    "retention_id": self.five_years.id,
                    "plan_id": self.plan.id,
                }
            ],
        )

    def test_a_second_document_goes_into_the_file_of_the_line(self):
        workfile = self._open(self._work(), plan_id=self.plan.id)
        again = self._open(self._work(notation="13/STT-VP"), plan_id=self.plan.id)
        self.assertEqual(again, workfile)
        self.assertEqual(workfile.document_count, 2)

    def test_an_existing_open_file_is_taken(self):
        workfile = self._make_workfile()
        again = self._open(self._work(), workfile_id=workfile.id)
        self.assertEqual(again, workfile)
        self.assertEqual(workfile.document_count, 1)

    def test_a_unit_head_opens_the_file_of_the_unit(self):
        """S6: a file in the function of a unit."""
        row = self._lead_row(self._assigned()).with_user(self.head)
        workfile = self._open(row)
        self.assertEqual(workfile.user_id, self.head)
        self.assertEqual(workfile.department_id, self.culture)

    def test_who_leads_must_classify(self):
        """S41: whether a reply is needed has to be said when the file is made."""
        assignment = self._work()
        with self.assertRaisesRegex(UserError, "Say whether .* needs a reply"):
            assignment.open_workfile()
        self.assertFalse(assignment.workfile_id)
        with self.assertRaisesRegex(UserError, "not a classification"):
            assignment.open_workfile(needs_reply="perhaps")

    def test_the_class_is_kept_on_the_document(self):
        """S41, S43: a document classed as needing a reply is not closed without."""
        assignment = self._work()
        self._open(assignment, "reply")
        self.assertEqual(assignment.document_id.needs_reply, "reply")
        self.assertIn("class_reply", self._kinds(assignment.document_id))
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            assignment.complete("Đã xong")

    def test_a_document_for_dissemination_is_closed_by_a_word(self):
        """S42: what needs no reply is completed without one."""
        assignment = self._work()
        self._open(assignment, "none")
        assignment.complete("Đã phổ biến")
        self.assertEqual(assignment.state, "done")
        self.assertIn("class_none", self._kinds(assignment.document_id))

    def test_a_reply_that_the_sender_asks_for_is_not_classed_away(self):
        """S43."""
        assignment = self._work(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-20"
        )
        with self.assertRaisesRegex(UserError, "asks for a reply"):
            self._open(assignment, "none")

    def test_who_coordinates_need_not_classify(self):
        document = self._assigned()
        row = document.sudo().assignment_ids.filtered(
            lambda row: row.role == "coordinate"
        )
        row = row.with_user(self.finance_head)
        workfile = self._open(row, None)
        self.assertEqual(workfile.code, "01.TCKH")
        other = self._open(self._given(document), "reply")
        self.assertNotEqual(other, workfile)
        self.assertEqual(
            document.sudo().workfile_entry_ids.workfile_id, other | workfile
        )

    def test_only_the_assignee_opens_the_file(self):
        assignment = self._work()
        for user in (self.head, self.leader):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                assignment.with_user(user).open_workfile(needs_reply="none")
        with self.assertRaises(AccessError):
            assignment.with_user(self.stranger).open_workfile(needs_reply="none")

    def test_a_leader_has_nothing_to_file(self):
        document = self._registered()
        row = document.sudo().assignment_ids.with_user(self.leader)
        with self.assertRaisesRegex(UserError, "not work on the document"):
            row.open_workfile(needs_reply="none")

    def test_a_finished_assignment_opens_no_file(self):
        assignment = self._work()
        assignment.complete("Xong")
        with self.assertRaisesRegex(UserError, "closed already"):
            assignment.open_workfile(needs_reply="none")

    def test_every_reason_is_told_at_once(self):
        assignment = self._work()
        workfile = self._make_workfile()
        with self.assertRaisesRegex(UserError, "(?s)not both.*Say whether"):
            assignment.open_workfile(plan_id=self.plan.id, workfile_id=workfile.id)

    def test_somebody_elses_file_is_not_offered(self):
        hidden = self._make_workfile(self.stranger)
        for file_id in (hidden.id, hidden.id + 1000):
            with self.subTest(file=file_id):
                with self.assertRaisesRegex(UserError, "cannot file"):
                    self._open(self._work(), workfile_id=file_id)

    def test_the_file_of_another_agency_is_not_offered(self):
        foreign = self._make_workfile(self.commune_leader, company_id=self.commune.id)
        both = (self.district | self.commune).ids
        self.specialist.company_ids = both
        foreign.sudo().user_id = self.specialist
        assignment = self._work().with_context(allowed_company_ids=both)
        with self.assertRaisesRegex(UserError, "cannot file"):
            self._open(assignment, workfile_id=foreign.id)

    def test_a_line_that_somebody_else_keeps_is_not_offered(self):
        self._make_workfile(self.colleague, plan_id=self.plan.id)
        assignment = self._work()
        self.assertFalse(self.plan.with_user(self.specialist).workfile_ids)
        with self.assertRaisesRegex(UserError, "cannot file"):
            self._open(assignment, plan_id=self.plan.id)

    def test_a_draft_line_of_the_plan_opens_no_file(self):
        with self.assertRaisesRegex(UserError, "not approved yet"):
            self._open(self._work(), plan_id=self.draft_plan.id)

    def test_a_closed_file_takes_nothing_more(self):
        workfile = self._finished()
        workfile.close()
        with self.assertRaisesRegex(UserError, "is closed"):
            self._open(self._work(notation="14/STT-VP"), workfile_id=workfile.id)

    def test_a_refused_call_leaves_nothing(self):
        assignment = self._work()
        before = self.env["qlvb.workfile"].search_count([])
        with self.assertRaises(UserError):
            self._open(assignment, plan_id=self.draft_plan.id)
        self.assertEqual(self.env["qlvb.workfile"].search_count([]), before)
        self.assertEqual(assignment.document_id.needs_reply, "none")

    def test_the_deadline_counts_from_the_receipt(self):
        """S31: the file shows the deadline of the work, whenever it was opened."""
        assignment = self._work()
        workfile = self._open(assignment)
        self.assertEqual(str(workfile.deadline), "2026-03-06 10:00:00")
        self.assertEqual(workfile.deadline, assignment.document_id.deadline)
        self.assertEqual(assignment.received_at, self._now())

    def test_the_wizard_files_and_opens_the_file(self):
        assignment = self._work()
        action = assignment.action_open_workfile()
        self.assertEqual(action["res_model"], "qlvb.assignment.open.workfile")
        wizard = self._wizard(assignment)
        self.assertEqual(wizard.title, assignment.document_id.name)
        self.assertFalse(wizard.needs_reply)
        with self.assertRaisesRegex(AssertionError, "needs_reply is a required field"):
            wizard.save()
        wizard.needs_reply = "none"
        opened = wizard.save().action_open()
        self.assertEqual(opened["res_model"], "qlvb.workfile")
        self.assertEqual(opened["res_id"], assignment.workfile_id.id)
        self.assertEqual(assignment.action_open_workfile()["res_id"], opened["res_id"])

    def test_the_wizard_takes_a_line_of_the_plan(self):
        assignment = self._work()
        wizard = self._wizard(assignment)
        wizard.way = "plan"
        wizard.plan_id = self.plan.with_user(self.specialist)
        self.assertEqual(wizard.title, self.plan.title)
        wizard.needs_reply = "reply"
        wizard.save().action_open()
        self.assertEqual(assignment.workfile_id.plan_id, self.plan)

    def test_the_wizard_takes_an_existing_file(self):
        assignment = self._work()
        workfile = self._make_workfile()
        wizard = self._wizard(assignment)
        wizard.way = "existing"
        wizard.workfile_id = workfile
        wizard.needs_reply = "reply"
        wizard.save().action_open()
        self.assertEqual(assignment.workfile_id, workfile)

    def test_the_wizard_knows_what_the_sender_asks(self):
        assignment = self._work(
            needs_reply="reply", reply_request="Số liệu", reply_due="2026-03-20"
        )
        self.assertEqual(self._wizard(assignment).needs_reply, "reply")

    def test_the_document_offers_the_same_step(self):
        assignment = self._work()
        document = assignment.document_id.with_user(self.specialist)
        action = document.action_open_workfile()
        self.assertEqual(action["context"], {"default_assignment_id": assignment.id})
        self.assertTrue(assignment.can_open_workfile)
        row = self._lead_row(document).with_user(self.leader)
        self.assertFalse(row.can_open_workfile)

    def _wizard(self, assignment):
        action = assignment.action_open_workfile()
        wizards = self.env[action["res_model"]].with_user(assignment.env.user)
        return Form(wizards.with_context(**action["context"]))
