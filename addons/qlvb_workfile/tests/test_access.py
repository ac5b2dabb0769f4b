# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestAccess(WorkfileCommon):
    """Who may see and do what; the table is in the docstring of the work file."""

    def test_each_role_sees_the_files_it_is_in_charge_of(self):
        workfile = self._open(self._work())
        seen = {
            self.specialist: True,
            self.head: True,
            self.leader: True,
            self.office: True,
            self.archivist: True,
            self.colleague: False,
            self.clerk: False,
            self.finance_head: False,
            self.stranger: False,
            self.admin_user: False,
            self.commune_leader: False,
        }
        for user, expected in seen.items():
            with self.subTest(user=user.login):
                self._assert_seen(workfile.with_user(user), expected)

    def _assert_seen(self, workfile, expected):
        """Searching, counting, reading and the field give one answer."""
        workfile.env.invalidate_all()
        found = workfile.search([("id", "=", workfile.id)])
        self.assertEqual(bool(found), expected)
        self.assertEqual(
            bool(workfile.search_count([("id", "=", workfile.id)])), expected
        )
        self.assertEqual(workfile.has_access("read"), expected)
        groups = workfile._read_group([("id", "=", workfile.id)], [], ["__count"])
        self.assertEqual(groups[0][0], int(expected))
        if expected:
            self.assertTrue(workfile.can_see)
        else:
            with self.assertRaises(AccessError):
                workfile.read(["title"])

    def test_who_does_not_see_a_file_changes_nothing(self):
        workfile = self._open(self._work())
        for user in (self.colleague, self.clerk, self.stranger, self.commune_leader):
            theirs = workfile.with_user(user)
            for call in (
                lambda record: record.write({"title": "Khác"}),
                lambda record: record.close(),
                lambda record: record.reopen("Lý do"),
                lambda record: record.add_documents([]),
                lambda record: record.print_pdf(),
                lambda record: record.unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call(theirs)

    def test_the_keeper_sees_what_was_filed(self):
        workfile = self._make_workfile()
        document = self._registered()
        self.assertFalse(self._sees(document, self.specialist))
        self._as(self.office, workfile).add_documents(document.ids)
        self.assertTrue(self._sees(document, self.specialist))
        self._as(self.office, workfile).entry_ids.unlink()
        self.assertFalse(self._sees(document, self.specialist))

    def test_documents_in_a_file_keep_their_own_rule(self):
        """The head of the unit sees the file, not what was given to a person only."""
        workfile = self._make_workfile()
        document = self._registered()
        self._as(self.office, workfile).add_documents(document.ids)
        self.assertTrue(self._sees(workfile, self.head))
        theirs = workfile.with_user(self.head)
        self.assertFalse(theirs.entry_ids)
        self.assertEqual(theirs.document_count, 0)
        self.env.invalidate_all()
        self.assertEqual(workfile.document_count, 1)

    def test_who_sees_the_document_does_not_see_the_file(self):
        workfile = self._open(self._work())
        document = workfile.entry_ids.document_id
        self.assertTrue(self._sees(document, self.clerk))
        self.assertFalse(document.with_user(self.clerk).workfile_entry_ids)

    def test_a_file_handed_over_takes_its_documents_along(self):
        """Who leaves hands over the files, and sees them no longer."""
        workfile = self._make_workfile()
        letter = self._registered()
        self._as(self.office, workfile).add_documents(letter.ids)
        workfile.with_user(self.head).user_id = self.colleague
        self._assert_seen(workfile.with_user(self.colleague), True)
        self._assert_seen(workfile.with_user(self.specialist), False)
        self.assertTrue(self._sees(letter, self.colleague))
        self.assertFalse(self._sees(letter, self.specialist))

    def test_a_file_is_kept_by_somebody_of_the_agency(self):
        workfile = self._make_workfile()
        with self.assertRaises(UserError):
            workfile.user_id = self.commune_leader

    def test_the_archivist_reads_closed_files_only(self):
        workfile = self._finished()
        document = workfile.entry_ids.document_id
        theirs = workfile.with_user(self.archivist)
        self.assertFalse(self._sees(document, self.archivist))
        self.assertFalse(theirs.entry_ids)
        workfile.close()
        self.assertTrue(self._sees(document, self.archivist))
        self.assertEqual(theirs.document_count, 1)
        theirs.reopen("Thiếu phụ lục")
        self.assertFalse(self._sees(document, self.archivist))

    def test_a_role_that_ends_closes_the_file(self):
        workfile = self._open(self._work())
        role = self.env["qlvb.role"].search([("user_id", "=", self.head.id)])
        role.date_to = "2026-03-01"
        self._assert_seen(workfile.with_user(self.head), False)

    def test_a_delegate_keeps_the_files_meanwhile(self):
        workfile = self._open(self._work())
        delegation = self.env["qlvb.delegation"].with_user(self.specialist)
        delegation = delegation.create(
            {
                "to_user_id": self.colleague.id,
                "date_from": "2026-03-02",
                "date_to": "2026-03-08",
                "company_id": self.district.id,
                "basis": "Quyết định 01",
            }
        )
        self._assert_seen(workfile.with_user(self.colleague), True)
        workfile.with_user(self.colleague).title = "Đổi tên"
        delegation.active = False
        self._assert_seen(workfile.with_user(self.colleague), False)

    def test_a_file_needs_a_role_in_the_agency(self):
        role = self.env["qlvb.role"].search([("user_id", "=", self.stranger.id)])
        role.date_to = "2026-03-02"
        # The job that takes the group away has not run yet.
        with (
            freeze_time("2026-03-03 01:00:00"),
            self.assertRaisesRegex(AccessError, "Ask the administrator for the role"),
        ):
            self._make_workfile(self.stranger)

    def test_nobody_opens_a_file_for_another_unit(self):
        with self.assertRaises(AccessError):
            self._make_workfile(user_id=self.stranger.id, department_id=self.finance.id)

    def test_administrators_open_no_files(self):
        with self.assertRaises(AccessError):
            self._make_workfile(self.admin_user)

    def test_a_state_is_not_smuggled_in(self):
        workfile = self._make_workfile(state="closed")
        self.assertEqual(workfile.state, "open")
        workfiles = self.env["qlvb.workfile"].with_user(self.specialist)
        workfile = workfiles.with_context(default_state="closed").create({"title": "A"})
        self.assertEqual(workfile.state, "open")
        with self.assertRaisesRegex(UserError, "kept by the system"):
            self._make_workfile(end_date="2026-03-01")

    def test_the_work_of_a_file_is_not_written(self):
        assignment = self._work()
        workfile = self._make_workfile()
        with self.assertRaises(UserError):
            assignment.workfile_id = workfile
        with self.assertRaisesRegex(UserError, "kept by the system"):
            workfile.write({"assignment_ids": [Command.link(assignment.id)]})

    def test_a_document_named_in_the_context_is_not_filed_unseen(self):
        """What a caller sends as a default is judged like what is written (S55)."""
        workfile = self._make_workfile()
        unseen = self._registered()
        entries = self.env["qlvb.workfile.entry"].with_user(self.specialist)
        entries = entries.with_context(default_document_id=unseen.id)
        with self.assertRaises(AccessError):
            entries.create({"workfile_id": workfile.id})
        self.assertFalse(self._sees(unseen, self.specialist))

    def test_nobody_takes_a_file_over_to_see_what_is_in_it(self):
        workfile = self._make_workfile()
        letter = self._registered()
        self._as(self.office, workfile).add_documents(letter.ids)
        with self.assertRaisesRegex(UserError, "is handed over by"):
            workfile.with_user(self.head).user_id = self.head
