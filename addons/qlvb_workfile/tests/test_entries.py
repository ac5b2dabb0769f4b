# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from odoo.addons.qlvb_document.tests.common import make_pdf

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestEntries(WorkfileCommon):
    """Documents in work files: many to many, never copied, and only what one sees."""

    def test_one_document_lies_in_many_files_without_a_copy(self):
        """S6: the link is the filing; the document and its file stay one."""
        assignment = self._work()
        document = assignment.document_id
        stored = self.env["ir.attachment"].search_count([])
        first = self._open(assignment)
        second = self._make_workfile()
        second.add_documents(document.ids, note="Tham khảo")
        self.assertEqual(document.workfile_entry_ids.workfile_id, first | second)
        self.assertEqual(second.entry_ids.note, "Tham khảo")
        self.assertEqual(self.env["ir.attachment"].search_count([]), stored)

    def test_a_file_holds_incoming_outgoing_and_internal_documents(self):
        """S6."""
        workfile = self._open(self._work())
        letter = self._drafted()
        notes = self._drafted(direction="internal", name="Tài liệu họp")
        workfile.add_documents((letter | notes).ids)
        self.assertEqual(
            workfile.entry_ids.mapped("direction"), ["incoming", "outgoing", "internal"]
        )
        self.assertEqual(workfile.entry_ids.mapped("ordinal"), [1, 2, 3])

    def test_a_document_is_filed_once(self):
        workfile = self._open(self._work())
        entry = workfile.entry_ids
        document = entry.document_id
        self.assertEqual(workfile.add_documents(document.ids), entry.ids)
        self.assertEqual(workfile.entry_ids, entry)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_document_twice(self):
        workfile = self._open(self._work())
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["qlvb.workfile.entry"].create(
                {
                    "workfile_id": workfile.id,
                    "document_id": workfile.entry_ids.document_id.id,
                }
            )

    def test_the_trail_of_the_document_tells_its_files(self):
        workfile = self._open(self._work())
        document = self._drafted()
        workfile.add_documents(document.ids)
        workfile.entry_ids.filtered(lambda row: row.document_id == document).unlink()
        kinds = self._kinds(document)
        self.assertEqual(
            [kind for kind in kinds if kind.startswith("file_")][-2:],
            ["file_in", "file_out"],
        )
        summaries = document.sudo().event_ids.mapped("summary")
        self.assertIn(f"Filed: {workfile.display_name}", summaries)

    def test_nobody_opens_a_document_by_filing_it(self):
        """Filing gives the keeper access, so it is asked before, not after."""
        hidden = self._registered(notation="99/STT-VP")
        workfile = self._make_workfile(self.stranger)
        with self.assertRaises(AccessError):
            workfile.add_documents(hidden.ids)
        with self.assertRaises(AccessError):
            workfile.write({"entry_ids": [Command.create({"document_id": hidden.id})]})
        with self.assertRaises(AccessError):
            self._make_workfile(
                self.stranger, entry_ids=[Command.create({"document_id": hidden.id})]
            )
        with self.assertRaises(AccessError):
            self.env["qlvb.workfile.entry"].with_user(self.stranger).create(
                {"workfile_id": workfile.id, "document_id": hidden.id}
            )
        self.assertFalse(self._sees(hidden, self.stranger))

    def test_an_entry_cannot_be_turned_to_another_document(self):
        workfile = self._open(self._work())
        hidden = self._registered(notation="99/STT-VP")
        with self.assertRaisesRegex(UserError, "An entry stays as it is"):
            workfile.entry_ids.document_id = hidden

    def test_somebody_elses_file_takes_nothing_from_strangers(self):
        workfile = self._open(self._work())
        letter = self._drafted()
        letter.sudo().user_id = self.stranger
        with self.assertRaises(AccessError):
            self.env["qlvb.workfile.entry"].with_user(self.stranger).create(
                {"workfile_id": workfile.id, "document_id": letter.id}
            )

    def test_documents_of_another_agency_do_not_belong(self):
        workfile = self._make_workfile()
        foreign = self._receive(clerk=self.commune_clerk)
        with self.assertRaisesRegex(UserError, "[Cc]ompan"):
            workfile.sudo().add_documents(foreign.ids)

    def test_what_the_file_was_opened_for_stays_while_it_is_worked_on(self):
        """S30."""
        assignment = self._work()
        workfile = self._open(assignment, "none")
        with self.assertRaisesRegex(UserError, "while it is being worked on"):
            workfile.entry_ids.unlink()
        assignment.complete("Xong")
        workfile.entry_ids.unlink()
        self.assertFalse(workfile.entry_ids)

    def test_new_documents_go_to_the_end_of_a_rearranged_file(self):
        workfile = self._open(self._work())
        letters = self._drafted() | self._drafted()
        workfile.add_documents(letters.ids)
        first, second, third = workfile.entry_ids
        first.sequence = 10
        self.assertEqual(workfile.entry_ids.sorted(), second | third | first)
        self.assertEqual(first.ordinal, 3)
        last = self._drafted()
        workfile.add_documents(last.ids)
        self.assertEqual(workfile.entry_ids.sorted()[-1].document_id, last)

    def test_the_entry_keeps_the_code_of_the_senders_document(self):
        """S19: the file starts from the document that the sender issued."""
        sent = self._drafted(
            company_id=self.district.id,
            recipient_ids=[Command.create({"partner_id": self.commune.partner_id.id})],
        )
        self._issue(sent)
        sent.sudo()._store_file("sent.pdf", make_pdf("Issued"), "issued")
        sent.recipient_ids._send()
        self.env["qlvb.outbox"].search([])._try_send()
        arrived = sent.sudo().recipient_ids.target_ids
        self.assertEqual(arrived.company_id, self.commune)
        workfile = self._make_workfile(self.commune_leader, company_id=self.commune.id)
        workfile.sudo().add_documents(arrived.ids)
        entry = workfile.sudo().entry_ids
        self.assertEqual(entry.document_uuid, sent.uuid)
        self.assertEqual(entry.document_id.source_id, sent)

    @users("t_specialist")
    def test_a_document_is_added_in_the_form(self):
        workfile = self._make_workfile()
        letter = self._drafted()
        with Form(workfile.with_env(self.env)) as form, form.entry_ids.new() as line:
            line.document_id = letter.with_env(self.env)
        self.assertEqual(workfile.entry_ids.document_id, letter)
        action = workfile.entry_ids.action_open()
        self.assertEqual(action["res_id"], letter.id)
        self.assertEqual(
            workfile.entry_ids.action_open_workfile()["res_id"], workfile.id
        )
