# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import os

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestFileRecheck(QlvbCommon):
    """A job compares the stored files with their SHA-256 and reports (S20)."""

    def setUp(self):
        super().setUp()
        self.document = self._registered()
        self.file = self.document.file_ids
        self.incidents = self.env["qlvb.file.incident"]
        self.env.flush_all()
        # What other documents of the database hold is not judged here.
        self.cr.execute(
            "UPDATE qlvb_document_file SET checked_at = %s WHERE id != %s",
            ["2026-03-02 00:00:00", self.file.id],
        )
        self.env.invalidate_all()

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_file_recheck").method_direct_trigger()
        self.env.invalidate_all()

    def _path(self):
        attachment = self.file.sudo().attachment_id
        return attachment._full_path(attachment.store_fname)

    def _spoil(self, data):
        path = self._path()
        with open(path, "rb") as stored:
            content = stored.read()

        def restore():
            with open(path, "wb") as stored:
                stored.write(content)

        self.addCleanup(restore)
        if data is None:
            os.unlink(path)
        else:
            with open(path, "wb") as stored:
                stored.write(data)
        return restore

    def test_intact_files_are_noted_as_compared_s20(self):
        self._run()
        self.assertEqual(self.file.checked_at, self._now())
        self.assertFalse(self.incidents.search([]))

    def test_an_altered_file_is_reported_once_s20(self):
        self._spoil(b"%PDF-1.4 altered")
        self._run()
        incident = self.incidents.search([])
        self.assertEqual(incident.expected, self.file.sha256)
        self.assertNotEqual(incident.found, incident.expected)
        self.assertEqual(incident.activity_ids.user_id, self.admin_user)
        self.assertEqual(self.document.event_ids[0].kind, "damaged")
        with freeze_time("2026-05-01 01:00:00"):
            self._run()
        self.assertEqual(self.incidents.search([]), incident)

    def test_a_lost_file_is_reported_s20(self):
        self._spoil(None)
        self._run()
        self.assertFalse(self.incidents.search([]).found)

    def test_a_file_brought_back_settles_the_report_s20(self):
        restore = self._spoil(b"%PDF-1.4 altered")
        self._run()
        restore()
        with freeze_time("2026-05-01 01:00:00"):
            self._run()
        incident = self.incidents.search([])
        self.assertEqual(incident.state, "solved")
        self.assertFalse(incident.activity_ids)
        self.assertEqual(self.document.event_ids[0].kind, "restored")

    def test_each_file_is_compared_again_after_thirty_days_s20(self):
        self._run()
        with freeze_time("2026-03-31 01:00:00"):
            self._run()
            self.assertNotEqual(self.file.checked_at, self._now())
        with freeze_time("2026-04-01 01:00:01"):
            self._run()
            self.assertEqual(self.file.checked_at, self._now())

    def test_administrators_are_told_where_it_lies_and_not_what_it_is_s20(self):
        self._spoil(None)
        self._run()
        incident = self.incidents.with_user(self.admin_user).search([])
        row = incident.read()[0]
        self.assertNotIn(self.document.name, str(row))
        self.assertNotIn(self.file.name, str(row))
        self.assertEqual(row["stored_name"], self.file.sudo().attachment_id.store_fname)
        for user in (self.clerk, self.leader):
            with self.assertRaises(AccessError):
                self.incidents.with_user(user).search([])
