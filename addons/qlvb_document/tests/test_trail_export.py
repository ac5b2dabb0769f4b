# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
import random

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from vnrecords import trail_export

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestTrailExport(HttpCase, QlvbCommon):
    """The trail is checked without this system (S53, ND30 VI III.5)."""

    def setUp(self):
        super().setUp()
        self.document = self._assigned()
        self._given(self.document)
        for user in (self.head, self.leader, self.clerk):
            self.document.with_user(user).read(["body"])

    def _exported(self, user, documents=None):
        documents = self.document if documents is None else documents
        return documents.with_user(user).export_trail().split("\n")

    def _chains(self, lines):
        return {name: count for name, count, _head in json.loads(lines[0])["chains"]}

    def test_an_export_is_intact_and_complete_s53(self):
        lines = self._exported(self.leader)
        self.assertEqual(trail_export.check(lines), [])
        self.assertEqual(
            self._chains(lines),
            {
                f"event:{self.document.id}": len(self.document.event_ids),
                # The three who read it, and the export itself.
                f"access:{self.document.id}": 4,
            },
        )

    def test_who_opened_it_is_for_leaders_only_s53(self):
        lines = self._exported(self.head)
        self.assertEqual(list(self._chains(lines)), [f"event:{self.document.id}"])
        self.assertEqual(trail_export.check(lines), [])

    def test_only_who_sees_the_document_exports_its_trail_s53(self):
        for user in (self.stranger, self.admin_user, self.commune_leader):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._exported(user)

    def test_what_is_done_to_the_database_shows_in_the_export_s53(self):
        kept = json.loads(self._exported(self.leader)[0])["seal"]
        rows = self.document.event_ids.sorted("id")
        for statement in (
            "UPDATE qlvb_event SET kind = 'agree' WHERE id = %s",
            "UPDATE qlvb_event SET moment = moment - interval '1 day' WHERE id = %s",
            "UPDATE qlvb_event SET details = '{\"x\": 1}' WHERE id = %s",
            "DELETE FROM qlvb_event WHERE id = %s",
        ):
            with self.subTest(statement=statement), self.cr.savepoint() as savepoint:
                self._behind("qlvb_event", statement, rows[1])
                lines = self._exported(self.leader)
                self.assertTrue(trail_export.check(lines))
                savepoint.rollback()
        with self.cr.savepoint() as savepoint:
            # The tail cut off leaves a chain that fits: the kept seal tells.
            self._behind("qlvb_event", "DELETE FROM qlvb_event WHERE id = %s", rows[-1])
            lines = self._exported(self.leader)
            self.assertEqual(trail_export.check(lines), [])
            self.assertTrue(trail_export.check(lines, kept))
            savepoint.rollback()

    def test_a_visit_removed_behind_the_trigger_shows_in_the_export_s53(self):
        self._exported(self.leader)
        visits = self.env["qlvb.access.log"].search(
            [("document_id", "=", self.document.id)], order="position"
        )
        self._behind(
            "qlvb_access_log", "DELETE FROM qlvb_access_log WHERE id = %s", visits[1]
        )
        self.assertTrue(trail_export.check(self._exported(self.leader)))

    def _behind(self, table, statement, row):
        self.env.flush_all()
        self.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_keep")
        self.cr.execute(statement, [row.id])
        self.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_keep")
        self.env.invalidate_all()

    def test_any_change_of_a_line_of_a_real_export_is_found_s53(self):
        lines = self._exported(self.leader)
        rng = random.Random(53)
        for index in range(1, len(lines)):
            row = json.loads(lines[index])
            row["payload"][rng.choice(sorted(row["payload"]))] = "khác"
            changed = [*lines[:index], json.dumps(row), *lines[index + 1 :]]
            self.assertTrue(trail_export.check(changed), index)
            removed = [*lines[:index], *lines[index + 1 :]]
            self.assertTrue(trail_export.check(removed), index)

    def test_an_agency_is_exported_as_a_whole_by_the_operator_s53(self):
        other = self._registered()
        lines = list(self.env["qlvb.trail.export"]._export_agency(self.district))
        self.assertEqual(trail_export.check(lines), [])
        names = self._chains(lines)
        for document in (self.document, other):
            self.assertIn(f"event:{document.id}", names)

    def test_the_address_of_a_trail_answers_only_who_sees_the_document_s53(self):
        address = f"/qlvb/trail/{self.document.id}"
        self.authenticate(self.leader.login, self.leader.login)
        answer = self.url_open(address)
        self.assertEqual(trail_export.check(answer.text.split("\n")), [])
        self.authenticate(self.stranger.login, self.stranger.login)
        self.assertEqual(self.url_open(address).status_code, 404)
