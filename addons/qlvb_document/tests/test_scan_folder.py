# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import scan_folder
from .cases import RefusalCase, make_page
from .common import make_pdf

SCAN = "odoo.addons.qlvb_document.models.qlvb_scan"


@tagged("post_install", "-at_install")
class TestScanFolder(RefusalCase):
    """What a scanner puts into the agency's folder becomes a draft, once (S2, S20)."""

    def setUp(self):
        super().setUp()
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.base = Path(place.name).resolve()
        self.folder = self.base / "huyen"
        self.folder.mkdir()
        self.env["ir.config_parameter"].set_param("qlvb.scan_base", str(self.base))
        self.district.qlvb_scan_folder = "huyen"
        claim = scan_folder.ScanFolder.claim
        at_once = lambda folder, most, stable=0: claim(folder, most, stable)  # noqa: E731
        patcher = patch.object(scan_folder.ScanFolder, "claim", at_once)
        patcher.start()
        self.addCleanup(patcher.stop)

    def _put(self, name, data):
        (self.folder / name).write_bytes(data)

    def _drain(self):
        documents = self.env["qlvb.document"]
        known = documents.search([])
        # The run commits after each file, as it does in earnest.
        with self._committing(self.env.ref("base.user_root"), self.district) as agency:
            agency.env["qlvb.scan"]._cron_drain()
        return documents.search([]) - known

    def _kept(self, place):
        return sorted(
            scan_folder.ScanFolder.plain_name(path.name)
            for path in (self.folder / place).iterdir()
            if not path.name.startswith(".")
        )

    def test_each_complete_file_becomes_a_draft_and_is_moved(self):
        self._put("Scan_0001.pdf", make_pdf("Scan one"))
        self._put("Scan_0002.pdf", make_pdf("Scan two", pages=2))
        documents = self._drain()
        self.assertEqual(sorted(documents.mapped("name")), ["Scan 0001", "Scan 0002"])
        self.assertEqual(documents.company_id, self.district)
        self.assertEqual(set(documents.mapped("state")), {"draft"})
        self.assertEqual(sorted(documents.mapped("page_count")), [1, 2])
        self.assertEqual(self._kept("done"), ["Scan_0001.pdf", "Scan_0002.pdf"])
        self.assertFalse(self._kept("working"))
        self.assertFalse(self._drain())

    def test_a_file_that_still_grows_is_left_alone(self):
        self._put("a.pdf", make_pdf("Growing"))
        with scan_folder.ScanFolder.hold(self.folder) as folder:
            self.assertEqual(list(folder.claim(9, stable=5)), [])
            os.utime(self.folder / "a.pdf", (0, 0))
            self.assertEqual(list(folder.claim(9, stable=5)), [], "Not to be preset.")
            self.assertEqual(len(list(folder.claim(9, stable=0))), 1)

    def test_files_that_always_fail_keep_nobody_waiting(self):
        for number in range(3):
            self._put(f"old_{number}.pdf", make_pdf("Old"))
        with scan_folder.ScanFolder.hold(self.folder) as folder:
            self.assertEqual(len(list(folder.claim(3))), 3)
            self._put("new.pdf", make_pdf("New"))
            taken = map(folder.plain_name, folder.claim(3))
            self.assertIn("new.pdf", list(taken))

    def test_a_refused_scan_is_set_aside_with_the_reason_in_the_log_s2(self):
        self._put("secret.pdf", make_page("TỐI MẬT"))
        self._put("wrong.pdf", b"no pdf")
        self._put("good.pdf", make_pdf("Good scan"))
        rows = self._rows()
        with self._logging() as logged:
            self.assertEqual(self._drain().name, "good")
        self.assertEqual(self._kept("refused"), ["secret.pdf", "wrong.pdf"])
        self.assertEqual(self._kept("done"), ["good.pdf"])
        self.assertEqual([line["path"] for line in logged], ["scan", "scan"])
        agencies = {line["company_id"] for line in logged}
        self.assertEqual(agencies, {self.district.id})
        self.assertNotIn("secret.pdf", str(logged))
        self.assertEqual(self._rows()["ir.attachment"], rows["ir.attachment"] + 1)

    def test_killed_after_the_claim_the_next_run_takes_it_up(self):
        self._put("a.pdf", make_pdf("Killed early"))
        with self._killed("_take_in"):
            self._drain()
        self.assertEqual(self._kept("working"), ["a.pdf"])
        self.assertEqual(self._drain().name, "a")
        self.assertEqual(self._kept("done"), ["a.pdf"])
        self.assertFalse(self._kept("working"))

    def test_killed_before_the_move_no_second_document_comes_of_it(self):
        self._put("a.pdf", make_pdf("Killed late"))
        with self._killed("finish", scan_folder.ScanFolder):
            self._drain()
        self.assertEqual(self._kept("working"), ["a.pdf"])
        key = self.env["qlvb.document"].search([("inbox_key", "like", "scan:")])
        self.assertEqual(len(key), 1)
        self.assertFalse(self._drain())
        self.assertEqual(self._kept("done"), ["a.pdf"])

    def _killed(self, method, owner=None):
        """Stop the run at a method, as a kill would: no handler sees it."""
        owner = owner or self.env.registry["qlvb.scan"]
        stop = patch.object(owner, method, side_effect=KeyboardInterrupt)
        test = self

        class Killed:
            def __enter__(self):
                stop.start()

            def __exit__(self, kind, *_rest):
                stop.stop()
                test.assertIs(kind, KeyboardInterrupt)
                return True

        return Killed()

    def test_the_same_scan_twice_is_one_document(self):
        data = make_pdf("Same bytes")
        self._put("a.pdf", data)
        self.assertEqual(len(self._drain()), 1)
        self._put("b.pdf", data)
        self.assertFalse(self._drain())
        self.assertEqual(self._kept("done"), ["a.pdf", "b.pdf"])

    def test_two_runs_do_not_share_a_folder(self):
        with scan_folder.ScanFolder.hold(self.folder):
            with scan_folder.ScanFolder.hold(self.folder) as second:
                self.assertIsNone(second)

    def test_links_and_hidden_files_are_left_where_they_are(self):
        outside = self.base / "passwd.pdf"
        outside.write_bytes(make_pdf("Outside"))
        (self.folder / "link.pdf").symlink_to(outside)
        os.link(outside, self.folder / "hard.pdf")
        self._put(".part.pdf", make_pdf("Part"))
        (self.folder / "sub").mkdir()
        self.assertFalse(self._drain())
        self.assertTrue(outside.exists())

    @mute_logger(SCAN)
    def test_a_working_folder_that_is_a_link_is_not_followed(self):
        target = self.base / "target"
        target.mkdir()
        (self.folder / "working").symlink_to(target)
        self._put("a.pdf", make_pdf("Linked"))
        self.assertFalse(self._drain())
        self.assertFalse(list(target.iterdir()))

    def test_an_agency_cannot_read_another_place_of_the_server(self):
        (self.base / "link").symlink_to("/etc")
        (self.folder / "inner").mkdir()
        for name in ("/etc", "../etc", "a/../../etc", "link", "link/ssl", "none", "."):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self.commune.qlvb_scan_folder = name
        for name in ("huyen", "huyen/inner", "huyen/"):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self.commune.qlvb_scan_folder = name

    def test_without_a_base_no_folder_is_accepted(self):
        self.env["ir.config_parameter"].set_param("qlvb.scan_base", False)
        with self.assertRaisesRegex(ValidationError, "allows no scan folders"):
            self.district.qlvb_scan_folder = "khac"

    @mute_logger(SCAN)
    def test_a_folder_that_became_a_link_is_drained_no_more(self):
        self._put("a.pdf", make_pdf("Moved"))
        self.folder.rename(self.base / "moved")
        self.folder.symlink_to(self.base / "moved")
        self.assertFalse(self._drain())

    @mute_logger(SCAN)
    def test_a_folder_that_is_gone_does_not_hinder_the_others(self):
        (self.base / "xa").mkdir()
        self.commune.qlvb_scan_folder = "xa"
        self.folder.rmdir()
        (self.base / "xa" / "a.pdf").write_bytes(make_pdf("Commune"))
        self.assertEqual(self._drain().company_id, self.commune)
