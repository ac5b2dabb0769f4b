# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .cases import RealTransactions
from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestCheck(QlvbCommon):
    """The report of gaps and doubles."""

    def setUp(self):
        super().setUp()
        self.series = self.registers[0].series_id
        self.documents = [self._registered(name=f"Văn bản {n}") for n in range(5)]

    def _found(self):
        self.env.flush_all()
        return [
            (row["kind"], row["first"], row["last"])
            for row in self.series.with_user(self.clerk).findings()
        ]

    def test_a_run_in_order_has_no_findings(self):
        self.assertEqual(self._found(), [])
        self.assertEqual(self.registers[0].gap_count, 0)

    def test_gaps_are_told_as_spans_and_counted(self):
        self.env.flush_all()
        self.cr.execute(
            "DELETE FROM qlvb_number WHERE series_id = %s AND ordinal IN (1, 3, 4)",
            [self.series.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self._found(), [("gap", 1, 1), ("gap", 3, 4)])
        self.assertEqual(self.env["qlvb.number"].gaps(self.series.id), [1, 3, 4])
        self.assertEqual(self.registers[0].gap_count, 3)

    def test_two_entries_of_one_number_are_told(self):
        self.env.flush_all()
        self.cr.execute(
            "UPDATE qlvb_document SET register_number = 2 WHERE id = %s",
            [self.documents[4].id],
        )
        self.assertEqual(self._found(), [("double", 2, 2), ("orphan", 5, 5)])

    def test_a_date_before_that_of_the_number_before_is_told(self):
        self.env.flush_all()
        self.cr.execute(
            "UPDATE qlvb_number SET date = '2026-03-01'"
            " WHERE series_id = %s AND ordinal = 3",
            [self.series.id],
        )
        self.assertEqual(self._found(), [("order", 3, 3)])

    def test_a_number_reserved_on_an_earlier_day_is_told(self):
        self.series.with_user(self.clerk).reserve(1, "Giữ")
        self.assertEqual(self._found(), [])
        with freeze_time("2026-03-03 01:00:00"):
            self.assertEqual(self._found(), [("waiting", 6, 6)])

    def test_everybody_in_the_agency_may_ask_others_not(self):
        self.assertEqual(self.series.with_user(self.specialist).findings(), [])
        with self.assertRaises(AccessError):
            self.series.with_user(self.commune_clerk).findings()

    @users("t_clerk")
    def test_the_button_lists_the_findings(self):
        self.env.flush_all()
        self.cr.execute(
            "DELETE FROM qlvb_number WHERE series_id = %s AND ordinal = 2",
            [self.series.id],
        )
        action = (
            self.env["qlvb.register"]
            .browse(self.registers[0].id)
            .action_check_numbers()
        )
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertRecordValues(
            rows, [{"kind": "gap", "first": 2, "last": 2, "count": 1}]
        )


@tagged("post_install", "-at_install")
class TestMidYear(QlvbCommon):
    """Going live beside an older system, in the middle of a year."""

    def setUp(self):
        super().setUp()
        self.series = self.registers[0].series_id.with_user(self.admin_user)

    def test_the_run_goes_on_after_the_last_number_of_the_old_system(self):
        self.series.start_after(1204, "Phần mềm cũ dừng ngày 28/02/2026")
        self.assertEqual(self.registers[0].next_number, 1205)
        self.assertEqual(self._registered().register_number, 1205)
        self.assertFalse(self.series.findings())

    def test_only_before_the_first_number(self):
        self._registered()
        with self.assertRaisesRegex(UserError, "Numbers were drawn"):
            self.series.start_after(100, "Muộn")

    def test_only_administrators_say_it(self):
        for user in (self.clerk, self.leader, self.commune_clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.series.with_user(user).start_after(100, "Tôi")

    def test_a_senseless_number_is_refused(self):
        for number in (-1, "7", None, True):
            with self.subTest(number=number), self.assertRaises(UserError):
                self.series.start_after(number, "Sai")


@tagged("post_install", "-at_install")
class TestMidYearAtOnce(RealTransactions):
    """Somebody draws the first number while an administrator says where to begin."""

    def test_a_number_committed_meanwhile_is_seen(self):
        with self._request() as admin:
            series = admin["qlvb.series"].browse(self.series_id)
            self.assertEqual(series.next_number, 1)  # the snapshot is taken
            with self._request() as clerk:
                clerk["qlvb.series"].browse(self.series_id)._draw(
                    clerk["qlvb.document"].browse(self.document_id)
                )
            self.addCleanup(self._clear)
            with self.assertRaisesRegex(UserError, "Numbers were drawn"):
                series._check_never_drawn()

    def test_who_draws_later_with_an_old_view_starts_anew(self):
        self.addCleanup(self._restore)
        with self.registry.cursor() as cr:
            clerk = api.Environment(cr, SUPERUSER_ID, {})
            series = clerk["qlvb.series"].browse(self.series_id)
            self.assertEqual(series.next_number, 1)  # the snapshot is taken
            with self._request() as admin:
                admin["qlvb.series"].browse(self.series_id).start_after(50, "Cũ")
            document = clerk["qlvb.document"].browse(self.document_id)
            with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
                series._draw(document)
            cr.rollback()

    def _clear(self):
        with self._request() as env:
            env.cr.execute(
                "DELETE FROM qlvb_number WHERE series_id = %s", [self.series_id]
            )

    def _restore(self):
        self._clear()
        with self._request() as env:
            env.cr.execute(
                "UPDATE qlvb_series SET first_number = 1 WHERE id = %s",
                [self.series_id],
            )
