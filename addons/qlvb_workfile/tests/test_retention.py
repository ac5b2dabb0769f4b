# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestRetention(WorkfileCommon):
    """How long files are kept: a table with its law, confirmed by the agency (S44)."""

    def test_the_period_counts_from_the_year_the_work_ends(self):
        for end, until in (
            (date(2026, 1, 1), date(2031, 12, 31)),
            (date(2026, 12, 31), date(2031, 12, 31)),
            (date(2028, 2, 29), date(2033, 12, 31)),
        ):
            with self.subTest(end=end):
                self.assertEqual(self.five_years._retain_until(end), until)
        self.assertFalse(self.permanent._retain_until(date(2026, 1, 1)))

    def test_shipped_periods_wait_for_confirmation_and_name_their_law(self):
        shipped = self.env["ir.model.data"].search(
            [("module", "=", "qlvb_workfile"), ("model", "=", "qlvb.retention")]
        )
        periods = self.env["qlvb.retention"].browse(shipped.mapped("res_id"))
        self.assertEqual(len(periods), 5)
        self.assertFalse(any(periods.mapped("confirmed")))
        self.assertTrue(all(periods.mapped("legal_basis")))

    def test_archivists_keep_the_table_and_others_read_it(self):
        self.five_years.with_user(self.archivist).confirmed = True
        self.assertTrue(self.five_years.with_user(self.specialist).confirmed)
        for user in (self.specialist, self.leader, self.clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.five_years.with_user(user).years = 1

    def test_a_period_in_use_is_kept(self):
        with self.assertRaises(UserError):
            self.five_years.with_user(self.archivist).unlink()

    def test_a_changed_table_leaves_closed_files_as_they_are(self):
        workfile = self._finished()
        workfile.close()
        self.five_years.years = 10
        self.assertEqual(str(workfile.retain_until), "2031-12-31")
