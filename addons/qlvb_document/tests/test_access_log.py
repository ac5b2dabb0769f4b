# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import QlvbCommon

LATER = "2026-03-02 01:11:00"


class LogCase(QlvbCommon):
    """A registered document, and what is noted about its opening."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self.log = self.env["qlvb.access.log"]
        self.env.flush_all()

    def _rows(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.log.search([("document_id", "=", self.document.id), *domain])

    def _open(self, user):
        """Open the form as the web client does."""
        form = {"name": {}, "main_content": {}, "file_ids": {"fields": {"name": {}}}}
        document = self.document.with_user(user).with_context(bin_size=True)
        return document.web_read(form)

    def _chain(self):
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_access_chain").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestAccessLog(LogCase):
    """Who opened, downloaded and printed what, and when (S20, S53)."""

    def test_opening_the_form_is_noted_once_s20(self):
        (form,) = self._open(self.head)
        self.assertTrue(form["main_content"], "The viewer asks for the file itself.")
        row = self._rows()
        self.assertEqual((row.user_id, row.kind), (self.head, "view"))
        self.assertEqual(row.moment, self._now())
        self.assertEqual(row.company_id, self.district)
        self._open(self.head)
        self.assertEqual(len(self._rows()), 1, "Within ten minutes it is one visit.")
        with freeze_time(LATER):
            self._open(self.head)
        self.assertEqual(len(self._rows()), 2)
        self._open(self.leader)
        self.assertEqual(len(self._rows()), 3)

    def test_opening_costs_one_statement_s20(self):
        self._open(self.head)
        documents = self.document.with_user(self.head)
        with self.assertQueryCount(1):
            documents._note_access("view")

    def test_lists_are_not_noted_s20(self):
        documents = self.env["qlvb.document"].with_user(self.head)
        documents.web_search_read([], {"name": {}, "state": {}}, limit=80)
        documents.search([]).read(["name"])
        documents.name_search("")
        self.assertFalse(self._rows())

    def test_what_the_system_reads_is_not_noted_s20(self):
        self.document.sudo().read(["body", "main_content"])
        self.assertFalse(self._rows())

    def test_programs_are_noted_like_people_s20(self):
        document = self.document.with_user(self.head)
        document.read()
        self.assertEqual(self._rows(kind="view").user_id, self.head)
        document.file_ids.download()
        row = self._rows(kind="file")
        self.assertEqual((row.user_id, row.what), (self.head, "letter.pdf"))

    def test_every_way_to_the_bytes_is_noted_s20(self):
        ways = {
            self.leader: lambda file: file.read(["content"]),
            self.deputy: lambda file: file.mapped("content"),
            self.office: lambda file: file.document_id.read(["main_content"]),
            self.clerk: lambda file: file.sudo().attachment_id.sudo(False).raw,
            self.head: lambda file: (
                file.sudo().attachment_id.sudo(False).read(["datas"])
            ),
        }
        for user, way in ways.items():
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                way(self.document.file_ids.with_user(user))
                self.assertEqual(len(self._rows(user_id=user.id, kind="file")), 1)

    def test_who_is_refused_leaves_no_visit_s20(self):
        with self.assertRaises(AccessError):
            self._open(self.stranger)
        self.assertFalse(self._rows())

    def test_the_print_of_a_register_says_what_was_printed_s20(self):
        register = self.registers[0].with_user(self.clerk)
        self.log.with_user(self.clerk)._note_print(register.company_id, register.name)
        row = self.log.search([("kind", "=", "print")])
        self.assertEqual(row.what, "Văn bản đến")
        self.assertFalse(row.document_id)
        self.document.with_user(self.clerk)._note_access("print", "Phiếu")
        self.document.with_user(self.clerk)._note_access("print", "Phiếu")
        self.assertEqual(len(self._rows(kind="print")), 2, "Each print counts.")

    def test_leaders_look_into_it_others_see_their_own_visits_s53(self):
        for user in (self.head, self.clerk, self.leader):
            self._open(user)
        expected = {self.leader: 3, self.office: 3, self.head: 1, self.clerk: 1}
        for user, count in expected.items():
            with self.subTest(user=user.login):
                rows = self.log.with_user(user).search([])
                self.assertEqual(len(rows), count)
                self.assertEqual(len(rows.with_user(user).read(["user_id"])), count)
        for user in (self.stranger, self.admin_user, self.commune_leader):
            self.assertFalse(self.log.with_user(user).search([]))

    def test_one_s_own_visits_close_with_the_document_s53(self):
        self._open(self.head)
        self.env["qlvb.role"].search(
            [("user_id", "=", self.head.id)]
        ).date_to = "2026-03-01"
        self.assertFalse(self.log.with_user(self.head).search([]))

    def test_the_form_counts_the_visits_for_leaders_only_s53(self):
        self._open(self.head)
        self._open(self.clerk)
        document = self.document.with_user(self.leader)
        self.assertEqual(document.access_count, 2)
        self.assertTrue(document.can_audit)
        self.assertEqual(self.document.with_user(self.head).access_count, 0)
        action = document.action_access_history()
        rows = self.log.with_user(self.leader).search(action["domain"])
        self.assertEqual(rows.user_id, self.head | self.clerk)

    def test_nobody_writes_the_history_s53(self):
        self._open(self.head)
        row = self._rows()
        for user in (self.clerk, self.leader, self.admin_user):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError):
                    row.with_user(user).write({"user_id": user.id})
                with self.assertRaises(UserError):
                    row.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    row.with_user(user).create({"kind": "view", "user_id": user.id})
        with self.assertRaises(UserError):
            row.sudo().unlink()

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_keeps_the_history_s53(self):
        self._open(self.head)
        for chained in (False, True):
            if chained:
                self._chain()
            for statement in (
                "UPDATE qlvb_access_log SET user_id = 1",
                "UPDATE qlvb_access_log SET moment = now(), hash = 'x'",
                "DELETE FROM qlvb_access_log",
                "TRUNCATE qlvb_access_log",
            ):
                with (
                    self.subTest(statement=statement, chained=chained),
                    self.assertRaisesRegex(psycopg2.Error, "never changed"),
                    self.cr.savepoint(),
                ):
                    self.cr.execute(statement)
        with (
            self.assertRaisesRegex(psycopg2.Error, "never changed"),
            self.cr.savepoint(),
        ):
            self.cr.execute("UPDATE qlvb_access_log SET hash = NULL")


@tagged("post_install", "-at_install")
class TestAccessChain(LogCase):
    """A job chains the history and adds up its counts (S53)."""

    def test_each_document_has_a_chain_of_its_own_s53(self):
        other = self._assigned()
        for user in (self.head, self.clerk, self.leader):
            self._open(user)
            other.with_user(user).read(["body"])
        self.assertFalse(self._rows().filtered("hash"))
        self._chain()
        for document in (self.document, other):
            rows = self.log.search([("document_id", "=", document.id)], order="id")
            self.assertEqual(rows.mapped("position"), [1, 2, 3])
            previous = ""
            for row in rows:
                self.assertEqual(row.previous_hash or "", previous)
                previous = row.hash
        with freeze_time(LATER):
            self._open(self.head)
        self._chain()
        newest = self._rows()[0]
        self.assertEqual(newest.position, 4)
        self.assertEqual(newest.previous_hash, self._rows(position=3).hash)

    def test_a_second_run_changes_nothing_s53(self):
        self._open(self.head)
        self._chain()
        before = self._rows().read(["position", "hash"])
        self._chain()
        self.assertEqual(self._rows().read(["position", "hash"]), before)
        self.assertEqual(sum(self._days().mapped("accesses")), 1)

    def _days(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        mine = [("company_id", "=", self.district.id), *domain]
        return self.env["qlvb.access.day"].search(mine)

    def test_use_is_counted_by_person_and_day_of_the_agency_s53(self):
        self._open(self.head)
        with freeze_time("2026-03-02 16:45:00"):  # a quarter to midnight in Việt Nam
            self._open(self.head)
        with freeze_time("2026-03-02 17:00:00"):
            self._open(self.head)
            self._open(self.clerk)
        self._chain()
        counted = {
            (row.user_id, str(row.day)): row.accesses for row in self._days(kind="view")
        }
        self.assertEqual(
            counted,
            {
                (self.head, "2026-03-02"): 2,
                (self.head, "2026-03-03"): 1,
                (self.clerk, "2026-03-03"): 1,
            },
        )

    def test_administrators_count_without_seeing_documents_s53(self):
        self._open(self.head)
        self._chain()
        days = self.env["qlvb.access.day"]
        for user, count in (
            (self.admin_user, 1),
            (self.leader, 1),
            (self.head, 1),
            (self.clerk, 0),
            (self.commune_leader, 0),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(days.with_user(user).search_count([]), count)

    def test_signing_in_is_noted_in_the_agency_s54(self):
        self.env["res.users"].with_user(self.head)._update_last_login()
        row = self.log.search([("kind", "=", "login")])
        self.assertEqual((row.user_id, row.company_id), (self.head, self.district))
        self._chain()
        self.assertEqual(row.position, 1)
        self.assertEqual(self._days(kind="login").user_id, self.head)


@tagged("post_install", "-at_install")
class TestAccessOverHttp(HttpCase, LogCase):
    """A file opened by its address is noted like any other (S20)."""

    def test_every_address_of_a_file_notes_who_opened_it_s20(self):
        file = self.document.file_ids
        self.authenticate(self.leader.login, self.leader.login)
        for address in (
            f"/web/content/qlvb.document.file/{file.id}/content",
            f"/web/content/{file.sudo().attachment_id.id}?download=true",
            f"/web/content/qlvb.document/{self.document.id}/main_content",
        ):
            with self.subTest(address=address), self.cr.savepoint() as savepoint:
                self.assertEqual(self.url_open(address).status_code, 200)
                rows = self._rows(kind="file")
                self.assertEqual(rows.user_id, self.leader)
                savepoint.rollback()
        register = self.registers[0]
        self.assertEqual(
            self.url_open(f"/qlvb/print/register/{register.id}").status_code, 200
        )
        row = self.log.search([("kind", "=", "print")])
        self.assertEqual(row.what, register.display_name)
