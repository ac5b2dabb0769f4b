# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .following import FollowCase
from .test_deadlines import local


@tagged("post_install", "-at_install")
class TestReplyReports(FollowCase):
    """What was answered in time, late, or not yet: as list and as report (S40)."""

    def setUp(self):
        super().setUp()
        self.document = self._asked()
        self.enterContext(freeze_time(local("2026-03-11 09:00")))
        self.env.invalidate_all()

    def _wizard(self, user=None, **values):
        reports = self.env["qlvb.reply.report"].with_user(user or self.clerk)
        return reports.create(values)

    def _cells(self, wizard):
        wizard.form = "xlsx"
        sheet = load_workbook(io.BytesIO(wizard._bytes())).active
        return [
            [cell for cell in row if cell not in (None, "")]
            for row in sheet.iter_rows(values_only=True)
        ], sheet

    def test_the_list_has_the_rows_and_the_mark_of_the_system(self):
        rows, sheet = self._cells(self._wizard(by="rows", side="them"))
        line = next(row for row in rows if self.document.notation in row)
        self.assertIn("UBND xã Mẫu", line)
        self.assertIn("Quá hạn", line)
        foot = sheet.oddFooter
        texts = [str(cell) for row in rows for cell in row]
        texts += [str(foot.center.text), str(foot.left.text)]
        self.assertTrue(any("Hệ thống" in text for text in texts))

    def test_the_report_counts_by_unit_person_and_body(self):
        for by, name in (
            ("unit_id", "Phòng Văn hóa"),
            ("user_id", self.specialist.name),
            ("party", "UBND xã Mẫu"),
            ("company_id", "UBND huyện Thử"),
        ):
            with self.subTest(by=by):
                rows, _sheet = self._cells(self._wizard(by=by, side="them"))
                line = next(row for row in rows if name in row)
                counts = [str(cell) for cell in line[1:7]]
                self.assertEqual(counts, ["1", "0", "0", "0", "1", "0"])

    def test_all_three_forms_are_made(self):
        for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("docx", b"PK")):
            for by in ("rows", "unit_id"):
                with self.subTest(form=form, by=by):
                    data = self._wizard(form=form, by=by)._bytes()
                    self.assertTrue(data.startswith(start))

    def test_a_period_is_that_of_the_day_due(self):
        wizard = self._wizard(side="them", date_from="2026-03-01", date_to="2026-03-06")
        self.assertIn(self.document, wizard._debts().document_id)
        wizard.date_from = "2026-03-07"
        wizard.date_to = False
        self.assertNotIn(self.document, wizard._debts().document_id)

    def test_a_print_shows_what_its_reader_may_see_s20(self):
        debt = self.env["qlvb.reply.debt"].search(
            [("document_id", "=", self.document.id)]
        )
        for user, seen in ((self.head, 1), (self.stranger, 0), (self.commune_clerk, 0)):
            with self.subTest(user=user.login):
                wizard = self._wizard(user, selected_ids=debt.ids, by="rows")
                self.assertEqual(len(wizard._debts()), seen)
        with self.assertRaises(AccessError):
            wizard.with_user(self.clerk)._bytes()
        with self.assertRaisesRegex(UserError, "Choose the rows"):
            self._wizard(selected_ids=["x"])._debts()
